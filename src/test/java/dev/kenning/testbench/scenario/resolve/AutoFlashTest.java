package dev.kenning.testbench.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.flash.Flasher;
import dev.kenning.testbench.scenario.file.Finding;
import dev.kenning.testbench.scenario.file.ScenarioFile;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutoFlashTest {

    private static final String DEFINITIONS = """
        max32690evkit/max32690/m4:
          openocd_flash_cmd:
            - source [find interface/cmsis-dap.cfg]
            - program {binary_path} verify reset exit
        """;

    @TempDir
    private Path folder;

    private Resolution resolution(String parameters, String definitions) throws IOException {
        for (String name : new String[] {"device.elf", "samples.json", "model.tflite"}) {
            Files.writeString(folder.resolve(name), "");
        }
        Files.writeString(folder.resolve("platforms.yml"), definitions);
        Path file = Files.writeString(folder.resolve("scenario.yml"), """
            platform:
              type: ZephyrPlatform
              parameters:
                name: max32690evkit/max32690/m4
                platforms_definitions: [platforms.yml]
                runtime_binary_path: device.elf
                %s
            dataset:
              type: SamplesDataset
              parameters:
                samples_path: samples.json
            optimizers:
              - type: TFLiteCompiler
                parameters:
                  compiled_model_path: model.tflite
            """.formatted(parameters));
        return Resolution.of(
                ScenarioFile.read(file),
                new ScenarioInputs(
                        BoardCatalogue.builtIn(), Resources.of(List.of(), Optional.empty()), Optional.empty()));
    }

    @Test
    void flashesARealBoardByTheCommandsOfItsDefinition() throws IOException {
        Resolution resolution = resolution("auto_flash: true\n    simulated: false", DEFINITIONS);

        assertThat(resolution.require().flasher())
                .hasToString("Optional[openocd -c source [find interface/cmsis-dap.cfg] -c program {binary_path} verify"
                        + " reset exit]");
        assertThat(resolution.require().firmware()).contains(folder.resolve("device.elf"));
    }

    @Test
    void takesTheProgramThatTheScenarioNames() throws IOException {
        Resolution resolution =
                resolution("auto_flash: true\n    simulated: false\n    openocd_path: /opt/openocd", DEFINITIONS);

        assertThat(resolution.require().flasher().orElseThrow().toString()).startsWith("/opt/openocd -c ");
    }

    @Test
    void flashesNothingUnlessItIsAsked() throws IOException {
        assertThat(resolution("simulated: false", DEFINITIONS).require().flasher())
                .isEmpty();
    }

    @Test
    void saysThatASimulatedBoardNeedsNone() throws IOException {
        Resolution resolution = resolution("auto_flash: true", DEFINITIONS);

        assertThat(resolution.findings())
                .extracting(Finding::message)
                .anySatisfy(message ->
                        assertThat(message).contains("auto_flash: not used here, because the board is simulated."));
    }

    @Test
    void failsRatherThanRunWhateverTheBoardHasWhereNobodySaysHow() throws IOException {
        Resolution resolution = resolution(
                "auto_flash: true\n    simulated: false", "max32690evkit/max32690/m4:\n  flash_size_kb: 3072\n");

        Flasher flasher = resolution.require().flasher().orElseThrow();

        assertThatThrownBy(() -> flasher.flash(folder.resolve("device.elf"), line -> {}))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("scenario.yml:7:17: auto_flash: no openocd_flash_cmd is defined for"
                        + " max32690evkit/max32690/m4");
    }

    @Test
    void saysWhereTheCommandsAreNoTexts() throws IOException {
        Resolution resolution = resolution(
                "auto_flash: true\n    simulated: false",
                "max32690evkit/max32690/m4:\n  openocd_flash_cmd:\n    - {a: b}\n");

        assertThat(resolution.findings())
                .extracting(Finding::message)
                .anySatisfy(message -> assertThat(message)
                        .contains("platforms.yml:3:7: 'openocd_flash_cmd' must be a command of OpenOCD or a list of"));
    }
}
