package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import java.util.LinkedHashMap;
import java.util.Map;

/** Outputs that a platform description names by number. */
final class NumberedOutputs {

    private final InterruptLine[] lines;

    NumberedOutputs(int count) {
        lines = new InterruptLine[count];
        for (int i = 0; i < count; i++) {
            lines[i] = new InterruptLine();
        }
    }

    int count() {
        return lines.length;
    }

    InterruptLine line(int number) {
        return lines[number];
    }

    Map<String, InterruptLine> byName() {
        Map<String, InterruptLine> byName = new LinkedHashMap<>();
        for (int i = 0; i < lines.length; i++) {
            byName.put(Integer.toString(i), lines[i]);
        }
        return byName;
    }
}
