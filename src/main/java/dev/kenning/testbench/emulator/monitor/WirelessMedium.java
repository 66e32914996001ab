package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.machine.CommonMembers;
import dev.kenning.testbench.emulator.machine.Level;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.machine.MachineLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The air between radios of any machine; since no radio of this engine sends a frame, none passes, which it says once. */
final class WirelessMedium implements Connectable {

    private static final String MODELS = "Wireless.";

    private final String name;
    private final String className;
    private final Function<String, Endpoint> devices;
    private final Supplier<MachineLog> log;
    private final Map<Object, Endpoint> radios = new LinkedHashMap<>();
    private boolean told;

    /** The name of what says which radios reach each other. */
    private String function = "simple_medium_function";

    /**
     * Creates a medium without radios.
     *
     * @param className Renode's name of its class
     * @param devices finds what can be connected by its name
     */
    WirelessMedium(String name, String className, Function<String, Endpoint> devices, Supplier<MachineLog> log) {
        this.name = name;
        this.className = className;
        this.devices = devices;
        this.log = log;
    }

    @Override
    public String className() {
        return className;
    }

    @Override
    public boolean takes(Endpoint end) {
        return end.model().startsWith(MODELS);
    }

    @Override
    public void connect(Endpoint end) {
        if (radios.putIfAbsent(end.object(), end) != null) {
            throw new MachineException(
                    "Cannot attach to the provided radio as it is already registered in this wireless medium.");
        }
        if (!told) {
            told = true;
            log.get()
                    .log(
                            Level.WARNING,
                            name,
                            "The embedded engine has no radio that sends frames: radios are connected, and nothing passes"
                                    + " between them.");
        }
    }

    @Override
    public void disconnect(Endpoint end) {
        radios.remove(end.object());
    }

    @Override
    public Members members() {
        return CommonMembers.addLog(new Members(), name, log)
                .method(
                        "GetAttachedRadiosNames",
                        arguments ->
                                radios.values().stream().map(Endpoint::path).toList())
                .method("GetNames", arguments -> List.of(function))
                .action("SetSimpleWirelessFunction", arguments -> function = "simple_medium_function")
                .action("SetRangeWirelessFunction [range]", arguments -> {
                    checkRange(arguments);
                    function = "range_medium_function";
                })
                .action("SetRangeLossWirelessFunction [lossRange] [txRatio] [rxRatio]", arguments -> {
                    checkRange(arguments);
                    checkShare("TxRatio", arguments, 1);
                    checkShare("RxRatio", arguments, 2);
                    function = "range_loss_medium_function";
                })
                .action("SetPosition radio x y z", this::setPosition);
    }

    private void setPosition(List<Object> arguments) {
        Endpoint end = devices.apply(arguments.get(0).toString());
        if (!takes(end)) {
            throw new Members.MismatchException("a radio is expected, not '" + end.path() + "'");
        }
        for (Object coordinate : arguments.subList(1, arguments.size())) {
            Members.decimal(coordinate);
        }
        if (!radios.containsKey(end.object())) {
            log.get()
                    .log(
                            Level.ERROR,
                            name,
                            "Cannot set position for " + end.path()
                                    + " as it is not registered in this wireless medium.");
        }
    }

    private static void checkRange(List<Object> arguments) {
        if (!arguments.isEmpty()) {
            Members.integer(arguments.get(0));
        }
    }

    private static void checkShare(String what, List<Object> arguments, int index) {
        double share =
                arguments.size() > index ? Members.decimal(arguments.get(index)).doubleValue() : 0;
        if (share < 0 || share > 1) {
            throw new MachineException(what + " must be between 0 and 1.");
        }
    }
}
