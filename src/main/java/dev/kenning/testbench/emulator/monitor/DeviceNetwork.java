package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.machine.CommonMembers;
import dev.kenning.testbench.emulator.machine.Level;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.machine.MachineLog;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A network that commands make and connect devices to; since no model of this engine sends a frame on such networks, none
 * passes, which it says once.
 */
final class DeviceNetwork implements Connectable {

    private final String name;
    private final NetworkKind kind;
    private final Function<String, Endpoint> devices;
    private final Supplier<MachineLog> log;
    private final Set<Object> attached = new LinkedHashSet<>();
    private final Set<Object> promiscuous = new LinkedHashSet<>();
    private boolean told;
    private boolean paused;

    /**
     * Creates a network without devices.
     *
     * @param devices finds what can be connected by its name
     */
    DeviceNetwork(String name, NetworkKind kind, Function<String, Endpoint> devices, Supplier<MachineLog> log) {
        this.name = name;
        this.kind = kind;
        this.devices = devices;
        this.log = log;
    }

    @Override
    public String className() {
        return kind.className();
    }

    @Override
    public boolean takes(Endpoint end) {
        return kind.takes(end);
    }

    @Override
    public void connect(Endpoint end) {
        if (kind == NetworkKind.USB) {
            attached.clear();
        }
        if (!attached.add(end.object())) {
            throw new MachineException(
                    kind == NetworkKind.DA16200 ? kind.alreadyThere() + " '" + name + "'" : kind.alreadyThere());
        }
        if (kind == NetworkKind.SWITCH) {
            log.get().log(Level.INFO, name, "Interface " + address(end) + " attached");
        }
        if (!told) {
            told = true;
            log.get()
                    .log(
                            Level.WARNING,
                            name,
                            "The embedded engine has no model that sends frames on a " + kind.className()
                                    + ": devices are connected, and nothing passes between them.");
        }
    }

    @Override
    public void disconnect(Endpoint end) {
        boolean wasThere = attached.remove(end.object());
        promiscuous.remove(end.object());
        if (kind == NetworkKind.SWITCH && wasThere) {
            log.get().log(Level.INFO, name, "Interface " + address(end) + " detached");
        } else if (kind == NetworkKind.SWITCH) {
            log.get()
                    .log(
                            Level.WARNING,
                            name,
                            "Detaching mac interface that is currently not attached: " + address(end));
        } else if (kind == NetworkKind.DA16200 && !wasThere) {
            throw new MachineException(
                    "Provided node is not registered in network '" + name + "' and cannot be detached from it");
        }
    }

    /** A device that is not modelled has no address; its place tells which it is. */
    private static String address(Endpoint end) {
        return end.object() instanceof NetworkServer server ? server.hardwareAddress() : end.path();
    }

    @Override
    public Members members() {
        Members members = CommonMembers.addLog(new Members(), name, log);
        return switch (kind) {
            case SWITCH ->
                running(members)
                        .action("EnablePromiscuousMode iface", this::enablePromiscuity)
                        .action("DisablePromiscuousMode iface", this::disablePromiscuity);
            case CAN, LIN -> running(members);
            case USB, DA16200 -> members;
        };
    }

    private void enablePromiscuity(List<Object> arguments) {
        Endpoint end = member(arguments);
        promiscuous.add(end.object());
        log.get().log(Level.INFO, name, "Promiscuous mode enabled for interace " + address(end));
    }

    private void disablePromiscuity(List<Object> arguments) {
        Endpoint end = member(arguments);
        if (!promiscuous.remove(end.object())) {
            throw new MachineException("The interface is not in promiscuous mode");
        }
        log.get().log(Level.INFO, name, "Promiscuous mode disabled for interace " + address(end));
    }

    private Endpoint member(List<Object> arguments) {
        Endpoint end = devices.apply(arguments.get(0).toString());
        if (!takes(end)) {
            throw new Members.MismatchException("a MAC interface is expected, not '" + end.path() + "'");
        }
        if (!attached.contains(end.object())) {
            throw new MachineException("The interface is not registered, you must connect it in order to change"
                    + " promiscuous mode settings");
        }
        return end;
    }

    private Members running(Members members) {
        return members.readable("IsPaused", () -> paused)
                .action("Start", arguments -> paused = false)
                .action("Pause", arguments -> paused = true)
                .action("Resume", arguments -> paused = false);
    }
}
