package dev.kenning.testbench.gestures;

import dev.kenning.testbench.gestures.Stored.Steps;
import dev.kenning.testbench.reference.Inference;
import dev.kenning.testbench.reference.ReferenceInterpreter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes what stands beside a model: Kenning's IO specification, and samples with the outputs to expect. */
final class Json {

    private Json() {}

    /** Returns the IO specification of the float model. */
    static String floatSpecification() {
        return specification("\"dtype\": \"float32\"", "\"dtype\": \"float32\"");
    }

    /** Returns the IO specification of the int8 model. */
    static String int8Specification(Steps input, Steps output) {
        return specification(quantised(input), quantised(output));
    }

    /**
     * Returns a samples file: each window with its label and what the reference interpreter computes from it.
     *
     * @param model the {@code .tflite} file
     */
    static String samples(byte[] model, List<Window> windows) {
        ReferenceInterpreter interpreter = ReferenceInterpreter.of(model);
        List<String> samples = new ArrayList<>();
        for (Window window : windows) {
            Inference inference = interpreter.run(window.readings());
            samples.add("{\"label\": \"%s\", \"expected\": %s,\n\"input\": %s}"
                    .formatted(window.gesture().label(), probabilities(inference.output()), readings(window)));
        }
        return "{\"classes\": %s, \"samples\": [\n%s\n]}\n".formatted(labels(), String.join(",\n", samples));
    }

    private static String specification(String inputType, String outputType) {
        return """
                {
                  "input": [
                    {
                      "name": "window",
                      "shape": [
                        [1, 128, 3],
                        [1, 128, 3, 1]
                      ],
                      "dtype": "float32"
                    }
                  ],
                  "processed_input": [
                    {
                      "name": "window",
                      "shape": [1, 128, 3, 1],
                      "order": 0,
                      %s
                    }
                  ],
                  "output": [
                    {
                      "name": "gesture",
                      "shape": [1, 4],
                      "class_names": %s,
                      "order": 0,
                      %s
                    }
                  ]
                }
                """.formatted(inputType, labels(), outputType);
    }

    private static String quantised(Steps steps) {
        return "\"dtype\": \"int8\", \"scale\": %s, \"zero_point\": %d, \"prequantized_dtype\": \"float32\""
                .formatted(steps.scales()[0], steps.zeroPoints()[0]);
    }

    private static String labels() {
        return Gesture.labels().stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
    }

    private static String probabilities(double[] values) {
        return Arrays.stream(values)
                .mapToObj(value -> new BigDecimal(value)
                        .setScale(9, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString())
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String readings(Window window) {
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < Window.VALUES; i += Window.AXES) {
            steps.add(IntStream.range(i, i + Window.AXES)
                    .mapToObj(at -> new BigDecimal(window.readings()[at]).setScale(1, RoundingMode.HALF_EVEN))
                    .map(BigDecimal::toPlainString)
                    .collect(Collectors.joining(", ", "[", "]")));
        }
        return steps.stream().collect(Collectors.joining(", ", "[", "]"));
    }
}
