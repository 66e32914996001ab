package dev.kenning.testbench.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.scenario.file.Finding;
import dev.kenning.testbench.scenario.file.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Kenning's {@code platforms.yml} files say of a board fills what a scenario leaves open. */
class PlatformDefinitionsTest {

    private static final String OPTIMIZERS = """
        optimizers:
        - type: TFLiteCompiler
          parameters:
            compiled_model_path: model.tflite
        """;

    @TempDir
    private Path folder;

    @BeforeEach
    void putFilesBesideTheScenario() throws IOException {
        for (String name : List.of("device.elf", "samples.json", "model.tflite", "one.yml", "two.yml")) {
            Files.writeString(folder.resolve(name), "");
        }
        Files.writeString(folder.resolve("one.yml"), """
            stm32f746g_disco:
              display_name: whatever
              flash_size_kb: 512
              ram_size_kb: 64
              uart_baudrate: 9600
              runtime_log_init_msg: Ready
              compilation_flags: [-mcpu=cortex-m7]
            another:
              ram_size_kb: 1
            """);
        Files.writeString(folder.resolve("two.yml"), """
            stm32f746g_disco:
              ram_size_kb: 128
              uart_port_wildcard: %s/tty*
              uart_log_port_wildcard: %s/log*
            """.formatted(folder, folder));
    }

    @Test
    void takesLaterFilesForMore() throws IOException {
        Scenario scenario = resolve("[one.yml, two.yml]", "").require();

        assertThat(scenario.board().flashKilobytes()).isEqualTo(512);
        assertThat(scenario.board().ramKilobytes()).isEqualTo(128);
        assertThat(scenario.opening().welcome()).contains("Ready");
    }

    @Test
    void leavesWhatTheScenarioSays() throws IOException {
        Scenario scenario = resolve("[one.yml]", "    runtime_init_log_msg: Hello\n    runtime_init_timeout: 5\n")
                .require();

        assertThat(scenario.opening().welcome()).contains("Hello");
        assertThat(scenario.opening().timeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void leavesANullOfTheScenario() throws IOException {
        assertThat(resolve("[one.yml]", "    runtime_init_log_msg: null\n")
                        .require()
                        .opening()
                        .welcome())
                .isEmpty();
    }

    @Test
    void leavesTheWildcardOfAPortToWhoOpensIt() throws IOException {
        Scenario scenario =
                resolve("[one.yml, two.yml]", "    simulated: false\n").require();

        assertThat(scenario.ports()).hasValueSatisfying(ports -> {
            assertThat(ports.kcomms()).isEqualTo(folder + "/tty*");
            assertThat(ports.console()).as("a console that is not connected").isEmpty();
            assertThat(ports.baudRate()).isEqualTo(OptionalInt.of(9600));
        });
    }

    @Test
    void takesTheBoardsOwnPlatformWhereAScriptIsNotOnThisMachine() throws IOException {
        Files.writeString(folder.resolve("one.yml"), """
            stm32f746g_disco:
              platform_resc_path: gh://antmicro:runtime/renode/disco.resc;branch=main
            """);

        Resolution resolution = resolve("[one.yml]", "");

        assertThat(resolution.require().script()).isEmpty();
        assertThat(resolution.findings())
                .anySatisfy(finding -> assertThat(finding.toString())
                        .startsWith("note: " + folder.resolve("one.yml") + ":2:23: platform_resc_path: not used here")
                        .contains("nothing is downloaded"));
    }

    @Test
    void refusesValuesOfAnotherType() throws IOException {
        Files.writeString(folder.resolve("one.yml"), "stm32f746g_disco: {ram_size_kb: much, uart_baudrate: [1]}\n");

        assertThat(resolve("[one.yml]", "").findings())
                .filteredOn(Finding::isError)
                .extracting(Finding::message)
                .satisfiesExactlyInAnyOrder(
                        error -> assertThat(error)
                                .contains("one.yml:1:")
                                .contains("'ram_size_kb' must be a whole number"),
                        error -> assertThat(error).contains("'uart_baudrate' must be a whole number"));
    }

    @Test
    void readsKenningsOwnFileFromItsCacheWhereTheCatalogueIsSilent() throws IOException {
        Files.createDirectories(folder.resolve("cache/platforms"));
        Files.copy(folder.resolve("one.yml"), folder.resolve("cache/platforms/platforms.yml"));

        Scenario scenario = resolve("null", "").require();

        assertThat(scenario.board().ramKilobytes()).as("RAM by the catalogue").isEqualTo(256);
        assertThat(scenario.opening().welcome()).contains("Ready");
    }

    private Resolution resolve(String definitions, String parameters) throws IOException {
        Path file = folder.resolve("scenario.yml");
        Files.writeString(file, """
            platform:
              type: ZephyrPlatform
              parameters:
                name: stm32f746g_disco
                runtime_binary_path: device.elf
                platforms_definitions: %s
            """.formatted(definitions) + parameters + OPTIMIZERS);
        return Resolution.of(
                ScenarioFile.read(file),
                new ScenarioInputs(
                        BoardCatalogue.builtIn(),
                        Resources.of(List.of(), Optional.of(folder.resolve("cache"))),
                        Optional.of(folder.resolve("samples.json"))));
    }
}
