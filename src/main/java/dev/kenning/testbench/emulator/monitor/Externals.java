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
import java.util.function.Function;
import java.util.function.Supplier;

/** What commands have made outside all machines, by name, each. */
final class Externals {

    private record Terminal(ExternalTerminal terminal, String className) implements Connectable {

        @Override
        public boolean takes(Endpoint end) {
            return end.object() instanceof Uart;
        }

        @Override
        public void connect(Endpoint end) {
            terminal.connect((Uart) end.object());
        }

        @Override
        public void disconnect(Endpoint end) {
            terminal.disconnect();
        }

        @Override
        public void close() {
            terminal.close();
        }
    }

    private record Tester(Members members) implements External {}

    private final Map<String, External> byName = new LinkedHashMap<>();
    private final Connections connections = new Connections();

    /**
     * Opens a terminal under a name that no other has.
     *
     * @param className Renode's name of its class
     */
    String addTerminal(String name, String className, Supplier<ExternalTerminal> opening) {
        return add(name, () -> new Terminal(opening.get(), className));
    }

    /** Makes a tester under a name that no other has. */
    String addTester(String name, Supplier<Members> creation) {
        return add(name, () -> new Tester(creation.get()));
    }

    /** Puts an environment under a name that no other has. */
    String addEnvironment(String name, Environment environment) {
        return add(name, () -> environment);
    }

    /** Makes something under a name that nothing else has. */
    String add(String name, Supplier<External> creation) {
        if (byName.containsKey(name)) {
            throw new IllegalArgumentException("External's name already in use");
        }
        byName.put(name, creation.get());
        return "";
    }

    /** Returns what commands can do with something. */
    Optional<Members> members(String name) {
        int dot = name.indexOf('.');
        return Optional.ofNullable(byName.get(name))
                .map(External::members)
                .or(() -> Optional.ofNullable(dot < 0 ? null : byName.get(name.substring(0, dot)))
                        .flatMap(external -> external.child(name.substring(dot + 1))));
    }

    /** Returns what commands can do with the sockets of all terminals. */
    Members sockets() {
        List<String> header = List.of("Owner", "Type", "EndPoint", "Bound", "Connected");
        return new Members().method("List", arguments -> ResultFormat.table(List.of(header)));
    }

    /**
     * Returns what commands can do with the connector.
     *
     * @param endpoint finds what can be connected by its name
     */
    Members connector(Function<String, Endpoint> endpoint) {
        return connections.members(this::connectable, endpoint);
    }

    Set<String> names() {
        return byName.keySet();
    }

    /**
     * Returns something that can be connected with others.
     *
     * @throws Members.MismatchException if there is no such thing of that name
     */
    Connectable connectable(String name) {
        if (byName.get(name) instanceof Connectable connectable) {
            return connectable;
        }
        throw new Members.MismatchException(
                "there is no terminal, hub or network '" + name + "'." + NearestWord.hint(name, byName.keySet()));
    }

    /** Returns something outside of machines that can itself be connected, as a server to a network. */
    Optional<Endpoint> endpoint(String name) {
        return byName.get(name) instanceof NetworkServer server
                ? Optional.of(new Endpoint(name, NetworkServer.MODEL, server))
                : Optional.empty();
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
        connections.forget(removed);
        removed.close();
    }

    void clear() {
        connections.clear();
        byName.values().forEach(External::close);
        byName.clear();
    }
}
