package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.Part;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Draws the parts of a machine as the monitor's {@code peripherals} does. */
final class PeripheralTree {

    private PeripheralTree() {}

    static String of(Machine machine) {
        StringBuilder text = new StringBuilder("Available peripherals:\n  sysbus (SystemBus)");
        append(machine, "sysbus", "  ", text);
        return text.toString();
    }

    private static void append(Machine machine, String parent, String indent, StringBuilder text) {
        List<Part> children = machine.parts().stream()
                .filter(part ->
                        part.path().equals(parent + "." + part.component().treeName()))
                .toList();
        for (int i = 0; i < children.size(); i++) {
            Part child = children.get(i);
            boolean last = i == children.size() - 1;
            text.append('\n')
                    .append(indent)
                    .append(last ? "└── " : "├── ")
                    .append(child.component().treeName())
                    .append(" (")
                    .append(child.model().substring(child.model().lastIndexOf('.') + 1))
                    .append(')');
            String ranges = machine.bus().mappings().stream()
                    .filter(mapping -> mapping.name().equals(child.name()))
                    .map(mapping -> String.format(Locale.ROOT, "%s", mapping.range()))
                    .collect(Collectors.joining(", "));
            if (!ranges.isEmpty()) {
                text.append(' ').append(ranges);
            }
            append(machine, child.path(), indent + (last ? "    " : "│   "), text);
        }
    }
}
