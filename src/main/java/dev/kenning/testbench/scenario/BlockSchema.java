package dev.kenning.testbench.scenario;

import dev.kenning.testbench.board.BadInputException;
import dev.kenning.testbench.board.Document;
import dev.kenning.testbench.devicetree.NearestWord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Knows the blocks of a scenario, the classes that may stand in each, and the parameters of each class.
 *
 * <p>Source: Kenning's scenario schemas. {@code SamplesDataset} is this project's own: recorded samples in a file.
 */
final class BlockSchema {

    private static final Set<String> SIMULATABLE = Set.of(
            "name",
            "platforms_definitions",
            "simulated",
            "runtime_binary_path",
            "platform_resc_path",
            "resc_dependencies",
            "post_start_commands",
            "disable_opcode_counters",
            "disable_profiler",
            "profiler_dump_path",
            "profiler_interval_step",
            "runtime_init_log_msg",
            "runtime_init_timeout",
            "gdb_port",
            "uart_port",
            "uart_baudrate",
            "uart_log_port",
            "uart_log_baudrate",
            "auto_flash",
            "openocd_path",
            "sensor",
            "number_of_batches",
            "zephyr_build_path",
            "llext_binary_path",
            "sensors",
            "sensors_frequency",
            "enable_zephelin",
            "enable_zephelin_gdb",
            "zpl_use_debug_server",
            "zephyr_base");

    /** Classes whose devices speak generation 1 of the Kenning Protocol, by block. */
    private static final Map<String, String> BARE_METAL =
            Map.of("platform", "BareMetalPlatform", "runtime", "RenodeRuntime");

    private static final Set<String> TFLITE_COMPILER = Set.of(
            "compiled_model_path",
            "location",
            "target",
            "inference_input_type",
            "inference_output_type",
            "dataset_percentage",
            "quantization_aware_training",
            "use_tf_select_ops",
            "resolver_template_path",
            "resolver_output_path",
            "model_framework",
            "epochs",
            "batch_size",
            "optimizer");

    /** Block, then class, then its parameters. */
    private static final Map<String, Map<String, Set<String>>> CLASSES = Map.of(
            "platform", Map.of("ZephyrPlatform", SIMULATABLE, "BareMetalPlatform", SIMULATABLE),
            "protocol",
                    Map.of(
                            "UARTProtocol",
                            Set.of("port", "baudrate", "error_recovery", "timeout", "endianness", "packet_size")),
            "dataset", Map.of("SamplesDataset", Set.of("samples_path")),
            "model_wrapper",
                    Map.of(
                            "MagicWandModelWrapper",
                            Set.of(
                                    "model_path",
                                    "model_name",
                                    "window_size",
                                    "batch_size",
                                    "learning_rate",
                                    "num_epochs",
                                    "logdir")),
            "optimizers", Map.of("TFLiteCompiler", TFLITE_COMPILER),
            "runtime",
                    Map.of(
                            "TFLiteRuntime",
                            Set.of(
                                    "save_model_path",
                                    "llext_binary_path",
                                    "num_threads",
                                    "disable_performance_measurements",
                                    "batch_size"),
                            "RenodeRuntime",
                            Set.of(
                                    "runtime_binary_path",
                                    "platform_resc_path",
                                    "resc_dependencies",
                                    "zephyr_build_path",
                                    "post_start_commands",
                                    "runtime_log_uart",
                                    "runtime_log_init_msg",
                                    "disable_profiler",
                                    "profiler_dump_path",
                                    "profiler_interval_step",
                                    "sensor",
                                    "batches_count",
                                    "llext_binary_path",
                                    "disable_performance_measurements")),
            "inference_loop",
                    Map.of(
                            "RemoteSequentialInferenceLoop",
                            Set.of("model_path", "inference_limit", "skip_model_sending")));

    /** Blocks that older scenario files call otherwise. */
    private static final Map<String, String> RENAMED = Map.of("runtime_protocol", "protocol");

    private BlockSchema() {}

    /**
     * Returns a scenario with every block under the name it has today.
     *
     * @throws BadInputException if a block is there under both names
     */
    static Document.Mapping withTodaysNames(Document.Mapping scenario) {
        Map<String, Document> blocks = new LinkedHashMap<>();
        Map<String, Document.Position> keys = new LinkedHashMap<>();
        scenario.entries().forEach((name, block) -> {
            if (blocks.put(today(name), block) != null) {
                throw new BadInputException(scenario.positionOf(name) + ": the block '" + today(name)
                        + "' is there twice, under its name of today and an older one; remove one");
            }
        });
        scenario.keys().forEach((name, position) -> keys.put(today(name), position));
        return new Document.Mapping(scenario.position(), blocks, keys);
    }

    private static String today(String name) {
        return RENAMED.getOrDefault(name, name);
    }

    static Set<String> blocks() {
        return CLASSES.keySet();
    }

    /** Returns the parameters of a block whose class and parameter names have been checked. */
    static Document.Mapping parameters(String block, Document value) {
        Document.Mapping mapping = value.asMapping("'" + block + "'");
        mapping.allowOnly(Set.of("type", "parameters"), "the block '" + block + "'");
        String type = mapping.requireText("type");
        String simpleName = simpleName(type);
        Map<String, Set<String>> classes = CLASSES.getOrDefault(block, Map.of());
        Set<String> parameters = classes.get(simpleName);
        if (parameters == null) {
            throw new BadInputException(mapping.positionOf("type") + ": unknown type '" + type
                    + "' for the block '" + block + "'." + NearestWord.hint(simpleName, classes.keySet())
                    + " It can be " + String.join(", ", new TreeSet<>(classes.keySet())) + ".");
        }
        Document.Mapping given = mapping.mapping("parameters")
                .orElseGet(() -> new Document.Mapping(mapping.position(), Map.of(), Map.of()));
        given.allowOnly(parameters, "the parameters of " + simpleName);
        return given;
    }

    private static String simpleName(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** Returns whether a class says that the device runs without an operating system. */
    static boolean isBareMetal(Document.Mapping scenario) {
        return BARE_METAL.entrySet().stream()
                .anyMatch(row -> scenario.mapping(row.getKey())
                        .flatMap(block -> block.text("type"))
                        .map(BlockSchema::simpleName)
                        .filter(row.getValue()::equals)
                        .isPresent());
    }

    /** Returns the parameters of the last optimizer, which decides the model that runs. */
    static Document.Mapping lastOptimizer(Document.Mapping scenario) {
        List<Document> optimizers = scenario.list("optimizers");
        if (optimizers.isEmpty()) {
            throw new BadInputException(scenario.position()
                    + ": no optimizers; the last one's compiled_model_path names the model that runs");
        }
        Document.Mapping last = new Document.Mapping(scenario.position(), Map.of(), Map.of());
        for (Document optimizer : optimizers) {
            last = parameters("optimizers", optimizer);
        }
        return last;
    }
}
