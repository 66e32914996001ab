package dev.kenning.testbench.bench;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Samples;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Prints how many million instructions a second the embedded engine executes while the reference firmware infers.
 *
 * <p>One argument: seconds per model. The first half warms HotSpot up; CPU time of the thread is what counts.
 */
final class InferenceSpeed {

    private InferenceSpeed() {}

    public static void main(String[] arguments) {
        long nanos = Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 10)
                .toNanos();
        for (String model : List.of("gestures", "gestures_int8")) {
            measure(model, nanos);
        }
    }

    private static void measure(String model, long nanos) {
        Board board = BoardCatalogue.builtIn().board("stm32f746g_disco");
        BenchSetup setup = BenchSetup.of(board, board.firmware().orElseThrow());
        try (Bench bench = Engines.named("embedded").powerOn(setup)) {
            bench.awaitWelcome(Duration.ofSeconds(1));
            KenningSession kenning = KenningSession.open(bench.port(board.kcomms()));
            kenning.load(Model.tflite("models/" + model + ".tflite"));
            kenning.uploadInput(Samples.first("models/" + model + "-samples.json"));
            infer(bench, kenning, nanos / 2);
            double mips = infer(bench, kenning, nanos / 2);
            System.out.printf(Locale.ROOT, "%-14s %6.0f MIPS%n", model, mips);
        }
    }

    private static double infer(Bench bench, KenningSession kenning, long nanos) {
        long instructions = bench.executedInstructions();
        long start = cpuNanos();
        while (cpuNanos() - start < nanos) {
            for (int i = 0; i < 10; i++) {
                kenning.process();
            }
        }
        return (bench.executedInstructions() - instructions) * 1e3 / (cpuNanos() - start);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
