package dev.kenning.testbench.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.embedded.EmbeddedEngine;
import dev.kenning.testbench.fault.LineFault.Direction;
import dev.kenning.testbench.host.Inference;
import dev.kenning.testbench.host.KenningException;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.host.SessionOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions over a disturbed line with the reference firmware: what goes wrong has a name, and the next session works. */
@Tag("board")
class HostileLineIT {

    /** So many sessions for each direction; {@code -Dtestbench.hostile=50000} tries more. */
    private static final int SESSIONS = Integer.getInteger("testbench.hostile", 50);

    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** Where a session with a model and an inference ends, in bytes. */
    private static final int BYTES_TO_DEVICE = 22_000;

    private static final int BYTES_TO_HOST = 200;

    private final Board board = BoardCatalogue.builtIn().board("stm32f746g_disco");
    private final Model model = Model.tflite("models/gestures.tflite");
    private final Sample sample = Samples.first("models/gestures-samples.json");
    private final SessionOptions careful =
            SessionOptions.uart().withVerifiedReplies(true).withTakeOver(true);

    @ParameterizedTest
    @EnumSource
    void endsInANamedErrorOrIsSurvivedAndTheNextSessionWorks(Direction direction) {
        long seed = Long.getLong("testbench.seed", 20261130L);
        Bench bench = powerOn();
        int disturbed = 0;
        try {
            for (int i = 0; i < SESSIONS; i++) {
                Random random = new Random(seed + i);
                LineFault fault = LineFault.random(
                        direction, random, direction == Direction.TO_DEVICE ? BYTES_TO_DEVICE : BYTES_TO_HOST);
                String story = "session " + i + " of seed " + seed + ": " + fault;
                Duration before = bench.virtualTime();
                FaultyPort line = FaultyPort.on(bench.port(board.kcomms()), seed + i, fault);

                Optional<Inference> answer = inferenceOver(line);
                disturbed += line.occurrences().size();

                assertThat(bench.virtualTime().minus(before))
                        .as("time of " + story)
                        .isLessThan(LIMIT);
                if (direction == Direction.TO_HOST) {
                    answer.ifPresent(inference -> requireRight(inference, story));
                }
                requireRight(cleanInference(bench, story), "after " + story);
            }
        } finally {
            bench.close();
        }
        assertThat(disturbed)
                .as("faults that happened in %d sessions of seed %d", SESSIONS, seed)
                .isGreaterThan(SESSIONS / 2);
    }

    private Bench powerOn() {
        Bench bench = new EmbeddedEngine()
                .powerOn(BenchSetup.of(board, board.firmware().orElseThrow()));
        bench.awaitWelcome(Duration.ofSeconds(1));
        return bench;
    }

    /** Returns what a session over a disturbed line answers, if it gets that far; its errors are Kenning's, none else. */
    private Optional<Inference> inferenceOver(FaultyPort line) {
        try (KenningSession session = KenningSession.open(line, careful)) {
            session.load(model);
            return Optional.of(session.infer(sample));
        } catch (KenningException named) {
            return Optional.empty();
        }
    }

    private Inference cleanInference(Bench bench, String story) {
        // A device forgets half a request after half a second of silence.
        bench.runFor(Duration.ofSeconds(2));
        try (KenningSession session = KenningSession.open(bench.port(board.kcomms()), careful)) {
            session.load(model);
            return session.infer(sample);
        } catch (KenningException e) {
            throw new AssertionError("the session after " + story + " failed", e);
        }
    }

    private void requireRight(Inference inference, String story) {
        double[] outputs = inference.output();
        assertThat(outputs).as("outputs of " + story).hasSameSizeAs(sample.expected());
        for (int i = 0; i < outputs.length; i++) {
            assertThat(outputs[i])
                    .as("output " + i + " of " + story + ": " + Arrays.toString(outputs))
                    .isCloseTo(sample.expected()[i], within(1e-5));
        }
    }
}
