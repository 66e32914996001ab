package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.machine.Level;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.text.NearestWord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts and stops the GDB servers of an emulation, one for a machine, with Renode's commands and in its words. */
final class GdbServers {

    private static final String ALL = "all";

    private final EmulationHost host;
    private final Map<Machine, DebugServer> servers = new LinkedHashMap<>();

    GdbServers(EmulationHost host) {
        this.host = host;
    }

    /** Carries out {@code machine StartGdbServer port [autostartEmulation] [cpu]}. */
    String start(Machine machine, List<Object> arguments) {
        int port = port(arguments.get(0));
        boolean autostart = arguments.size() < 2 || Members.flag(arguments.get(1));
        List<Core> cores = arguments.size() < 3
                ? machine.cores()
                : cores(machine, arguments.get(2).toString());
        if (cores.isEmpty()) {
            throw new MachineException("Cannot start GDB server with no CPUs. Did you forget to load the platform"
                    + " description first?");
        }
        DebugServer running = servers.get(machine);
        if (running != null) {
            throw new MachineException("There is a GDB server for " + machine.name() + " on port :" + running.port()
                    + " already; run 'machine StopGdbServer' first.");
        }
        DebugServer server = host.openGdbServer(machine, cores, port, autostart);
        servers.put(machine, server);
        String which = cores.size() == machine.cores().size() ? "all CPUs" : "CPU " + names(cores);
        machine.log().log(
                Level.INFO, machine.name(), "GDB server with " + which + " started on port :" + server.port());
        return "";
    }

    /** Carries out {@code machine StopGdbServer [port]}. */
    String stop(Machine machine, List<Object> arguments) {
        DebugServer server = servers.get(machine);
        if (server == null) {
            throw new MachineException("Nothing to stop.");
        }
        if (!arguments.isEmpty() && port(arguments.get(0)) != server.port()) {
            throw new MachineException("There is no GDB server on port :" + arguments.get(0) + "; there is one on :"
                    + server.port() + ".");
        }
        stop(machine);
        return "";
    }

    /** Stops the server of a machine that goes away, if it has one. */
    void stop(Machine machine) {
        DebugServer server = servers.remove(machine);
        if (server != null) {
            server.close();
        }
    }

    void stopAll() {
        List.copyOf(servers.keySet()).forEach(this::stop);
    }

    private static int port(Object argument) {
        long port = Members.integer(argument);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
        }
        return (int) port;
    }

    /** Returns the cores of that name, or of that type; Renode takes a core or a cluster. */
    private static List<Core> cores(Machine machine, String wanted) {
        String name = wanted.replaceFirst("^sysbus\\.", "");
        List<Core> chosen = machine.cores().stream()
                .filter(core -> name.equals(ALL)
                        || core.name().equals(name)
                        || core.cpuType().equals(name))
                .toList();
        if (chosen.isEmpty()) {
            List<String> known = new ArrayList<>(List.of(ALL));
            machine.cores().forEach(core -> known.add(core.name()));
            throw new MachineException("There is no core '" + wanted + "'; there are "
                    + String.join(", ", known.subList(1, known.size())) + "." + NearestWord.hint(wanted, known));
        }
        return chosen;
    }

    private static String names(List<Core> cores) {
        return String.join(", ", cores.stream().map(Core::name).toList());
    }
}
