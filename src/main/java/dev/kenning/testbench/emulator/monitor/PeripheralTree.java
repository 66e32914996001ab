package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.Part;
import dev.kenning.testbench.platform.Value;
import java.util.Comparator;
import java.util.List;

/** Draws the parts of a machine as the monitor's {@code peripherals} does. */
final class PeripheralTree {

    private PeripheralTree() {}

    static String of(Machine machine) {
        StringBuilder text = new StringBuilder("Available peripherals:\n\n  sysbus (SystemBus)\n  │   \n");
        append(machine, "sysbus", "  ", text);
        return text.substring(0, text.length() - 1);
    }

    private static void append(Machine machine, String parent, String indent, StringBuilder text) {
        List<Part> children = machine.parts().stream()
                .filter(part ->
                        part.path().equals(parent + "." + part.component().treeName()))
                .sorted(Comparator.comparing(part -> part.component().treeName()))
                .toList();
        for (int i = 0; i < children.size(); i++) {
            Part child = children.get(i);
            boolean last = i == children.size() - 1;
            String below = indent + (last ? "    " : "│   ");
            text.append(indent)
                    .append(last ? "└── " : "├── ")
                    .append(child.component().treeName())
                    .append(" (")
                    .append(child.model().substring(child.model().lastIndexOf('.') + 1))
                    .append(")\n");
            String beside = below + (hasChildren(machine, child.path()) ? "│   " : "    ");
            for (String place : places(machine, child)) {
                text.append(beside).append(place).append('\n');
            }
            text.append(beside).append('\n');
            append(machine, child.path(), below, text);
        }
    }

    private static boolean hasChildren(Machine machine, String path) {
        return machine.parts().stream()
                .anyMatch(
                        part -> part.path().equals(path + "." + part.component().treeName()));
    }

    /** Returns where a part is registered, a line each: ranges of the bus, the slot of a core, the address at a device. */
    private static List<String> places(Machine machine, Part part) {
        if (part.object() instanceof Core core) {
            return List.of("Slot: " + machine.cores().indexOf(core));
        }
        List<String> ranges = BusPlaces.of(machine, part.name());
        if (!ranges.isEmpty()) {
            return ranges;
        }
        return part.component().registrations().stream()
                .flatMap(registration -> registration.point().stream())
                .filter(Value.Numeric.class::isInstance)
                .map(point -> "Address: " + ((Value.Numeric) point).digits())
                .toList();
    }
}
