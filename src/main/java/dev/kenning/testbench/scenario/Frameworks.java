package dev.kenning.testbench.scenario;

import java.util.Map;

/** Knows what Kenning calls the models that its optimizers make. */
final class Frameworks {

    private static final Map<String, String> BY_OPTIMIZER = Map.of(
            "TFLiteCompiler", "tflite",
            "TVMCompiler", "tvm",
            "IREECompiler", "iree",
            "ExecuTorchOptimizer", "executorch",
            "EmlearnCompiler", "emlearn",
            "Ai8xCompiler", "ai8x_c");

    private Frameworks() {}

    static String of(String optimizer) {
        return BY_OPTIMIZER.getOrDefault(optimizer, "any");
    }
}
