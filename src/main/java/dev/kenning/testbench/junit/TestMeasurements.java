package dev.kenning.testbench.junit;

import dev.kenning.testbench.metrics.ConfusionMatrix;
import dev.kenning.testbench.metrics.Measurements;
import dev.kenning.testbench.profile.OpcodeCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes measurements, with Kenning's keys, of the tests of a class on a board and engine. */
final class TestMeasurements {

    private static final int PROBLEM_SHOWN = 240;

    private TestMeasurements() {}

    /**
     * Makes them.
     *
     * @param testClass the class's name
     * @param again the command that runs these tests again
     */
    static Measurements of(String testClass, Run run, List<TestRecord> tests, String again) {
        Measurements measurements = new Measurements();
        List<InferenceRecord> inferences =
                tests.stream().flatMap(test -> test.inferences().stream()).toList();
        putInferences(measurements, inferences);
        putClassification(measurements, inferences);
        OpcodeCounts opcodes = tests.stream()
                .flatMap(test -> test.cost().stream())
                .map(TestRecord.BoardCost::opcodes)
                .reduce(OpcodeCounts.NONE, OpcodeCounts::plus);
        if (!opcodes.asMap().isEmpty()) {
            measurements.put("opcode_counters", Map.of("all cores", opcodes.asMap()));
        }
        return measurements
                .put("platform", run.board())
                .put("testbench", evidence(testClass, run, tests))
                .putHost("engine", run.engine())
                .putHost("command", List.of(again))
                .putHost("java", Runtime.version().toString())
                .putHost("version", version());
    }

    private static String version() {
        return Objects.requireNonNullElse(
                TestMeasurements.class.getPackage().getImplementationVersion(), "of a source tree");
    }

    private static void putInferences(Measurements measurements, List<InferenceRecord> inferences) {
        if (inferences.isEmpty()) {
            return;
        }
        measurements.put(
                "protocol_inference_step",
                inferences.stream()
                        .map(inference -> TestRecord.seconds(inference.roundTrip()))
                        .toList());
        if (inferences.stream().allMatch(inference -> inference.instructions().isPresent())) {
            measurements.put(
                    "inference_executed_instructions",
                    inferences.stream()
                            .map(inference -> inference.instructions().orElseThrow())
                            .toList());
        }
    }

    /** Tests may run models with other classes; those of the first model that has labels are shown. */
    private static void putClassification(Measurements measurements, List<InferenceRecord> inferences) {
        List<InferenceRecord> labelled = inferences.stream()
                .filter(inference -> inference.prediction().isPresent()
                        && inference
                                .label()
                                .filter(inference.classes()::contains)
                                .isPresent())
                .toList();
        if (labelled.isEmpty()) {
            return;
        }
        List<String> classes = labelled.get(0).classes();
        ConfusionMatrix matrix = new ConfusionMatrix(classes.size());
        labelled.stream()
                .filter(inference -> inference.classes().equals(classes))
                .forEach(inference -> matrix.add(
                        classes.indexOf(inference.label().orElseThrow()),
                        inference.prediction().orElseThrow()));
        measurements
                .put("class_names", classes)
                .put("eval_confusion_matrix", matrix.rows())
                .put("total", matrix.total());
    }

    private static Map<String, Object> evidence(String testClass, Run run, List<TestRecord> tests) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("verdict", verdict(tests));
        evidence.put("test_class", testClass);
        evidence.put("engine", run.engine());
        evidence.put("tests", tests.stream().map(TestRecord::asMap).toList());
        evidence.put(
                "console",
                together(tests, tests.stream().map(TestRecord::console).toList()));
        evidence.put(
                "transcript",
                together(tests, tests.stream().map(TestRecord::transcript).toList()));
        return evidence;
    }

    private static Map<String, Object> verdict(List<TestRecord> tests) {
        List<String> failed = tests.stream()
                .filter(test -> test.result() == TestRecord.Result.FAILED)
                .map(test -> test.name() + ": " + inShort(test.problem()))
                .toList();
        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("passed", failed.isEmpty());
        verdict.put("reasons", failed.isEmpty() ? List.of(tests.size() + " tests passed or were aborted") : failed);
        return verdict;
    }

    /** Assertions break their messages into many lines, the first of which says little. */
    private static String inShort(String problem) {
        String line = problem.replaceAll("\\s+", " ").strip();
        return line.length() > PROBLEM_SHOWN ? line.substring(0, PROBLEM_SHOWN) + "..." : line;
    }

    private static List<String> together(List<TestRecord> tests, List<List<String>> lines) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < tests.size(); i++) {
            if (!lines.get(i).isEmpty()) {
                all.add("--- " + tests.get(i).name());
                all.addAll(lines.get(i));
            }
        }
        return all;
    }
}
