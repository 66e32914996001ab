package dev.kenning.testbench.junit;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.host.Inference;
import dev.kenning.testbench.host.InferenceListener;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.TranscriptLine;
import dev.kenning.testbench.protocol.IoSpec;
import dev.kenning.testbench.protocol.Quantization;
import dev.kenning.testbench.scenario.run.Comparison;
import dev.kenning.testbench.scenario.run.Comparison.Limits;
import dev.kenning.testbench.scenario.run.KenningSessions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Notes what a test asks of its device, so that another device can be asked the same and the answers be compared. Not
 * thread-safe.
 */
final class SideBySide {

    private static final int TRANSCRIPT_LINES = 6;

    private final List<Step> steps = new ArrayList<>();
    private Optional<Model> loaded = Optional.empty();

    /** An inference, with the model that made it and what was on the line. */
    private record Step(Model model, Sample sample, Answer answer) {}

    /** What a device said, and the messages about it. */
    private record Answer(Inference inference, List<TranscriptLine> messages) {

        static Answer of(KenningSession session, Inference inference) {
            List<TranscriptLine> all = session.transcript();
            return new Answer(
                    inference, List.copyOf(all.subList(Math.max(0, all.size() - TRANSCRIPT_LINES), all.size())));
        }
    }

    /** Hears a session from now on. */
    void hear(KenningSession session) {
        session.onInference(new Listener(session));
    }

    /** Forgets what a test before has asked; the model stays loaded. */
    void begin() {
        steps.clear();
    }

    /**
     * Asks another device the same and compares its answers.
     *
     * @param first the engine whose answers are there
     * @return what the comparison says, in one line; empty if the test asked nothing
     * @throws AssertionError if an answer differs
     */
    Optional<String> compare(String first, Bench other, KenningSessions otherSessions, double tolerance) {
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        List<Answer> answers = new ArrayList<>();
        try (KenningSession session = otherSessions.open()) {
            Optional<Model> there = Optional.empty();
            for (Step step : steps) {
                if (there.filter(step.model()::equals).isEmpty()) {
                    session.load(step.model());
                    there = Optional.of(step.model());
                }
                answers.add(Answer.of(session, session.infer(step.sample())));
            }
        }
        Comparison comparison = Comparison.ofInferences(
                steps.stream().map(step -> step.answer().inference()).toList(),
                answers.stream().map(Answer::inference).toList(),
                outputStep(steps.get(0).model().ioSpec()),
                new Limits(tolerance, 0, 0, 0));
        String summary = summary(first, other.engine(), comparison);
        if (!comparison.isSame()) {
            throw new AssertionError(summary + explain(first, other.engine(), comparison, answers));
        }
        return Optional.of(summary);
    }

    private static double outputStep(IoSpec spec) {
        return spec.outputs().get(0).quantization().map(Quantization::scale).orElse(0.0);
    }

    private String summary(String first, String second, Comparison comparison) {
        return String.format(
                Locale.ROOT,
                "%s against %s: %d samples, %d differ; at most %.3g apart (relative %.3g, %d ulp), %d of another class;"
                        + " time factor %s",
                second,
                first,
                steps.size(),
                comparison.differing().size(),
                comparison.worst().absolute(),
                comparison.worst().relative(),
                comparison.worst().ulps(),
                comparison.classes(),
                comparison.pace().factor().isEmpty()
                        ? "unknown"
                        : String.format(
                                Locale.ROOT, "%.4f", comparison.pace().factor().getAsDouble()));
    }

    private String explain(String first, String second, Comparison comparison, List<Answer> answers) {
        Comparison.Difference difference = comparison.differing().get(0);
        int index = difference.number() - 1;
        return "\nsample " + difference.number() + " is the first that differs"
                + difference.output().map(output -> ", in output " + output).orElse(", in its class only")
                + tell(first, steps.get(index).answer())
                + tell(second, answers.get(index));
    }

    private static String tell(String engine, Answer answer) {
        return "\n  " + engine + ": class " + answer.inference().predictedClass() + ", outputs "
                + Arrays.toString(answer.inference().output())
                + answer.messages().stream().map(line -> "\n    " + line).collect(Collectors.joining());
    }

    private final class Listener implements InferenceListener {

        private final KenningSession session;

        Listener(KenningSession session) {
            this.session = session;
        }

        @Override
        public void loaded(Model model) {
            loaded = Optional.of(model);
        }

        @Override
        public void decoded(Sample sample, Inference inference) {
            loaded.ifPresent(model -> steps.add(new Step(model, sample, Answer.of(session, inference))));
        }
    }
}
