package dev.kenning.testbench.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.scenario.file.Finding;
import dev.kenning.testbench.scenario.file.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Native code in IREE's modules, against the core that is to execute it. */
class ModelFitTest {

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
        stm32f746g_disco | iree-llvmcpu-target-triple=riscv32-pc-linux-elf | error: .*compiled for RISC-V, 32 bit \\(riscv32\\), but the board executes Arm, 32 bit.*
        stm32f746g_disco | --iree-llvm-target-triple=riscv64               | error: .*compiled for RISC-V, 64 bit.*
        stm32f746g_disco | iree-llvmcpu-target-cpu=cortex-m33              | warning: .*compiled for cortex-m33, but the core is cortex-m7.*
        springbok        | iree-llvm-target-triple=arm                     | error: .*compiled for Arm, 32 bit \\(arm\\), but the board executes RISC-V, 32 bit.*
        """)
    void findsModelsForAnotherCore(String board, String argument, String finding) throws IOException {
        assertThat(findings(board, "module", argument)).anyMatch(text -> text.matches("(?s)" + finding));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        stm32f746g_disco | iree-llvmcpu-target-triple=arm
        stm32f746g_disco | iree-llvmcpu-target-cpu=cortex-m7
        stm32f746g_disco | iree-llvmcpu-debug-symbols=false
        springbok        | iree-llvm-target-triple=riscv32-pc-linux-elf
        springbok        | iree-llvm-target-cpu-features=+m,+f,+zvl512b,+zve32x,+zve32f
        """)
    void findsNothingAgainstModelsForTheCore(String board, String argument) throws IOException {
        assertThat(findings(board, "module", argument)).noneMatch(text -> text.contains("compiled for"));
    }

    @Test
    void readsTheMachineOutOfTheModule() throws IOException {
        byte[] foreign =
                Files.readAllBytes(Path.of("firmware/prebuilt/stm32f746g_disco/faulty/wrong-architecture.elf"));
        String module = "IREE" + new String(foreign, java.nio.charset.StandardCharsets.ISO_8859_1);

        assertThat(findings("stm32f746g_disco", module, "iree-llvmcpu-debug-symbols=false"))
                .anyMatch(text -> text.matches(
                        "(?s)error: The model .* has code for x86-64, 64 bit, but the board executes Arm, 32 bit.*"));
    }

    private List<String> findings(String board, String module, String argument) throws IOException {
        Files.write(folder.resolve("model.vmfb"), module.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        Files.copy(Path.of("models/gestures.tflite.json"), folder.resolve("model.vmfb.json"));
        Path file = folder.resolve("scenario.yml");
        Files.writeString(file, """
            platform:
              type: ZephyrPlatform
              parameters: {name: %s}
            optimizers:
            - type: IREECompiler
              parameters:
                backend: llvm-cpu
                compiled_model_path: model.vmfb
                compiler_args: ["%s"]
            """.formatted(board, argument));
        return Preflight.of(Resolution.of(
                        ScenarioFile.read(file),
                        new ScenarioInputs(
                                BoardCatalogue.builtIn(),
                                Resources.of(List.of(), Optional.empty()),
                                Optional.of(Path.of("models/gestures-samples.json")))))
                .stream()
                .map(Finding::toString)
                .toList();
    }
}
