package dev.kenning.testbench.engine;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.emulator.Emulation;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.platform.generator.PlatformGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Platforms made from the devicetrees of real builds, loaded by the embedded engine. */
class GeneratedPlatformTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"stm32f746g_disco", "nrf52840dk_nrf52840", "hifive_unmatched"})
    void loadsOnTheEmbeddedEngine(String board) throws Exception {
        Devicetree tree = Devicetree.read(Path.of("src/test/resources/devicetrees/" + board + ".dts"));
        Files.writeString(
                folder.resolve("board.repl"),
                PlatformGenerator.generate(tree, OptionalLong.empty()).repl());

        Emulation emulation = new Emulation(SearchPath.of(folder));
        emulation.execute("mach create");
        emulation.execute("machine LoadPlatformDescription @board.repl");
    }
}
