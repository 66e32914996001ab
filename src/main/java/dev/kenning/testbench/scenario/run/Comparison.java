package dev.kenning.testbench.scenario.run;

import dev.kenning.testbench.host.Inference;
import dev.kenning.testbench.profile.Counting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Holds what the same scenario gave on another engine against what it gave on the first.
 *
 * @param worst how far outputs are apart at most
 * @param classes how many samples are of another class
 * @param differing the samples that differ by more than is allowed, in order
 * @param pace how the times of inferences go together
 */
public record Comparison(Distance worst, int classes, List<Difference> differing, Pace pace) {

    /**
     * How far two outputs are apart.
     *
     * @param absolute their difference
     * @param relative that, divided by the larger of both
     * @param ulps how many numbers of 32 bits lie between them, itself included
     * @param steps the difference in steps of the output's quantisation; 0 where it is not quantised
     */
    public record Distance(double absolute, double relative, long ulps, double steps) {

        static final Distance NONE = new Distance(0, 0, 0, 0);

        /** Measures two outputs; {@code step} is that of their quantisation, 0 if there is none. */
        static Distance between(double first, double second, double step) {
            if (Double.compare(first, second) == 0 || first == second) {
                return NONE;
            }
            double absolute = Math.abs(first - second);
            if (Double.isNaN(absolute)) {
                return new Distance(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Long.MAX_VALUE, 0);
            }
            double relative = absolute / Math.max(Math.abs(first), Math.abs(second));
            long ulps = Math.abs(ordinal((float) first) - ordinal((float) second));
            return new Distance(absolute, relative, ulps, step > 0 ? absolute / step : 0);
        }

        /** The numbers of 32 bits in their order, both zeros at 0. */
        private static long ordinal(float value) {
            int bits = Float.floatToRawIntBits(value);
            return bits < 0 ? -(long) (bits & Integer.MAX_VALUE) : bits;
        }

        private Distance max(Distance other) {
            return new Distance(
                    Math.max(absolute, other.absolute),
                    Math.max(relative, other.relative),
                    Math.max(ulps, other.ulps),
                    Math.max(steps, other.steps));
        }
    }

    /**
     * How far apart outputs may be: within one of the limits is near enough, and each that is not given is 0.
     *
     * @param absolute largest difference
     * @param relative largest share
     * @param ulps most numbers of 32 bits
     * @param steps most steps of quantisation
     */
    public record Limits(double absolute, double relative, long ulps, double steps) {

        boolean allow(Distance distance) {
            return distance.absolute() <= absolute
                    || distance.relative() <= relative
                    || distance.ulps() <= ulps
                    || (distance.steps() > 0 && distance.steps() <= steps);
        }
    }

    /**
     * A sample that differs.
     *
     * @param number from 1
     * @param output which output is too far off, if one is; else only the class differs
     */
    public record Difference(int number, Optional<Integer> output) {}

    /**
     * How the times of inferences go together: each time is {@code factor} times that of the first engine.
     *
     * @param factor by least squares; nothing where an engine has no times
     * @param spread how far times are from that at most, as a share
     */
    public record Pace(OptionalDouble factor, double spread) {

        private static Pace of(List<Answer> first, List<Answer> other) {
            double products = 0;
            double squares = 0;
            for (int i = 0; i < first.size(); i++) {
                double x = first.get(i).nanos();
                products += x * other.get(i).nanos();
                squares += x * x;
            }
            if (squares == 0 || products == 0) {
                return new Pace(OptionalDouble.empty(), 0);
            }
            double factor = products / squares;
            double spread = 0;
            for (int i = 0; i < first.size(); i++) {
                double expected = factor * first.get(i).nanos();
                spread = Math.max(spread, Math.abs(other.get(i).nanos() - expected) / expected);
            }
            return new Pace(OptionalDouble.of(factor), spread);
        }
    }

    /** Copies the list. */
    public Comparison {
        differing = List.copyOf(differing);
    }

    /**
     * Compares two results of one scenario.
     *
     * @param outputStep the step of the outputs' quantisation, 0 if they are not quantised
     * @throws IllegalArgumentException if they are of different numbers of samples
     */
    public static Comparison of(ScenarioResult first, ScenarioResult other, double outputStep, Limits limits) {
        return of(first.samples(), other.samples(), outputStep, limits);
    }

    /**
     * Compares what two devices made of the same samples.
     *
     * @param outputStep the step of the outputs' quantisation, 0 if they are not quantised
     * @throws IllegalArgumentException if they are of different numbers of samples
     */
    public static Comparison ofInferences(
            List<Inference> first, List<Inference> other, double outputStep, Limits limits) {
        return ofAnswers(
                first.stream().map(Answer::of).toList(),
                other.stream().map(Answer::of).toList(),
                outputStep,
                limits);
    }

    static Comparison of(List<SampleResult> first, List<SampleResult> other, double outputStep, Limits limits) {
        return ofAnswers(
                first.stream().map(Answer::of).toList(),
                other.stream().map(Answer::of).toList(),
                outputStep,
                limits);
    }

    /** What a device made of a sample, and how long that took. */
    private record Answer(int predictedClass, List<Double> outputs, long nanos) {

        static Answer of(SampleResult sample) {
            return new Answer(
                    sample.predictedClass(),
                    sample.outputs(),
                    sample.cost().virtualTime().toNanos());
        }

        static Answer of(Inference inference) {
            return new Answer(
                    inference.predictedClass(),
                    inference.outputs().stream()
                            .flatMap(tensor -> Arrays.stream(tensor).boxed())
                            .toList(),
                    inference.roundTrip().toNanos());
        }
    }

    private static Comparison ofAnswers(List<Answer> first, List<Answer> other, double outputStep, Limits limits) {
        if (first.size() != other.size()) {
            throw new IllegalArgumentException(first.size() + " samples cannot be held against " + other.size());
        }
        Distance worst = Distance.NONE;
        int classes = 0;
        List<Difference> differing = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            Answer mine = first.get(i);
            Answer yours = other.get(i);
            boolean isOther = mine.predictedClass() != yours.predictedClass();
            classes += isOther ? 1 : 0;
            Optional<Integer> output =
                    mine.outputs().size() == yours.outputs().size() ? Optional.empty() : Optional.of(0);
            for (int j = 0; j < Math.min(mine.outputs().size(), yours.outputs().size()); j++) {
                Distance distance =
                        Distance.between(mine.outputs().get(j), yours.outputs().get(j), outputStep);
                worst = worst.max(distance);
                if (output.isEmpty() && !limits.allow(distance)) {
                    output = Optional.of(j);
                }
            }
            if (isOther || output.isPresent()) {
                differing.add(new Difference(i + 1, output));
            }
        }
        return new Comparison(worst, classes, differing, Pace.of(first, other));
    }

    /** Tells whether nothing differs by more than is allowed. */
    public boolean isSame() {
        return differing.isEmpty();
    }

    /** Says which clock an engine's times are of. */
    public static String clock(ScenarioResult result) {
        return result.counting() == Counting.NONE ? "host time" : "virtual time";
    }
}
