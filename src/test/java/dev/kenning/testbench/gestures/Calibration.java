package dev.kenning.testbench.gestures;

import dev.kenning.testbench.reference.Inference;
import dev.kenning.testbench.reference.ReferenceInterpreter;
import dev.kenning.testbench.reference.Tensor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The ranges that the values of a float model took while it ran on sample windows. */
record Calibration(Map<Stage, Range> ranges) {

    /** The smallest and the largest value; 0 always lies between them, as it must be representable. */
    record Range(double low, double high) {

        static final Range ZERO = new Range(0, 0);

        Range including(double value) {
            return new Range(Math.min(low, value), Math.max(high, value));
        }

        double width() {
            return high - low;
        }
    }

    static Calibration of(byte[] floatModel, List<Window> windows) {
        ReferenceInterpreter interpreter = ReferenceInterpreter.of(floatModel);
        Map<Stage, Range> ranges = new EnumMap<>(Stage.class);
        for (Window window : windows) {
            Inference inference = interpreter.run(window.readings());
            for (Stage stage : Stage.values()) {
                Range range = ranges.getOrDefault(stage, Range.ZERO);
                for (double value : inference.values(tensor(interpreter, stage))) {
                    range = range.including(value);
                }
                ranges.put(stage, range);
            }
        }
        return new Calibration(Map.copyOf(ranges));
    }

    Range range(Stage stage) {
        return ranges.getOrDefault(stage, Range.ZERO);
    }

    private static Tensor tensor(ReferenceInterpreter interpreter, Stage stage) {
        return interpreter.model().tensors().stream()
                .filter(tensor -> tensor.name().equals(stage.tensorName()))
                .findFirst()
                .orElseThrow();
    }
}
