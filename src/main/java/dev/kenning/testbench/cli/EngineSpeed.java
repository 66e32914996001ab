package dev.kenning.testbench.cli;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.Monitor;
import dev.kenning.testbench.engine.catalogue.Engines;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How fast the embedded engine is on this machine.
 *
 * @param mips million instructions a second of a loop that counts in memory, once HotSpot has had a second to compile it
 */
record EngineSpeed(double mips) {

    /** A JVM that compiles nothing makes a few; one that does, a hundred before anything is translated. */
    private static final double SLOW = 25;

    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration MEASURED = Duration.ofMillis(500);
    private static final Duration STRETCH = Duration.ofMillis(50);

    private static final long CODE = 0x2000_0000L;
    private static final int LOADS_AND_ADDS = 0x3101_6801;
    private static final int STORES_AND_BRANCHES = 0xE7FB_6001;
    /** In another page than the code: stores beside code take the slow path. */
    private static final long COUNTER = CODE + 0x1_0000;

    /** Measures, for one and a half seconds. */
    static EngineSpeed measure() {
        Board board = BoardCatalogue.builtIn().board("stm32f746g_disco");
        BenchSetup setup = BenchSetup.of(board, board.firmware().orElseThrow());
        try (Bench bench = Engines.named("embedded").powerOn(setup)) {
            Monitor monitor = bench.monitor();
            List.of(
                            "sysbus WriteDoubleWord " + CODE + " " + Integer.toUnsignedLong(LOADS_AND_ADDS),
                            "sysbus WriteDoubleWord " + (CODE + 4) + " " + Integer.toUnsignedLong(STORES_AND_BRANCHES),
                            "cpu SetRegister 0 " + COUNTER,
                            "cpu PC " + CODE)
                    .forEach(monitor::execute);
            run(bench, WARM_UP);
            return new EngineSpeed(run(bench, MEASURED));
        }
    }

    /** Lets the loop run for a time of the host, and returns millions of instructions a second. */
    private static double run(Bench bench, Duration time) {
        long executed = bench.executedInstructions();
        long start = System.nanoTime();
        long taken = 0;
        while (taken < time.toNanos()) {
            bench.runFor(STRETCH);
            taken = System.nanoTime() - start;
        }
        return (bench.executedInstructions() - executed) * 1e3 / taken;
    }

    String state() {
        return mips < SLOW ? "slow" : "ok";
    }

    String detail() {
        String advice = mips < SLOW
                ? "; HotSpot does not seem to compile: is -Xint set, or the class data archive of another machine in use?"
                : "";
        return String.format(Locale.ROOT, "%,.0f million instructions a second in a loop%s", mips, advice);
    }
}
