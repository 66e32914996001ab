package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.scenario.file.ScenarioFile.Block;
import java.util.Map;
import java.util.Set;

/** Knows what Kenning calls the models that its optimizers make. */
final class Frameworks {

    private static final String ANY = "any";

    /** IREE's own byte code, which it makes where nothing else is asked for. */
    private static final String BYTE_CODE = "vmvx";

    private static final Map<String, String> BY_OPTIMIZER = Map.ofEntries(
            Map.entry("TFLiteCompiler", "tflite"),
            Map.entry("TVMCompiler", "tvm"),
            Map.entry("IREECompiler", "iree"),
            Map.entry("ExecuTorchOptimizer", "executorch"),
            Map.entry("EmlearnCompiler", "emlearn"),
            Map.entry("Ai8xCompiler", "ai8x_c"),
            Map.entry("ONNXCompiler", "onnx"),
            Map.entry("TensorFlowPruningOptimizer", "keras"),
            Map.entry("TensorFlowClusteringOptimizer", "keras"),
            Map.entry("NNIPruningOptimizer", "torch"),
            Map.entry("TinygradOptimizer", "tinygrad"),
            Map.entry("AWQOptimizer", "safetensors-native"),
            Map.entry("GPTQOptimizer", "safetensors-native"),
            Map.entry("GPTQSparseGPTOptimizer", "safetensors-native"));

    /** Those whose models Kenning Zephyr Runtime has a runtime for. */
    private static final Set<String> ON_BOARDS =
            Set.of("tflite", "tvm", "iree", "executorch", "emlearn", "ai8x_c", ANY);

    private Frameworks() {}

    /** Returns the kind of model that an optimizer makes; one that puts a finished model in its place says which. */
    static String of(Block optimizer) {
        return optimizer.type().equals("ModelInserter")
                ? optimizer.parameters().text("model_framework").orElse(ANY)
                : BY_OPTIMIZER.getOrDefault(optimizer.type(), ANY);
    }

    /** Tells whether boards may have a runtime for a kind of model. */
    static boolean areOnBoards(String framework) {
        return ON_BOARDS.contains(framework);
    }

    /** Returns the runtime that the models of an optimizer need: IREE has one for byte code and one for native code. */
    static String ofRuntime(Block optimizer) {
        String framework = of(optimizer);
        if (!framework.equals("iree")) {
            return framework;
        }
        return optimizer.parameters().text("backend").orElse(BYTE_CODE).equals(BYTE_CODE)
                ? "iree_vmvx"
                : "iree_embedded_elf";
    }
}
