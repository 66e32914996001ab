package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Uart;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.platform.monitor.ResultFormat;
import dev.kenning.testbench.text.NearestWord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What commands have made outside all machines, by name, and its connections with UARTs. */
final class Externals {

    /** Something that a UART can be connected to. */
    interface Connectable extends External {

        void connect(Uart uart);

        void disconnect(Uart uart);
    }

    private record Terminal(ExternalTerminal terminal) implements Connectable {

        @Override
        public void connect(Uart uart) {
            terminal.connect(uart);
        }

        @Override
        public void disconnect(Uart uart) {
            terminal.disconnect();
        }

        @Override
        public void close() {
            terminal.close();
        }
    }

    private record Tester(Members members) implements External {}

    private final Map<String, External> byName = new LinkedHashMap<>();

    /** Opens a terminal under a name that no other has. */
    String addTerminal(String name, Supplier<ExternalTerminal> opening) {
        return add(name, () -> new Terminal(opening.get()));
    }

    /** Makes a tester under a name that no other has. */
    String addTester(String name, Supplier<Members> creation) {
        return add(name, () -> new Tester(creation.get()));
    }

    /** Makes a hub under a name that no other has. */
    String addHub(String name, boolean loopback) {
        return add(name, () -> new UartHub(loopback));
    }

    /** Puts an environment under a name that no other has. */
    String addEnvironment(String name, Environment environment) {
        return add(name, () -> environment);
    }

    private String add(String name, Supplier<External> creation) {
        if (byName.containsKey(name)) {
            throw new IllegalArgumentException("External's name already in use");
        }
        byName.put(name, creation.get());
        return "";
    }

    /** Returns what commands can do with something. */
    Optional<Members> members(String name) {
        return Optional.ofNullable(byName.get(name)).map(External::members);
    }

    /** Returns what commands can do with the sockets of all terminals. */
    Members sockets() {
        List<String> header = List.of("Owner", "Type", "EndPoint", "Bound", "Connected");
        return new Members().method("List", arguments -> ResultFormat.table(List.of(header)));
    }

    Set<String> names() {
        return byName.keySet();
    }

    void connect(Uart uart, String name) {
        connectable(name).connect(uart);
    }

    void disconnect(Uart uart, String name) {
        connectable(name).disconnect(uart);
    }

    private Connectable connectable(String name) {
        if (byName.get(name) instanceof Connectable connectable) {
            return connectable;
        }
        throw new Members.MismatchException(
                "there is no terminal or hub '" + name + "'." + NearestWord.hint(name, byName.keySet()));
    }

    /**
     * Ends something.
     *
     * @throws MachineException if there is none of that name
     */
    void remove(String name) {
        External removed = byName.remove(name);
        if (removed == null) {
            throw new MachineException("Could not find external '" + name + "'");
        }
        removed.close();
    }

    void clear() {
        byName.values().forEach(External::close);
        byName.clear();
    }
}
