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
                "%-10s %12s %12s %14s   (seconds from launch, %s)%n",
                "ENGINE", "FIRST ANSWER", "FIRST LINE", "10 INFERENCES", "each run a line");
        for (String name : List.of("embedded", "renode", "container")) {
            Engine engine = Engines.named(name);
            EngineStatus status = engine.status();
            if (!status.isAvailable()) {
                System.out.println(name + " is not here: " + status.detail());
                continue;
            }
            for (int run = 0; run < Integer.parseInt(arguments[0]); run++) {
                time(engine, setup);
            }
        }
    }

    private static void time(Engine engine, BenchSetup setup) {
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
            System.out.printf(Locale.ROOT, "%-10s %12.2f %12.2f %14.2f%n", engine.name(), answer, line, since(launch));
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
