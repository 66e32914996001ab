package dev.kenning.testbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.platform.generator.PlatformGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Firmware on platforms that were made from the devicetree of its build. */
@Tag("board")
class GeneratedPlatformIT {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Board board = BoardCatalogue.builtIn().board("stm32f746g_disco");

    @TempDir
    private Path folder;

    @Test
    void bootsZephyr() throws Exception {
        try (Bench bench = powerOn(Path.of("firmware/prebuilt/stm32f746g_disco/zephyr-boot.elf"))) {
            RenodeDeparture.SYSTICK_BEHIND_BASEPRI.skipOn(bench.engine());
            bench.terminal("usart1").waitForLine("BOOT PASS", LIMIT);
            bench.log().shouldNotAppear(TextPattern.containing("WARNING"), Duration.ZERO);
        }
    }

    @Test
    void runsInferences() throws Exception {
        try (Bench bench = powerOn(board.firmware().orElseThrow())) {
            bench.awaitWelcome(LIMIT);
            KenningSession session = KenningSession.open(bench.port("usart6"));
            session.load(Model.tflite(Path.of("models/gestures.tflite")));
            Sample sample =
                    Samples.json(Path.of("models/gestures-samples.json")).get(0);

            assertThat(session.infer(sample).label()).contains(sample.label());
        }
    }

    private Bench powerOn(Path firmware) throws IOException {
        Path platform = folder.resolve("stm32f746g_disco.repl");
        Devicetree tree = Devicetree.read(Path.of("src/test/resources/devicetrees/stm32f746g_disco.dts"));
        Files.writeString(
                platform, PlatformGenerator.generate(tree, OptionalLong.empty()).repl());
        return Engines.configured().powerOn(BenchSetup.of(board, firmware).on(platform));
    }
}
