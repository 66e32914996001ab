package dev.kenning.testbench.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The JSON Schema for editors: current, and of one mind with what reads scenarios. */
class ScenarioSchemaTest {

    private static final Path COMMITTED = Path.of("docs/scenario.schema.json");

    private final SchemaValidator schema = new SchemaValidator(new JsonMapper().readTree(ScenarioSchema.json()));

    @Test
    void isCommittedAsItIsGenerated() throws IOException {
        assertThat(Files.readString(COMMITTED))
                .as("docs/scenario.schema.json; write it anew with: ./testbench schema > docs/scenario.schema.json")
                .isEqualTo(ScenarioSchema.json());
    }

    private static List<Path> scenarios() {
        return Stream.concat(ScenarioForms.all().stream(), ScenarioForms.under(Path.of("scenarios")).stream())
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void admitsEveryScenario(Path file) throws IOException {
        assertThat(schema.problems(yaml(Files.readString(file)))).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
        platform:                  | platfrom:
        type: ZephyrPlatform       | type: ZephyrPlatfrom
        type: ZephyrPlatform       | tipe: ZephyrPlatform
        simulated: True            | simulated: perhaps
        simulated: True            | simulate: true
        name: stm32f746g_disco     | name: 5
        name: stm32f746g_disco     | uart_baudrate: 0
        target: default            | target: int9
        - type: TFLiteCompiler     | - type: MagicWandDataset
        compiled_model_path:       | model_path:
        zephyr_build_path: ./build/| resc_dependencies: one
        """)
    void refusesWhatTheReaderRefuses(String good, String bad) throws IOException {
        Path form =
                ScenarioForms.FOLDER.resolve("kzr/kenning-scenarios/magic-wand-inference/tflite/renode-stm32f746g.yml");
        String text = Files.readString(form).replaceFirst(java.util.regex.Pattern.quote(good), bad);

        assertThat(schema.problems(yaml(text))).as("problems by the schema").isNotEmpty();
        assertThat(ScenarioFile.parse(text, "scenario.yml").isSound())
                .as("sound to the reader")
                .isFalse();
    }

    /** YAML's own spellings of truth values, which JSON does not have. */
    private static JsonNode yaml(String text) {
        return new YAMLMapper().readTree(text.replace(": True\n", ": true\n").replace(": False\n", ": false\n"));
    }
}
