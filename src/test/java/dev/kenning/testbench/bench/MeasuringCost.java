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
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * Prints how long ten inferences of the Magic Wand model take on the reference firmware: plain, measured, measured with traffic.
 *
 * <p>One argument: rounds, of which each does all three in turn; the fastest of each is shown, in CPU time of the thread.
 */
final class MeasuringCost {

    private static final Path MODELS = Path.of("../shared/models");

    /** A way to have a board do its work. */
    private enum Way {
        PLAIN((bench, work) -> work.run()),
        MEASURED(Bench::measure),
        WITH_TRAFFIC(Bench::measureTraffic);

        private final BiConsumer<Bench, Runnable> doing;

        Way(BiConsumer<Bench, Runnable> doing) {
            this.doing = doing;
        }
    }

    private MeasuringCost() {}

    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        Samples windows = Samples.json(MODELS.resolve("magic_wand_samples.json"));
        long[] fastest = new long[Way.values().length];
        Arrays.fill(fastest, Long.MAX_VALUE);
        for (int round = 0; round < rounds; round++) {
            for (Way way : Way.values()) {
                fastest[way.ordinal()] = Math.min(fastest[way.ordinal()], nanos(way, windows));
            }
        }
        for (Way way : Way.values()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-13s %8.1f ms  %5.2f times%n",
                    way.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    fastest[way.ordinal()] / 1e6,
                    (double) fastest[way.ordinal()] / fastest[0]);
        }
    }

    /** Returns the time of ten inferences; the session is new, so that each way starts from the same state. */
    private static long nanos(Way way, Samples windows) {
        Board board = BoardCatalogue.builtIn().board("stm32f746g_disco");
        try (Bench bench = Engines.named("embedded")
                .powerOn(BenchSetup.of(board, board.firmware().orElseThrow()))) {
            bench.awaitWelcome(Duration.ofSeconds(1));
            KenningSession kenning = KenningSession.open(bench.port(board.kcomms()));
            kenning.load(Model.tflite(MODELS.resolve("magic_wand.tflite")));
            long start = cpuNanos();
            windows.forEach(window -> way.doing.accept(bench, () -> kenning.infer(window)));
            return cpuNanos() - start;
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
