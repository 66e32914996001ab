package dev.kenning.testbench.scenario.run;

import dev.kenning.testbench.metrics.ConfusionMatrix;
import dev.kenning.testbench.metrics.Measurements;
import dev.kenning.testbench.profile.Counting;
import dev.kenning.testbench.profile.OpcodeCounts;
import dev.kenning.testbench.profile.Profile;
import dev.kenning.testbench.profile.ProfileSeries;
import dev.kenning.testbench.protocol.Statistic;
import dev.kenning.testbench.protocol.Statistics;
import dev.kenning.testbench.scenario.resolve.Scenario;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What a scenario gave.
 *
 * @param scenario what was run
 * @param classNames the classes in the order of the outputs; empty if nobody named them
 * @param modelBytes size of the compiled model
 * @param samples what each sample gave
 * @param statistics what the device reported at the end; nothing if it has no statistics
 * @param counting what the numbers of instructions are worth, and whether the times are virtual
 * @param opcodes instructions by mnemonic since power-on, for each core
 * @param executedInstructions instructions since power-on, over all cores
 * @param virtualTime virtual time since power-on
 * @param profile what inferences did over virtual time, if that was recorded
 * @param record what was said meanwhile
 * @param trace what the firmware traced, if it did
 * @param calls the calls of the first inference, if the run was profiled and the engine can follow them
 */
public record ScenarioResult(
        Scenario scenario,
        List<String> classNames,
        int modelBytes,
        List<SampleResult> samples,
        Statistics statistics,
        Counting counting,
        Map<String, OpcodeCounts> opcodes,
        long executedInstructions,
        Duration virtualTime,
        Optional<ProfileSeries> profile,
        SessionRecord record,
        Optional<byte[]> trace,
        Optional<Profile> calls) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Copies the lists. */
    public ScenarioResult {
        classNames = List.copyOf(classNames);
        samples = List.copyOf(samples);
    }

    /** Returns the share of samples whose label was predicted, if any sample has a label. */
    public OptionalDouble accuracy() {
        return samples.stream()
                .filter(sample -> sample.label().isPresent())
                .mapToDouble(sample -> sample.isRight() ? 1 : 0)
                .average();
    }

    /** Returns the samples whose outputs miss the expected ones. */
    public List<SampleResult> mismatches() {
        return samples.stream().filter(sample -> sample.mismatch().isPresent()).toList();
    }

    /** Returns the measurements, without what depends on the host. */
    public Measurements measurements() {
        Measurements measurements = new Measurements()
                .put(
                        "protocol_inference_step",
                        seconds(samples.stream()
                                .map(s -> s.cost().virtualTime())
                                .toList()))
                .put(
                        "protocol_inference_step_timestamp",
                        seconds(samples.stream().map(SampleResult::start).toList()));
        if (!statistics.allocations().isEmpty()) {
            measurements.put("allocation_stats", statistics.allocations());
        }
        putDeviceTimes(measurements);
        putClassification(measurements);
        measurements.put(
                "predicted_outputs", samples.stream().map(SampleResult::outputs).toList());
        if (counting != Counting.NONE) {
            putCounts(measurements);
        }
        return measurements
                .put("compiled_model_size", modelBytes)
                .put("model_framework", scenario.model().framework())
                .put("platform", scenario.board().name());
    }

    private void putCounts(Measurements measurements) {
        measurements
                .put(
                        "inference_executed_instructions",
                        samples.stream()
                                .map(s -> s.cost().executedInstructions())
                                .toList())
                .put("total_executed_instructions", executedInstructions)
                .put("virtual_time", virtualTime.toNanos() / NANOS_PER_SECOND);
        if (scenario.observation().opcodes()) {
            measurements.put("opcode_counters", opcodeCounters());
        }
        profile.ifPresent(series -> series.asMeasurements().forEach(measurements::put));
    }

    private void putDeviceTimes(Measurements measurements) {
        for (Statistic statistic : statistics) {
            if (statistic.kind() == Statistic.Kind.INFERENCE_TIME) {
                measurements.put(statistic.name(), List.of(statistic.value() / NANOS_PER_SECOND));
            }
        }
    }

    private void putClassification(Measurements measurements) {
        measurements.put("class_names", classNames);
        List<SampleResult> labelled = samples.stream()
                .filter(sample -> sample.label().filter(classNames::contains).isPresent())
                .toList();
        if (labelled.isEmpty()) {
            return;
        }
        ConfusionMatrix matrix = new ConfusionMatrix(classNames.size());
        labelled.forEach(sample -> matrix.add(truth(sample), sample.predictedClass()));
        measurements
                .put("eval_confusion_matrix", matrix.rows())
                .put("total", matrix.total())
                .put(
                        "top_5_count",
                        labelled.stream().filter(this::isAmongTopFive).count())
                .put("predictions", labelled.stream().map(this::prediction).toList());
    }

    private Map<String, Integer> prediction(SampleResult sample) {
        Map<String, Integer> prediction = new LinkedHashMap<>();
        prediction.put("target", truth(sample));
        prediction.put("prediction", sample.predictedClass());
        return prediction;
    }

    private int truth(SampleResult sample) {
        return classNames.indexOf(sample.label().orElseThrow());
    }

    private boolean isAmongTopFive(SampleResult sample) {
        double own = sample.outputs().get(truth(sample));
        return IntStream.range(0, sample.outputs().size())
                        .filter(i -> sample.outputs().get(i) > own)
                        .count()
                < 5;
    }

    private Map<String, Map<String, Long>> opcodeCounters() {
        Map<String, Map<String, Long>> byCore = new LinkedHashMap<>();
        opcodes.forEach((core, counts) -> byCore.put(core, counts.asMap()));
        return byCore;
    }

    private static List<Double> seconds(List<Duration> durations) {
        return durations.stream().map(d -> d.toNanos() / NANOS_PER_SECOND).toList();
    }
}
