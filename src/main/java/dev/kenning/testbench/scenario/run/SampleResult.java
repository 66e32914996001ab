package dev.kenning.testbench.scenario.run;

import dev.kenning.testbench.profile.Cost;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one sample gave.
 *
 * @param number the sample's place in its file, from 1
 * @param predictedClass the index of the largest output
 * @param prediction the name of that class
 * @param label the class it should be, if known
 * @param outputs the outputs, dequantised
 * @param mismatch how the outputs miss the expected ones, if they do
 * @param encoding when its input was made into bytes
 * @param start the virtual time at which the inference was asked for
 * @param cost what asking for the inference cost until it was answered
 * @param decoding when its output was made of bytes
 */
public record SampleResult(
        int number,
        int predictedClass,
        String prediction,
        Optional<String> label,
        List<Double> outputs,
        Optional<Mismatch> mismatch,
        Span encoding,
        Duration start,
        Cost cost,
        Span decoding) {

    /**
     * Describes a stretch of time on the board's clock, which stands on simulators while the host thinks.
     *
     * @param start since power-on
     * @param end since power-on
     */
    public record Span(Duration start, Duration end) {

        /** Returns how long it is. */
        public Duration length() {
            return end.minus(start);
        }
    }

    /** Returns when the inference ran: from the question to its answer. */
    public Span inference() {
        return new Span(start, start.plus(cost.virtualTime()));
    }

    /** Returns whether the prediction is right; true where no label says otherwise. */
    public boolean isRight() {
        return label.map(prediction::equals).orElse(true);
    }

    /**
     * The output that is farthest from its expected value.
     *
     * @param index which output
     * @param actual what the device gave
     * @param expected what it should have given
     * @param tolerance how far it may be off
     */
    public record Mismatch(int index, double actual, double expected, double tolerance) {

        /** Finds the worst output that is off by more than the tolerance. */
        static Optional<Mismatch> between(List<Double> actual, List<Double> expected, double tolerance) {
            Optional<Mismatch> worst = Optional.empty();
            double worstError = tolerance;
            for (int i = 0; i < actual.size(); i++) {
                double error = Math.abs(actual.get(i) - expected.get(i));
                if (!(error <= worstError)) {
                    worstError = error;
                    worst = Optional.of(new Mismatch(i, actual.get(i), expected.get(i), tolerance));
                }
            }
            return worst;
        }
    }
}
