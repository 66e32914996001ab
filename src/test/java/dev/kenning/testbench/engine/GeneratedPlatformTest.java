package dev.kenning.testbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.emulator.machine.MissingModel;
import dev.kenning.testbench.emulator.monitor.Emulation;
import dev.kenning.testbench.platform.PlatformReader;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.platform.generator.PlatformGenerator;
import dev.kenning.testbench.text.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Platforms made from the devicetrees of boards, loaded by the embedded engine. */
class GeneratedPlatformTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stm32f746g_disco",
                "nrf52840dk_nrf52840",
                "hifive_unmatched",
                "hifive_unleashed_fu540_e51",
                "nrf52840dongle_nrf52840",
                "96b_nitrogen",
                "b_u585i_iot02a",
                "max32690evkit_max32690_m4",
                "max32690fthr_max32690_m4",
                "max78002evkit_max78002_m4"
            })
    void loadsOnTheEmbeddedEngine(String board) throws Exception {
        Path platform = generated(board);

        Emulation emulation = new Emulation(SearchPath.of(folder));
        emulation.execute("mach create");
        emulation.execute("machine LoadPlatformDescription @" + platform.getFileName());
    }

    @Test
    void saysWhatTheEmbeddedEngineLacks() throws Exception {
        Path platform = generated("khadas_edgev_rk3399");

        assertThat(MissingModel.of(new PlatformReader(SearchPath.of(folder)).read(Source.ofFile(platform))))
                .extracting(MissingModel::name)
                .containsExactlyInAnyOrder(
                        "CPU.ARMv8A", "IRQControllers.ARM_GenericInterruptController", "Timers.ARM_GenericTimer");
    }

    private Path generated(String board) throws IOException {
        Devicetree tree = Devicetree.read(Path.of("src/test/resources/devicetrees/" + board + ".dts"));
        return Files.writeString(
                folder.resolve("board.repl"),
                PlatformGenerator.generate(tree, OptionalLong.empty()).repl());
    }
}
