package dev.kenning.testbench.acceptance;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.board.ZephyrBuild;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.engine.live.LiveEngine;
import dev.kenning.testbench.engine.live.LivePorts;
import dev.kenning.testbench.engine.serve.BoardSimulation;
import dev.kenning.testbench.engine.serve.TerminalAddress;
import dev.kenning.testbench.host.DeviceLostException;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.scenario.run.KenningSessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AT-16, AT-19 and AT-21: how sessions begin, follow one another, and reach a simulation that runs already. */
@Tag("board")
class SessionsAcceptanceIT {

    private static final String BOARD = "stm32f746g_disco";
    private static final Path PRODUCT = Path.of("firmware/prebuilt/stm32f746g_disco/kenning-device.elf");

    private final Board board = BoardCatalogue.builtIn().board(BOARD);

    @TempDir
    private Path folder;

    @Test
    void at16RunsTwoModelsOneAfterTheOtherWithoutARestart() {
        try (Bench bench = Device.powerOn(BOARD, "kenning-device");
                KenningSessions sessions = KenningSessions.on(bench)) {
            runTwoModels(sessions);
        }
    }

    /** The statistics of the second session start from those of the first, whose model needs more memory. */
    private static void runTwoModels(KenningSessions sessions) {
        long peak;
        try (KenningSession first = sessions.open()) {
            inferAll(first, "models/gestures", 1e-5);
            peak = first.statistics().value("peak_allocated").orElseThrow();
        }
        try (KenningSession second = sessions.open()) {
            inferAll(second, "models/gestures_int8", 0);
            assertThat(second.statistics().value("peak_allocated"))
                    .as("what the second session adds to the peak, in bytes")
                    .hasValue(peak);
        }
    }

    private static void inferAll(KenningSession session, String model, double tolerance) {
        session.load(Model.tflite(model + ".tflite"));
        for (Sample sample : Samples.json(model + "-samples.json")) {
            assertThat(session.infer(sample)).hasClass(sample.label()).isCloseTo(sample.expected(), within(tolerance));
        }
    }

    @Test
    void at19GivesADeviceThatSharesItsUartASecondToStart() {
        ZephyrBuild build = ZephyrBuild.disco(folder)
                .edit("zephyr/zephyr.dts", "zephyr,console = &usart1", "zephyr,console = &usart6");
        try (Bench bench = Engines.configured().powerOn(BenchSetup.ofBuild(board, build.folder()));
                KenningSessions sessions = KenningSessions.on(bench)) {
            KenningSession session = sessions.open();

            assertThat(bench.virtualTime()).as("before the first request").isGreaterThan(Duration.ofSeconds(1));
            inferAll(session, "models/gestures", 1e-5);
        }
    }

    @Test
    void at19SaysWhichOptionsKeepTextFromASharedUart() {
        // The firmware prints on usart1 and speaks on usart6.
        ZephyrBuild build = ZephyrBuild.disco(folder).edit("zephyr/zephyr.dts", "kcomms = &usart6", "kcomms = &usart1");
        try (Bench bench = Engines.configured().powerOn(BenchSetup.ofBuild(board, build.folder()));
                KenningSessions sessions = KenningSessions.on(bench)) {
            assertThatThrownBy(sessions::open)
                    .isInstanceOf(DeviceLostException.class)
                    .hasMessageContaining("*** Booting kenning-device 0.1.0 ***")
                    .hasMessageContaining("CONFIG_LOG_BACKEND_UART=n, CONFIG_BOOT_BANNER=n and CONFIG_PRINTK=n");
        }
    }

    @Test
    void at21AttachesToASimulationOnAPseudoTerminal() {
        attachTo(new TerminalAddress.Pty(folder.resolve("uart")));
    }

    @Test
    void at21AttachesToASimulationOnASocket() {
        attachTo(new TerminalAddress.Tcp(0));
    }

    private void attachTo(TerminalAddress address) {
        try (BoardSimulation simulation = BoardSimulation.of(BenchSetup.of(board, PRODUCT))
                .offer(board.kcomms(), address)
                .build()) {
            simulation.start();
            LivePorts ports = new LivePorts(
                    simulation.address(board.kcomms()).orElseThrow(), Optional.empty(), OptionalInt.empty());
            Engine attached = LiveEngine.attached(Settings.ofProcess()).on(ports);
            for (int client = 1; client <= 2; client++) {
                try (Bench bench = attached.powerOn(BenchSetup.unflashed(board));
                        KenningSessions sessions = KenningSessions.on(bench)) {
                    runTwoModels(sessions);
                }
            }
        }
    }
}
