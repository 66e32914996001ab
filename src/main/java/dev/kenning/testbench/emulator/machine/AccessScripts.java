package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.AddressRange;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.bus.Watchpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gives the system bus the members that call scripts at accesses, by Renode's names. */
public final class AccessScripts {

    private static final Map<String, Integer> WIDTHS = Map.of("Byte", 1, "Word", 2, "DoubleWord", 4, "QuadWord", 8);
    private static final Map<String, Watchpoint.Kind> KINDS = Map.of(
            "Read", Watchpoint.Kind.READ,
            "Write", Watchpoint.Kind.WRITE,
            "ReadAndWrite", Watchpoint.Kind.ACCESS,
            "1", Watchpoint.Kind.READ,
            "2", Watchpoint.Kind.WRITE,
            "3", Watchpoint.Kind.ACCESS);

    private AccessScripts() {}

    /** Adds the members. */
    public static Members addTo(Members members, Machine machine) {
        return members.action(
                        "AddWatchpointHook address width access script", arguments -> addWatchpoint(machine, arguments))
                .action(
                        "RemoveAllWatchpointHooks address",
                        arguments -> machine.bus().removeAccessHooks(Members.integer(arguments.get(0))))
                .action(
                        "SetHookAfterPeripheralRead device script [subrange]",
                        arguments -> intercept(machine, arguments, true))
                .action(
                        "SetHookBeforePeripheralWrite device script [subrange]",
                        arguments -> intercept(machine, arguments, false));
    }

    private static void addWatchpoint(Machine machine, List<Object> arguments) {
        Object given = arguments.get(1);
        int width = given instanceof Long number ? number.intValue() : chosen(WIDTHS, given);
        Hook hook = Hook.of(machine, "sysbus", arguments.get(3).toString());
        Optional<String> core = machine.cores().stream().findFirst().map(it -> it.name());
        core.ifPresent(name -> hook.scope().setObject("cpu", name));
        if (!WIDTHS.containsValue(width) || width > 4) {
            throw new Members.MismatchException("a width of Byte, Word or DoubleWord is expected, not " + given);
        }
        machine.bus()
                .addAccessHook(
                        Members.integer(arguments.get(0)),
                        width,
                        chosen(KINDS, arguments.get(2)),
                        (address, accessed, value) -> {
                            hook.scope().setNumber("address", address);
                            hook.scope().setNumber("width", accessed);
                            hook.scope().setNumber("value", value);
                            hook.run();
                        });
    }

    private static <T> T chosen(Map<String, T> known, Object name) {
        T value = known.get(name.toString());
        if (value == null) {
            throw new Members.MismatchException(
                    "one of " + new TreeMap<>(known).keySet() + " is expected, not '" + name + "'");
        }
        return value;
    }

    private static void intercept(Machine machine, List<Object> arguments, boolean reads) {
        Part part = machine.part(arguments.get(0).toString())
                .filter(it -> it.object() instanceof Peripheral)
                .orElseThrow(
                        () -> new Members.MismatchException("a device is expected, not '" + arguments.get(0) + "'"));
        Hook hook = Hook.of(machine, part.name(), arguments.get(1).toString());
        hook.scope().setObject("sysbus", "sysbus");
        Optional<AddressRange> subrange = arguments.size() > 2 && arguments.get(2) instanceof AddressRange range
                ? Optional.of(range)
                : Optional.empty();
        machine.bus().intercept(part.name(), device -> new Intercepted(device, hook, subrange, reads));
        machine.buses()
                .own()
                .values()
                .forEach(bus -> bus.intercept(part.name(), device -> new Intercepted(device, hook, subrange, reads)));
    }

    /**
     * A device whose loads, or stores, a script may change.
     *
     * @param subrange the offsets that the script is about; all if empty
     */
    private record Intercepted(Peripheral device, Hook hook, Optional<AddressRange> subrange, boolean reads)
            implements Peripheral {

        @Override
        public int read(int offset, int width) {
            int value = device.read(offset, width);
            return reads && concerns(offset) ? (int) changed(offset, width, value) : value;
        }

        @Override
        public void write(int offset, int width, int value) {
            device.write(offset, width, !reads && concerns(offset) ? (int) changed(offset, width, value) : value);
        }

        private boolean concerns(int offset) {
            return subrange.map(range -> range.contains(offset)).orElse(true);
        }

        private long changed(int offset, int width, int value) {
            long mask = 0xFFFF_FFFFL >>> (32 - 8 * width);
            hook.scope().setNumber("value", value & mask);
            hook.scope().setNumber("offset", offset);
            return hook.run() ? hook.scope().number("value") & mask : value;
        }

        @Override
        public void reset() {
            device.reset();
        }
    }
}
