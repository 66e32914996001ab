package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.platform.monitor.MonitorException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What {@code connector} has joined: devices and things outside of machines, with others outside. */
final class Connections {

    private static final String OUTSIDE = "Antmicro.Renode.";
    private static final String DEVICES = "Antmicro.Renode.Peripherals.";

    private final Map<Connectable, Set<Endpoint>> ends = new LinkedHashMap<>();

    /**
     * Gives the connector its members.
     *
     * @param outside finds what is outside by its name
     * @param endpoint finds what can be connected by its name
     */
    Members members(Function<String, Connectable> outside, Function<String, Endpoint> endpoint) {
        return new Members()
                .action(
                        "Connect connectee connector",
                        arguments -> connect(endpoint.apply(text(arguments, 0)), outside.apply(text(arguments, 1))))
                .action("Disconnect connectee connector", arguments -> {
                    try {
                        disconnect(endpoint.apply(text(arguments, 0)), outside.apply(text(arguments, 1)));
                    } catch (Members.MismatchException e) {
                        disconnect(endpoint.apply(text(arguments, 1)), outside.apply(text(arguments, 0)));
                    }
                })
                .action("DisconnectFromAll element", arguments -> disconnectFromAll(endpoint.apply(text(arguments, 0))))
                .method("GetConnectionsFor obj", arguments -> connectionsFor(endpoint.apply(text(arguments, 0))))
                .method("GetObjectsConnectedTo obj", arguments -> connectedTo(outside.apply(text(arguments, 0))));
    }

    private static String text(List<Object> arguments, int index) {
        return arguments.get(index).toString();
    }

    private void connect(Endpoint end, Connectable outside) {
        if (!outside.takes(end)) {
            throw new MachineException(
                    "Could not find a way to connect " + end.className() + " to " + outside.className());
        }
        outside.connect(end);
        ends.computeIfAbsent(outside, key -> new LinkedHashSet<>()).add(end);
    }

    private void disconnect(Endpoint end, Connectable outside) {
        if (!outside.takes(end)) {
            throw new MachineException(
                    "Could not find a way to disconnect " + end.className() + " from " + outside.className());
        }
        outside.disconnect(end);
        ends.getOrDefault(outside, Set.of()).remove(end);
    }

    private void disconnectFromAll(Endpoint end) {
        for (Connectable outside : List.copyOf(ends.keySet())) {
            if (ends.getOrDefault(outside, Set.of()).contains(end)) {
                disconnect(end, outside);
            }
        }
    }

    /** Renode 1.15.3 fails at its own answer when there is something in it. */
    private List<String> connectionsFor(Endpoint end) {
        if (ends.values().stream().anyMatch(connected -> connected.contains(end))) {
            throw MonitorException.thrown("InvalidCastException", "Specified cast is not valid.");
        }
        return List.of();
    }

    private List<String> connectedTo(Connectable outside) {
        List<String> types = new ArrayList<>();
        ends.getOrDefault(outside, Set.of())
                .forEach(end -> types.add((end.object() instanceof External ? OUTSIDE : DEVICES) + end.model()));
        return types;
    }

    /** Forgets all that was connected; what is outside goes away by itself. */
    void clear() {
        ends.clear();
    }

    /** Forgets what was connected to something that goes away. */
    void forget(External outside) {
        if (outside instanceof Connectable connectable) {
            ends.remove(connectable);
        }
    }
}
