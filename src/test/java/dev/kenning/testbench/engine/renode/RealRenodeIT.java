package dev.kenning.testbench.engine.renode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.Tools;
import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.profile.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The engine {@code renode} on a real Renode, where there is one: {@code -Dtestbench.renode}, or on the PATH. */
@Tag("tool")
class RealRenodeIT {

    private static final int RUNS = 5;
    private static final int SAMPLES = 2;

    private final Engine renode = Engines.named("renode");
    private final Board board = BoardCatalogue.builtIn().board("stm32f746g_disco");

    /**
     * What a run gives, except for what depends on the host.
     *
     * @param outputs of each sample, the bytes in hexadecimal
     * @param costs instructions and virtual time of each inference
     * @param end the virtual time at the end
     */
    private record Run(List<String> outputs, List<String> costs, Duration end) {}

    @BeforeEach
    void findRenode() {
        Tools.requireThat(
                renode.status().isAvailable(), "renode", renode.status().detail());
    }

    @Test
    void givesTheSameFiveTimesWhileTheHostIsBusy() {
        List<Run> runs = new ArrayList<>();
        List<Thread> load = busy(Runtime.getRuntime().availableProcessors());
        try {
            for (int i = 0; i < RUNS; i++) {
                runs.add(run(renode));
            }
        } finally {
            load.forEach(Thread::interrupt);
        }

        assertThat(runs).as("%d runs under load", RUNS).containsOnly(runs.get(0));
    }

    @Test
    void givesTheOutputsAndInstructionsOfTheEmbeddedEngine() {
        Run embedded = run(Engines.named("embedded"));

        Run real = run(renode);

        assertThat(real.outputs).isEqualTo(embedded.outputs);
        assertThat(real.costs)
                .extracting(cost -> cost.replaceFirst(" in .*", ""))
                .isEqualTo(embedded.costs.stream()
                        .map(cost -> cost.replaceFirst(" in .*", ""))
                        .toList());
    }

    @Test
    void recordsTheOperatorsAndFunctionsThatTheEmbeddedEngineCounts() {
        Profile embedded = profile(Engines.named("embedded"));

        Profile real = profile(renode);

        assertThat(real.layers()).isEqualTo(embedded.layers()).hasSize(8);
        assertThat(real.function("matrix_times_float").orElseThrow().exclusive())
                .isEqualTo(embedded.function("matrix_times_float").orElseThrow().exclusive());
        assertThat(real.instructions())
                .as("what the board did before it was asked is not in it, nor what followed the last return")
                .isBetween(embedded.instructions() * 99 / 100, embedded.instructions());
        assertThat(real.countsAccesses()).isFalse();
    }

    private Profile profile(Engine engine) {
        try (Bench bench = engine.powerOn(BenchSetup.of(board, board.firmware().orElseThrow()))) {
            bench.awaitWelcome(Duration.ofSeconds(1));
            KenningSession session = KenningSession.open(bench.port(board.kcomms()));
            session.load(Model.tflite("models/gestures.tflite"));
            session.uploadInput(Samples.json("models/gestures-samples.json").get(0));
            return bench.profile(session::process);
        }
    }

    private Run run(Engine engine) {
        Samples samples = Samples.json("models/gestures-samples.json");
        List<String> outputs = new ArrayList<>();
        List<String> costs = new ArrayList<>();
        try (Bench bench = engine.powerOn(BenchSetup.of(board, board.firmware().orElseThrow()))) {
            bench.awaitWelcome(Duration.ofSeconds(1));
            KenningSession session = KenningSession.open(bench.port(board.kcomms()));
            session.load(Model.tflite("models/gestures.tflite"));
            for (int i = 0; i < SAMPLES; i++) {
                int sample = i;
                Cost cost = bench.measure(() -> outputs.add(HexFormat.of()
                        .formatHex(session.infer(samples.get(sample)).raw())));
                costs.add(cost.executedInstructions() + " instructions in " + cost.virtualTime());
            }
            return new Run(outputs, costs, bench.virtualTime());
        }
    }

    private static List<Thread> busy(int cores) {
        return Stream.generate(() -> new Thread(RealRenodeIT::spin, "load"))
                .limit(cores)
                .peek(thread -> thread.setDaemon(true))
                .peek(Thread::start)
                .toList();
    }

    private static void spin() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }
}
