package dev.kenning.testbench.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.board.ZephyrBuild;
import dev.kenning.testbench.scenario.file.Finding;
import dev.kenning.testbench.scenario.file.ScenarioFile;
import dev.kenning.testbench.scenario.resolve.Preflight;
import dev.kenning.testbench.scenario.resolve.Resolution;
import dev.kenning.testbench.scenario.resolve.ScenarioInputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** AT-27 and AT-31: what is found in a scenario, and in what it names, before anything runs. */
class ScenarioAcceptanceTest {

    private static final Path FORMS = Path.of("src/test/resources/scenarios");
    private static final String FAULTY = "firmware/prebuilt/stm32f746g_disco/faulty/";

    @TempDir
    private Path folder;

    private static List<Path> forms() {
        try (Stream<Path> files = Files.walk(FORMS)) {
            return files.filter(file ->
                            file.toString().endsWith(".yml") || file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void at27LoadsEveryFormOfScenario(Path form) {
        assertThat(ScenarioFile.read(form).findings()).as("errors").noneMatch(Finding::isError);
    }

    @Test
    void at27MapsOlderNamesWithOneWarningEach() {
        ScenarioFile file = ScenarioFile.read(FORMS.resolve("older/s3-kbm-readme.json"));

        assertThat(file.block("platform").map(ScenarioFile.Block::type)).contains("BareMetalPlatform");
        assertThat(file.block("protocol").map(ScenarioFile.Block::type)).contains("UARTProtocol");
        assertThat(messages(file.findings(), Finding.Severity.WARNING))
                .satisfiesExactly(
                        warning -> assertThat(warning).contains("'runtime_protocol' is called 'protocol' today"),
                        warning ->
                                assertThat(warning).contains("is at 'kenning:///models/classification/magic_wand.h5'"),
                        warning -> assertThat(warning).contains("'kenning.compilers' is called 'kenning.optimizers'"),
                        warning -> assertThat(warning).contains("'kenning.runtimeprotocols' is called"),
                        warning -> assertThat(warning).contains("'endianness' is of the past"),
                        warning -> assertThat(warning).contains("RenodeRuntime is of the past"));
    }

    @Test
    void at27ListsEveryUnknownKeyWithTheNearestKnownOne() throws IOException {
        Path file = folder.resolve("scenario.yml");
        Files.writeString(file, """
            platfrom:
              type: ZephyrPlatform
            dataset:
              type: MagicWandDataset
              parameters:
                dataset_rot: ./output
            optimizers:
            - type: TFLiteCompilr
            - type: TFLiteCompiler
              parameters:
                compiled_model_path: model.tflite
                inference_input_type: int9
                traget: default
            """);

        assertThat(messages(ScenarioFile.read(file).findings(), Finding.Severity.ERROR))
                .satisfiesExactly(
                        error -> assertThat(error)
                                .startsWith(file + ":1:1: unknown key 'platfrom'")
                                .contains("Did you mean 'platform'?"),
                        error -> assertThat(error).startsWith(file + ":6:5: ").contains("Did you mean 'dataset_root'?"),
                        error -> assertThat(error).contains("'dataset_root' of MagicWandDataset is missing"),
                        error -> assertThat(error)
                                .startsWith(file + ":8:9: ")
                                .contains("Did you mean 'TFLiteCompiler'?"),
                        error -> assertThat(error).startsWith(file + ":12:27: ").contains("Did you mean 'int8'?"),
                        error -> assertThat(error).startsWith(file + ":13:5: ").contains("Did you mean 'target'?"));
    }

    @Test
    void at31FindsSegmentsOutsideOfTheMemoryOfThePlatform() {
        ZephyrBuild build = build().file("zephyr/zephyr.elf", Path.of(FAULTY + "outside-memory.elf"));

        assertThat(errors(build)).anySatisfy(error -> assertThat(error).contains("which is not memory"));
    }

    @Test
    void at31FindsAPlatformThatIsOlderThanItsDevicetree() {
        ZephyrBuild build = build().text("stm32f746g_disco.repl", "").aged("stm32f746g_disco.repl", -1);

        assertThat(messages(preflight(build), Finding.Severity.NOTE))
                .anySatisfy(note -> assertThat(note).contains("is older than zephyr/zephyr.dts"));
        assertThat(errors(build)).isEmpty();
    }

    @Test
    void at31FindsAModelThatIsLargerThanTheMemory() throws IOException {
        Path model = folder.resolve("large.tflite");
        Files.write(model, Arrays.copyOf(Files.readAllBytes(Path.of("models/gestures.tflite")), 300 * 1024));
        Files.copy(Path.of("models/gestures.tflite.json"), folder.resolve("large.tflite.json"));
        ZephyrBuild build = build();
        Path scenario = build.scenario("stm32f746g_disco");
        build.edit(
                "scenario.yml",
                Path.of("models/gestures.tflite").toAbsolutePath().toString(),
                model.toString());

        assertThat(messages(preflight(scenario), Finding.Severity.ERROR))
                .singleElement()
                .asString()
                .contains("has 307200 bytes, but stm32f746g_disco has 262144 bytes of RAM");
    }

    private ZephyrBuild build() {
        return ZephyrBuild.disco(folder.resolve("build"));
    }

    private static List<String> errors(ZephyrBuild build) {
        return messages(preflight(build), Finding.Severity.ERROR);
    }

    private static List<Finding> preflight(ZephyrBuild build) {
        return preflight(build.scenario("stm32f746g_disco"));
    }

    private static List<Finding> preflight(Path scenario) {
        return Preflight.of(Resolution.of(ScenarioFile.read(scenario), ScenarioInputs.ofProcess()));
    }

    private static List<String> messages(List<Finding> findings, Finding.Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .map(Finding::message)
                .toList();
    }
}
