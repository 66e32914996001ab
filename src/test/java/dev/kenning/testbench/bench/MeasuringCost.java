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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Prints how long ten inferences of the Magic Wand model take on the reference firmware: plain, measured, measured with traffic.
 *
 * <p>One argument: rounds, of which each does all three in turn; the fastest of each is shown, in CPU time of the thread.
 */
final class MeasuringCost {

    private static final Path MODELS = Path.of("../shared/models");

    /** A way to have a board do its work. */
    private record Way(String name, BiConsumer<Bench, Runnable> doing) {}

    private static final List<Way> WAYS = List.of(
            new Way("plain", (bench, work) -> work.run()),
            new Way("measured", Bench::measure),
            new Way("with traffic", Bench::measureTraffic),
            new Way("calls", Bench::profile),
            new Way("calls+traffic", (bench, work) -> bench.profile(() -> bench.measureTraffic(work))));

    private MeasuringCost() {}

    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        Samples windows = Samples.json(MODELS.resolve("magic_wand_samples.json"));
        Map<String, Long> fastest = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            WAYS.forEach(way -> fastest.merge(way.name(), nanos(way, windows), Math::min));
        }
        long plain = fastest.get(WAYS.get(0).name());
        fastest.forEach((way, nanos) -> System.out.printf(
                Locale.ROOT, "%-13s %8.1f ms  %5.2f times%n", way, nanos / 1e6, (double) nanos / plain));
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
            windows.forEach(window -> way.doing().accept(bench, () -> kenning.infer(window)));
            return cpuNanos() - start;
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
