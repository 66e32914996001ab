package dev.kenning.testbench.engine.embedded;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;

import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.profile.Accesses;
import dev.kenning.testbench.profile.CallCost;
import dev.kenning.testbench.profile.FunctionCost;
import dev.kenning.testbench.profile.LayerCall;
import dev.kenning.testbench.profile.Profile;
import dev.kenning.testbench.profile.Traffic;
import dev.kenning.testbench.scenario.run.KenningSessions;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of the reference firmware while it infers, on cores of each instruction set. */
@Tag("board")
class CallProfileIT {

    private static final Path GESTURES = Path.of("models/gestures.tflite");

    @ParameterizedTest
    @CsvSource({
        "stm32f746g_disco, stm32f746g_disco/kenning-device.elf",
        "nrf52840dk/nrf52840, nrf52840dk/kenning-device.elf",
        "hifive_unmatched/fu740/u74, hifive_unmatched/kenning-device-u74.elf"
    })
    void countsEveryInstructionOfAnInferenceOnce(String board, String firmware) {
        try (Bench bench = powered(board, firmware);
                KenningSession session = KenningSessions.on(bench).open()) {
            session.load(Model.tflite(GESTURES));
            session.uploadInput(
                    Samples.json(Path.of("models/gestures-samples.json")).get(0));
            long before = bench.executedInstructions();

            Profile profile = bench.profile(session::process);

            assertThat(profile.instructions()).isEqualTo(bench.executedInstructions() - before);
            FunctionCost interpreter = profile.function("interpreter_run").orElseThrow();
            assertThat(interpreter.calls()).isOne();
            assertThat(interpreter.inclusive()).isGreaterThan(profile.instructions() * 9 / 10);
            assertThat(interpreter.exclusive()).isLessThan(profile.instructions() / 100);
            assertThat(profile.layers()).hasSize(8);
            assertThat(profile.layers().stream()
                            .mapToLong(LayerCall::instructions)
                            .sum())
                    .isEqualTo(interpreter.inclusive() - interpreter.exclusive());
            assertThat(profile).function("interpreter_run").calls().isOne();
            assertThat(profile).function("interpreter_run").loads().isGreaterThan(100);
            assertThat(profile).function("interpreter_run").stores().isGreaterThan(100);
            assertThat(profile).function("interpreter_run").peripheralAccesses().isZero();
            assertThat(profile).function("server_serve").peripheralAccesses().isPositive();
            assertThat(profile).hasLayers(8).function("server_serve").calls("serve_process");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stm32f746g_disco, stm32f746g_disco/kenning-device.elf",
        "nrf52840dk/nrf52840, nrf52840dk/kenning-device.elf",
        "hifive_unmatched/fu740/u74, hifive_unmatched/kenning-device-u74.elf"
    })
    void countsEachAccessThatTheSlowPathTellsOf(String board, String firmware) {
        Traffic told = inference(
                board,
                firmware,
                (bench, work) -> bench.measureTraffic(work).traffic().orElseThrow());
        // Twice, so that blocks are counted in the second that were listened to in the first.
        CallCost counted =
                inference(board, firmware, (bench, work) -> bench.profile(work).cost());
        Accesses peripherals = told.peripherals().values().stream().reduce(Accesses.NONE, Accesses::plus);

        assertThat(counted.memory()).isEqualTo(told.memory());
        assertThat(counted.peripherals()).isEqualTo(peripherals);
        assertThat(counted.cycles()).isGreaterThanOrEqualTo(counted.instructions());
    }

    /** Infers twice, and returns what is told of both. */
    private static <T> T inference(String board, String firmware, BiFunction<Bench, Runnable, T> way) {
        try (Bench bench = powered(board, firmware);
                KenningSession session = KenningSessions.on(bench).open()) {
            session.load(Model.tflite(GESTURES));
            Samples samples = Samples.json(Path.of("models/gestures-samples.json"));
            return way.apply(bench, () -> {
                session.infer(samples.get(0));
                session.infer(samples.get(1));
            });
        }
    }

    private static Bench powered(String board, String firmware) {
        return new EmbeddedEngine()
                .powerOn(BenchSetup.of(BoardCatalogue.builtIn().board(board), Path.of("firmware/prebuilt", firmware)));
    }
}
