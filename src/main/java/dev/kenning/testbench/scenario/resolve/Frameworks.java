package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.scenario.file.ScenarioFile.Block;
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

    /** Returns the runtime that the models of an optimizer need: IREE has one for byte code and one for native code. */
    static String ofRuntime(Block optimizer) {
        String framework = of(optimizer.type());
        if (!framework.equals("iree")) {
            return framework;
        }
        boolean byteCode =
                optimizer.parameters().text("backend").filter("vmvx"::equals).isPresent();
        return byteCode ? "iree_vmvx" : "iree_embedded_elf";
    }
}
