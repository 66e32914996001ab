package dev.kenning.testbench.bench;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.EngineStatus;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.platform.monitor.SimulationSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Times launches on every engine that can run boards here; see {@code bench/engines.sh}. */
final class EngineLaunches {

    private static final int INFERENCES = 10;

    private EngineLaunches() {}

    public static void main(String[] arguments) {
        Board board = BoardCatalogue.builtIn().board("stm32f746g_disco");
        BenchSetup setup = BenchSetup.of(board, board.firmware().orElseThrow());
        System.out.printf(
                "%-16s %12s %12s %14s   (seconds from launch, %s)%n",
                "ENGINE", "FIRST ANSWER", "FIRST LINE", "10 INFERENCES", "each run a line");
        for (String name : List.of("embedded", "renode", "container")) {
            Engine engine = Engines.named(name);
            EngineStatus status = engine.status();
            if (!status.isAvailable()) {
                System.out.println(name + " is not here: " + status.detail());
                continue;
            }
            BenchSetup free = setup.with(SimulationSettings.defaults().freeRunning());
            double lockStep = Double.MAX_VALUE;
            double freely = Double.MAX_VALUE;
            // By turns, and the fastest of each: the others say what else the machine did.
            for (int run = Integer.parseInt(arguments[0]); run > 0; run--) {
                lockStep = Math.min(lockStep, time(engine, setup, ""));
                if (!name.equals("embedded")) {
                    freely = Math.min(freely, time(engine, free, " (free)"));
                }
            }
            if (freely < Double.MAX_VALUE) {
                System.out.printf(
                        Locale.ROOT,
                        "%s in lock step takes %.2f times what it takes running freely%n",
                        name,
                        lockStep / freely);
            }
        }
    }

    private static double time(Engine engine, BenchSetup setup, String how) {
        Model model = Model.tflite("models/gestures.tflite");
        Samples samples = Samples.json("models/gestures-samples.json");
        long launch = System.nanoTime();
        try (Bench bench = engine.powerOn(setup)) {
            double answer = since(launch);
            bench.terminal(setup.board().console()).waitForNextLine(Duration.ofSeconds(1));
            double line = since(launch);
            KenningSession session =
                    KenningSession.open(bench.port(setup.board().kcomms()));
            session.load(model);
            for (int i = 0; i < INFERENCES; i++) {
                session.infer(samples.get(i % samples.size()));
            }
            double all = since(launch);
            System.out.printf(Locale.ROOT, "%-16s %12.2f %12.2f %14.2f%n", engine.name() + how, answer, line, all);
            return all;
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
