package dev.kenning.testbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.host.DeviceLostException;
import dev.kenning.testbench.host.KenningException;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices with one deliberate defect each: what a user of such firmware is told. */
@Tag("board")
class FaultyFirmwareIT {

    private static final Path FAULTY = Path.of("firmware/prebuilt/stm32f746g_disco/faulty");
    private static final Duration WELCOME = Duration.ofSeconds(1);

    private final Board board = BoardCatalogue.builtIn().board("stm32f746g_disco");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"sleeps-before-welcome", "spins-before-welcome"})
    void saysWhatTheConsolePrintedInsteadOfTheWelcome(String firmware) throws IOException {
        try (Bench bench = powerOn(firmware)) {
            ExpectationFailedError failure =
                    catchThrowableOfType(ExpectationFailedError.class, () -> bench.awaitWelcome(WELCOME));

            assertThat(failure)
                    .hasMessageContaining("usart1 of stm32f746g_disco did not print \"Inference server started\""
                            + " within 1.000 s of virtual time")
                    .hasMessageContaining("*** Booting kenning-device");
        }
    }

    @Test
    void callsADeviceThatNeverAnswersLost() throws IOException {
        try (Bench bench = started("deaf")) {
            DeviceLostException failure =
                    catchThrowableOfType(DeviceLostException.class, () -> KenningSession.open(bench.port("usart6")));

            assertThat(failure).hasMessageContaining("did not answer PING").hasMessageContaining("usart6");
        }
    }

    @Test
    void showsWhatADeviceBabbles() throws IOException {
        try (Bench bench = started("babbles")) {
            bench.runFor(Duration.ofSeconds(1));

            KenningException failure =
                    catchThrowableOfType(KenningException.class, () -> KenningSession.open(bench.port("usart6")));

            assertThat(failure).hasMessageContaining("usart6").hasMessageContaining("text");
        }
    }

    @ParameterizedTest
    @CsvSource({"hangs-in-process, PROCESS", "cuts-its-reply, OUTPUT"})
    void saysWhichRequestADeviceDidNotFinish(String firmware, String request) throws IOException {
        try (Bench bench = started(firmware)) {
            DeviceLostException failure = catchThrowableOfType(DeviceLostException.class, () -> inferOnce(bench));

            assertThat(failure).hasMessageContaining(request).hasMessageContaining("usart6");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "faults-in-process, UNDEFINSTR, read_weight, multiply_row",
        "calls-null-in-process, INVSTATE, invoke_kernel, __wrap_runtime_run",
        "unknown-instruction, ef220844, add_vectors, Renode"
    })
    void showsWhereFirmwareFaulted(String firmware, String cause, String function, String caller) throws IOException {
        try (Bench bench = started(firmware)) {
            Throwable failure = catchThrowableOfType(RuntimeException.class, () -> inferOnce(bench));

            assertThat(failure)
                    .as("told as a failure of the firmware, not of the protocol")
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining(cause)
                    .hasMessageContaining(function)
                    .hasMessageContaining(caller);
        }
    }

    private static void inferOnce(Bench bench) {
        KenningSession session = KenningSession.open(bench.port("usart6"));
        session.load(Model.tflite("models/gestures.tflite"));
        session.infer(Samples.first("models/gestures-samples.json"));
    }

    private Bench started(String firmware) throws IOException {
        Bench bench = powerOn(firmware);
        bench.awaitWelcome(WELCOME);
        return bench;
    }

    /** Powers a board of 10 MIPS, so that a second of virtual time in which firmware spins is short for the host. */
    private Bench powerOn(String firmware) throws IOException {
        Path platform = folder.resolve("slow.repl");
        Files.writeString(platform, """
                using "stm32f746g_disco.repl"

                cpu:
                    PerformanceInMips: 10
                """);
        BenchSetup setup = BenchSetup.of(board, FAULTY.resolve(firmware + ".elf"));
        return Engines.configured().powerOn(setup.on(platform));
    }
}
