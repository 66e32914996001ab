package dev.kenning.testbench.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.scenario.file.Finding.Severity;
import dev.kenning.testbench.scenario.file.ScenarioFile.Block;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Classes that Kenning loads: its own, of which a run on a board needs few, and the user's own. */
class KenningClassesTest {

    private static final String DATASET = "{dataset_root: data}";
    private static final String WRAPPER = "{model_path: net.h5}";
    private static final String MODEL = "{compiled_model_path: a.tflite}";

    private final SchemaValidator schema = new SchemaValidator(new JsonMapper().readTree(ScenarioSchema.json()));

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
        dataset        | PetDataset                        | {dataset_root: d, classify_by: species}
        dataset        | ImageNetDataset                   | {dataset_root: d, preprocess_type: tf}
        dataset        | COCODataset2017                   | {dataset_root: d, task: instance_segmentation}
        dataset        | CommonVoiceDataset                | {dataset_root: d, language: pl}
        dataset        | OpenImagesDatasetV6               | {dataset_root: d, crop_margin: 0.5}
        dataset        | LindenthalCameraTrapsDataset      | {dataset_root: d, image_width: 0}
        dataset        | VideoDataset                      | {dataset_root: d, output_framerate: -1}
        dataset        | CNNDailymailDataset               | {dataset_root: d, metrics: [rouge1]}
        dataset        | RandomizedClassificationDataset   | {dataset_root: d, input_dims: [3, 4]}
        dataset        | RandomizedImageClassificationDataset | {dataset_root: d, image_memory_layout: NCHW}
        dataset        | RandomizedAnomalyDetectionDataset | {dataset_root: d, features: 4}
        dataset        | RandomizedDetectionSegmentationDataset | {dataset_root: d, num_classes: 2}
        dataset        | RandomizedTextDataset             | {dataset_root: d, text_length: 2}
        dataset        | kenning.datasets.magic_wand_dataset.MagicWandDataset | {dataset_root: d, reduce_dataset: 2.5}
        model_wrapper  | PyTorchGenericClassification      | {model_path: m, model_source: own}
        model_wrapper  | PyTorchGenericAutoencoderClassification | {model_path: m, training_batch_size: 2}
        model_wrapper  | PyTorchPetDatasetMobileNetV2      | {model_path: m, export_dict: false}
        model_wrapper  | PyTorchAnomalyDetectionVAE        | {model_path: m, export_dict: false}
        model_wrapper  | PyTorchAnomalyDetectionCNN        | {model_path: m, export_dict: true}
        model_wrapper  | TensorFlowPetDatasetMobileNetV2   | {model_path: m, num_epochs: 1}
        model_wrapper  | TensorFlowImageNet                | {model_path: m, input_shape: [1, 2]}
        model_wrapper  | StubEmlearnModel                  | {model_path: m, in_features: 1, out_features: 2}
        model_wrapper  | YOLACTWithPostprocessing          | {model_path: m, top_k: null}
        model_wrapper  | MMPoseDetectionInput              | {model_path: m, input_size: [1, 2], class_name: cat}
        optimizers     | ONNXCompiler                      | {compiled_model_path: m, model_framework: keras}
        optimizers     | TensorFlowPruningOptimizer        | {compiled_model_path: m, pruning_end: -1, epochs: 2}
        optimizers     | TensorFlowClusteringOptimizer     | {compiled_model_path: m, clusters_number: 3}
        optimizers     | NNIPruningOptimizer               | {compiled_model_path: m, pruner_type: apoz, training_steps: 1, config_list: [{sparsity: 0.1}]}
        optimizers     | ModelInserter                     | {compiled_model_path: m, model_framework: tflite, input_model_path: n}
        optimizers     | IREECompiler                      | {compiled_model_path: m, model_framework: tflite}
        optimizers     | ExecuTorchOptimizer               | {compiled_model_path: m, model_framework: tflite}
        runtime        | TFLiteRuntime                     | {delegates_list: [a.so]}
        runtime        | TVMRuntime                        | {target_device_context_id: 1}
        runtime        | ExecuTorchRuntime                 | {image_memory_layout: NHWC}
        runtime        | ONNXRuntime                       | {execution_providers: [CPUExecutionProvider]}
        runtime        | PyTorchRuntime                    | {skip_jit: true}
        inference_loop | AnomalyDetectionInferenceLoop     | {nab_true_positive: 1.0, nab_false_negative: -0.2, use_metrics: [nab]}
        inference_loop | LocalSequentialInferenceLoop      | {inference_limit: 2}
        automl         | AutoPyTorchML                     | {output_directory: o, callback_max_samples: 9, skip_model_size_check: true}
        automl         | AutoPyTorchML                     | {output_directory: o, all_supported_metrics: false, data_loader_workers: 0}
        report         | StubReport                        | {report_types: [performance]}
        report         | MarkdownReport                    | {report_path: r, only_png_images: true, automl_stats: s, report_types: [anomaly, zephyr_traces]}
        dataconverter  | ROS2DataConverter                 | {ros2_message_type: a.B}
        protocol       | NetworkProtocol                   | {host: board, port: 4000, packet_size: 99, error_recovery: true, timeout: 3}
        """)
    void takesEveryClassOfKenningsWithItsParameters(String block, String type, String parameters) {
        String scenario = scenario(block, type, parameters);

        assertThat(errors(scenario)).isEmpty();
        assertThat(schema.problems(yaml(scenario))).as("problems by the schema").isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
        inference_loop | AnomalyDetectionInferenceLoop | {nab_tp_weight: 1.0}        | unknown key 'nab_tp_weight'
        inference_loop | AnomalyDetectionInferenceLoop | {model_path: a}             | unknown key 'model_path'
        runtime        | TVMRuntime                    | {contextid: 1}              | unknown key 'contextid'
        platform       | LocalPlatform                 | {simulated: true}           | unknown key 'simulated'
        report         | MarkdownReport                | {report_path: r, report_types: [beauty]} | 'report_types' must be
        dataset        | kenning.datasets.own.OwnDataset | {dataset_root: d}         | unknown type 'kenning.datasets.own.OwnDataset'
        dataset        | VibrationDataset              | {dataset_root: d}           | unknown type 'VibrationDataset'
        """)
    void refusesWhatKenningRefuses(String block, String type, String parameters, String message) {
        String scenario = scenario(block, type, parameters);

        assertThat(errors(scenario)).singleElement().asString().contains(message);
        assertThat(schema.problems(yaml(scenario))).as("problems by the schema").isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dataset", "model_wrapper", "runtime", "inference_loop", "automl", "report", "dataconverter"})
    void notesAClassOfTheUsersOwnWhereItDoesNotMatterToARun(String block) {
        String scenario = scenario(block, "factory.sensors.Own", "{anything: {at: [all]}, another: 1}");

        assertThat(errors(scenario)).isEmpty();
        assertThat(messages(scenario, Severity.NOTE))
                .filteredOn(message -> message.contains("factory.sensors.Own"))
                .singleElement()
                .asString()
                .matches(
                        "scenario\\.yml:\\d+:\\d+: factory\\.sensors\\.Own \\(anything, another\\): not run here, because .+");
        assertThat(schema.problems(yaml(scenario))).as("problems by the schema").isEmpty();
    }

    @Test
    void takesTheUsersOwnClassForAnotherThanKenningsOfTheSameName() {
        String scenario = scenario("dataset", "factory.datasets.MagicWandDataset", "{speed: 9}");

        assertThat(errors(scenario)).isEmpty();
        assertThat(schema.problems(yaml(scenario))).as("problems by the schema").isEmpty();
    }

    @Test
    void takesTheModelOfAnOptimizerOfTheUsersOwn() {
        Block optimizer = ScenarioFile.parse(
                        scenario("optimizers", "factory.Shrinker", "{compiled_model_path: small.tflite, factor: 4}"),
                        "scenario.yml")
                .optimizers()
                .get(0);

        assertThat(optimizer.parameters().text("compiled_model_path")).contains("small.tflite");
        assertThat(optimizer.parameters().integer("factor")).contains(4L);
        String without = scenario("optimizers", "factory.Shrinker", "{factor: 4}");
        assertThat(errors(without))
                .singleElement()
                .asString()
                .endsWith("the parameter 'compiled_model_path' of factory.Shrinker is missing");
        assertThat(schema.problems(yaml(without))).as("problems by the schema").isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "protocol", "runtime_builder"})
    void refusesAClassOfTheUsersOwnWhereItDecidesWhatIsRun(String block) {
        String scenario = scenario(block, "factory.Own", "{}");

        assertThat(errors(scenario))
                .singleElement()
                .asString()
                .contains("unknown type 'factory.Own' for the block '" + block + "'. Python classes of your own are not"
                        + " loaded here, and this one decides what is run. It can be ");
        assertThat(schema.problems(yaml(scenario))).as("problems by the schema").isNotEmpty();
    }

    /** Returns a scenario in which one block is what is asked for. */
    private static String scenario(String block, String type, String parameters) {
        Map<String, String> blocks = new LinkedHashMap<>();
        blocks.put("platform", block("ZephyrPlatform", "{name: stm32f746g_disco}"));
        blocks.put("dataset", block("MagicWandDataset", DATASET));
        blocks.put("model_wrapper", block("MagicWandModelWrapper", WRAPPER));
        blocks.put("optimizers", "[" + block("TFLiteCompiler", MODEL) + "]");
        String asked = block(type, parameters);
        blocks.put(block, block.equals("optimizers") ? "[" + asked + "]" : asked);
        return blocks.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static String block(String type, String parameters) {
        return "{type: " + type + ", parameters: " + parameters + "}";
    }

    private static List<String> errors(String scenario) {
        return messages(scenario, Severity.ERROR);
    }

    private static List<String> messages(String scenario, Severity severity) {
        return ScenarioFile.parse(scenario, "scenario.yml").findings().stream()
                .filter(finding -> finding.severity() == severity)
                .map(Finding::message)
                .toList();
    }

    private static JsonNode yaml(String text) {
        return new YAMLMapper().readTree(text);
    }
}
