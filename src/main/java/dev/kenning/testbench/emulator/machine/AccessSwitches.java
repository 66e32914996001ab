package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.AddressRange;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.state.NotState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Switches devices of a bus off and on, and lets the log tell of each access to them, by Renode's names. */
@NotState
final class AccessSwitches {

    private static final String BUS = "sysbus";
    private static final Map<Integer, String> WIDTHS = Map.of(1, "Byte", 2, "UInt16", 4, "UInt32");

    private final Machine machine;
    private final Map<String, Switched> devices = new HashMap<>();

    AccessSwitches(Machine machine) {
        this.machine = machine;
    }

    /** Adds the members. */
    Members addTo(Members members) {
        return members.action("EnablePeripheral device", arguments -> enable(part(arguments), true))
                .action("DisablePeripheral device", arguments -> enable(part(arguments), false))
                .method("IsPeripheralEnabled device", arguments -> isEnabled(part(arguments)))
                .action(
                        "LogPeripheralAccess device [enable]",
                        arguments -> log(part(arguments), arguments.size() < 2 || Members.flag(arguments.get(1))))
                .action(
                        "LogAllPeripheralsAccess [enable]",
                        arguments -> logAll(arguments.isEmpty() || Members.flag(arguments.get(0))));
    }

    private Part part(List<Object> arguments) {
        String name = arguments.get(0).toString();
        return machine.part(name)
                .orElseThrow(() -> new Members.MismatchException("a peripheral is expected, not '" + name + "'"));
    }

    private void enable(Part part, boolean enabled) {
        Switched device = switched(part);
        device.enabled = enabled;
        if (!(part.object() instanceof Peripheral)) {
            ranges(part).forEach(range -> machine.bus().setLocked(range, !enabled));
        }
    }

    private boolean isEnabled(Part part) {
        return !devices.containsKey(part.name()) || switched(part).enabled;
    }

    private void log(Part part, boolean logs) {
        Switched device = switched(part);
        machine.log().log(Level.INFO, BUS, "Logging already enabled: " + (device.logs ? "True" : "False") + ".");
        device.logs = logs;
    }

    private void logAll(boolean logs) {
        machine.parts().stream()
                .filter(part -> part.object() instanceof Peripheral)
                .forEach(part -> log(part, logs));
    }

    /** Nothing stands between a bus and a device before somebody asks for it. */
    private Switched switched(Part part) {
        return devices.computeIfAbsent(part.name(), name -> {
            Switched device = new Switched(part);
            List<SystemBus> buses = new ArrayList<>(machine.buses().own().values());
            buses.add(machine.bus());
            buses.forEach(bus -> bus.intercept(name, inner -> new Guarded(device, bus, inner)));
            return device;
        });
    }

    private List<AddressRange> ranges(Part part) {
        return machine.bus().mappings().stream()
                .filter(mapping -> mapping.name().equals(part.name()))
                .map(SystemBus.Mapping::range)
                .toList();
    }

    /** What has been asked of one device. */
    private static final class Switched {

        private final Part part;
        private boolean enabled = true;
        private boolean logs;

        Switched(Part part) {
            this.part = part;
        }
    }

    /** A device where one bus has it. */
    private final class Guarded implements Peripheral {

        private final Switched asked;
        private final SystemBus bus;
        private final Peripheral device;

        Guarded(Switched asked, SystemBus bus, Peripheral device) {
            this.asked = asked;
            this.bus = bus;
            this.device = device;
        }

        @Override
        public int read(int offset, int width) {
            if (!asked.enabled) {
                refuse("read", offset, "");
                return 0;
            }
            int value = device.read(offset, width);
            tell("Read%s from 0x%X, returned 0x%X.", offset, width, value);
            return value;
        }

        @Override
        public void write(int offset, int width, int value) {
            if (!asked.enabled) {
                refuse("write", offset, String.format(Locale.ROOT, ", value 0x%X", value));
                return;
            }
            tell("Write%s to 0x%X, value 0x%X.", offset, width, value);
            device.write(offset, width, value);
        }

        private void refuse(String access, int offset, String rest) {
            long address = ranges(asked.part).stream()
                            .findFirst()
                            .map(AddressRange::start)
                            .orElse(0L)
                    + offset;
            machine.log().log(
                    Level.WARNING,
                    BUS,
                    String.format(
                            Locale.ROOT,
                            "%sTried to %s a locked peripheral: Antmicro.Renode.Peripherals.%s. Address 0x%X%s",
                            bus.accessContext(),
                            access,
                            asked.part.model(),
                            address,
                            rest.isEmpty() ? "." : rest));
        }

        private void tell(String format, int offset, int width, int value) {
            // Here Renode leaves out the function that it tells elsewhere.
            if (asked.logs) {
                long shown = value & (0xFFFF_FFFFL >>> (32 - 8 * width));
                String text = String.format(Locale.ROOT, format, WIDTHS.get(width), offset, shown);
                machine.log().log(
                        Level.INFO, asked.part.name(), bus.accessContext().replaceFirst(" \\(.*\\)\\]", "]") + text);
            }
        }

        @Override
        public void reset() {
            device.reset();
        }
    }
}
