package dev.kenning.testbench.junit;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.host.Inference;
import dev.kenning.testbench.host.InferenceListener;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.TranscriptLine;
import dev.kenning.testbench.profile.Counting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Keeps what was asked and answered in the sessions of a bench. Not thread-safe. */
final class SessionLog {

    private final Bench bench;
    private final List<KenningSession> sessions = new ArrayList<>();
    private final List<InferenceRecord> inferences = new ArrayList<>();

    SessionLog(Bench bench) {
        this.bench = bench;
    }

    /** Hears a session from now on. */
    void hear(KenningSession session) {
        sessions.add(session);
        session.onInference(new Listener());
    }

    int size() {
        return inferences.size();
    }

    /** Returns the inferences from one on. */
    List<InferenceRecord> inferencesFrom(int first) {
        return List.copyOf(inferences.subList(Math.min(first, inferences.size()), inferences.size()));
    }

    /** Returns the messages of all sessions. */
    List<String> transcript() {
        return sessions.stream()
                .flatMap(session -> session.transcript().stream())
                .map(TranscriptLine::toString)
                .toList();
    }

    /** Returns the messages of all sessions with what they carried. */
    List<String> decoded() {
        List<String> lines = new ArrayList<>();
        for (KenningSession session : sessions) {
            for (TranscriptLine line : session.transcript()) {
                lines.add(line.toString());
                line.payload().forEach(text -> lines.add("    " + text));
            }
        }
        return lines;
    }

    private final class Listener implements InferenceListener {

        private long before;

        @Override
        public void asked() {
            before = counted().orElse(0);
        }

        @Override
        public void answered(Duration roundTrip) {
            OptionalLong after = counted();
            inferences.add(new InferenceRecord(
                    roundTrip,
                    after.isPresent() ? OptionalLong.of(after.getAsLong() - before) : OptionalLong.empty(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    List.of()));
        }

        @Override
        public void decoded(Sample sample, Inference inference) {
            int last = inferences.size() - 1;
            if (last >= 0) {
                InferenceRecord asked = inferences.get(last);
                inferences.set(
                        last,
                        new InferenceRecord(
                                asked.roundTrip(),
                                asked.instructions(),
                                OptionalInt.of(inference.predictedClass()),
                                sample.hasLabel() ? Optional.of(sample.label()) : Optional.empty(),
                                inference.classNames()));
            }
        }

        /** A machine that runs while it is asked does not tell what one inference was. */
        private OptionalLong counted() {
            return bench.counting() == Counting.EXACT
                    ? OptionalLong.of(bench.executedInstructions())
                    : OptionalLong.empty();
        }
    }
}
