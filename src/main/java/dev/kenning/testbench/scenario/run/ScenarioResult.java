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
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a scenario gave.
 *
 * @param scenario what was run
 * @param classNames the classes in the order of the outputs; empty if nobody named them
 * @param modelBytes size of the compiled model
 * @param modelVersion the version of its format, if it tells one
 * @param samples what each sample gave
 * @param statistics what the device reported at the end; nothing if it has no statistics
 * @param counting what the numbers of instructions are worth, and whether the times are virtual
 * @param opcodes instructions by mnemonic since power-on, for each core
 * @param executedInstructions instructions since power-on, over all cores
 * @param virtualTime virtual time since power-on
 * @param profile what inferences did over virtual time, if that was recorded
 * @param record what was said meanwhile
 * @param trace what the firmware traced, if it did
 * @param stubs what stood for devices and cores that the engine lacks
 * @param calls the calls of the first inference, if the run was profiled and the engine can follow them
 */
public record ScenarioResult(
        Scenario scenario,
        List<String> classNames,
        int modelBytes,
        Optional<String> modelVersion,
        List<SampleResult> samples,
        Statistics statistics,
        Counting counting,
        Map<String, OpcodeCounts> opcodes,
        long executedInstructions,
        Duration virtualTime,
        Optional<ProfileSeries> profile,
        SessionRecord record,
        Optional<byte[]> trace,
        List<String> stubs,
        Optional<Profile> calls) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** A version that nobody has written down. */
    private static final String UNKNOWN = "unknown";

    /** Copies the lists. */
    public ScenarioResult {
        classNames = List.copyOf(classNames);
        samples = List.copyOf(samples);
        stubs = List.copyOf(stubs);
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
        Measurements measurements = new Measurements().put("tags", tags());
        putSteps(measurements, "input_preprocess_step", SampleResult::encoding);
        putSteps(measurements, "protocol_inference_step", SampleResult::inference);
        putSteps(measurements, "output_postprocess_step", SampleResult::decoding);
        putStatistics(measurements);
        putClassification(measurements);
        measurements.put(
                "predicted_outputs", samples.stream().map(SampleResult::outputs).toList());
        if (counting != Counting.NONE) {
            putCounts(measurements);
        }
        return measurements
                .put("compiled_model_size", (double) modelBytes)
                .put("model_framework", scenario.model().framework())
                .put("model_version", modelVersion.orElse(UNKNOWN))
                .put(
                        "optimizers",
                        scenario.optimizers().stream()
                                .map(ScenarioResult::optimizer)
                                .toList())
                .put("platform", scenario.board().name())
                .put("build_cfg", scenario.configuration());
    }

    /** What compiled a model is not known from the model. */
    private static Map<String, String> optimizer(String framework) {
        Map<String, String> optimizer = new LinkedHashMap<>();
        optimizer.put("compiler_framework", framework);
        optimizer.put("compiler_version", UNKNOWN);
        return optimizer;
    }

    private List<Map<String, Object>> tags() {
        return samples.stream()
                .flatMap(sample -> Stream.of(
                        tag("preprocess", sample.encoding()),
                        tag("inference", sample.inference()),
                        tag("postprocess", sample.decoding())))
                .toList();
    }

    private static Map<String, Object> tag(String name, SampleResult.Span span) {
        Map<String, Object> tag = new LinkedHashMap<>();
        tag.put("name", name);
        tag.put("start", seconds(span.start()));
        tag.put("end", seconds(span.end()));
        return tag;
    }

    /** A step of an inference is stamped when it is over. */
    private void putSteps(Measurements measurements, String key, Function<SampleResult, SampleResult.Span> step) {
        List<SampleResult.Span> spans = samples.stream().map(step).toList();
        measurements
                .put(key, spans.stream().map(span -> seconds(span.length())).toList())
                .put(
                        key + "_timestamp",
                        spans.stream().map(span -> seconds(span.end())).toList());
    }

    private void putCounts(Measurements measurements) {
        measurements
                .put(
                        "inference_executed_instructions",
                        samples.stream()
                                .map(s -> s.cost().executedInstructions())
                                .toList())
                .put("total_executed_instructions", executedInstructions)
                .put("virtual_time", seconds(virtualTime));
        if (scenario.observation().opcodes()) {
            measurements.put("opcode_counters", opcodeCounters());
        }
        profile.ifPresent(series -> series.asMeasurements().forEach(measurements::put));
    }

    /**
     * The device tells its times once, at the end, which Kenning leaves out; where {@code target_inference_step} is there, its
     * reports want one for each inference.
     */
    private void putStatistics(Measurements measurements) {
        if (!statistics.allocations().isEmpty()) {
            measurements.put("allocation_stats", statistics.allocations());
        }
        Map<String, Double> times = new LinkedHashMap<>();
        for (Statistic statistic : statistics) {
            if (statistic.kind() == Statistic.Kind.INFERENCE_TIME) {
                times.put(statistic.name(), statistic.value() / NANOS_PER_SECOND);
            }
        }
        if (!times.isEmpty()) {
            measurements.put("last_inference", times);
        }
    }

    private void putClassification(Measurements measurements) {
        if (!classNames.isEmpty()) {
            measurements.put("class_names", classNames);
        }
        List<SampleResult> labelled = samples.stream()
                .filter(sample -> sample.label().filter(classNames::contains).isPresent())
                .toList();
        if (labelled.isEmpty()) {
            return;
        }
        ConfusionMatrix matrix = new ConfusionMatrix(classNames.size());
        labelled.forEach(sample -> matrix.add(truth(sample), sample.predictedClass()));
        measurements
                .put(
                        "eval_confusion_matrix",
                        matrix.rows().stream()
                                .map(row -> row.stream().map(Long::doubleValue).toList())
                                .toList())
                .put("total", matrix.total())
                .put(
                        "top_5_count",
                        labelled.stream().filter(this::isAmongTopFive).count())
                .put(
                        "labelled_predictions",
                        labelled.stream().map(this::prediction).toList());
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

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }
}
