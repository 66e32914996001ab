package dev.kenning.testbench.cli;

import dev.kenning.testbench.scenario.run.SampleResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/** Writes runs as one JSON document, {@code {"passed": ..., "runs": [...]}}; times are seconds on the board's clock. */
final class JsonResult {

    private JsonResult() {}

    static String of(List<RunOutcome> runs) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("passed", runs.stream().allMatch(RunOutcome::passed));
        all.put("runs", runs.stream().map(JsonResult::run).toList());
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        return new JsonMapper().writer().with(printer).writeValueAsString(all);
    }

    private static Map<String, Object> run(RunOutcome run) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("scenario", run.scenario().file().toString());
        map.put("board", run.scenario().board().name());
        map.put("engine", run.engine());
        map.put("passed", run.passed());
        if (run instanceof RunOutcome.Done done) {
            put(map, done);
        } else if (run instanceof RunOutcome.Broken broken) {
            map.put("error", broken.reason());
        }
        return map;
    }

    private static void put(Map<String, Object> map, RunOutcome.Done run) {
        map.put("missed", run.verdict().missed());
        run.result().accuracy().ifPresent(accuracy -> map.put("accuracy", accuracy));
        if (run.counts()) {
            map.put("instructions_per_inference", run.instructionsPerInference());
            map.put("total_executed_instructions", run.result().executedInstructions());
        }
        map.put(
                run.counts() ? "virtual_time" : "host_time",
                Numbers.seconds(run.result().virtualTime()));
        run.result().statistics().value("peak_allocated").ifPresent(peak -> map.put("peak_allocated", peak));
        map.put(
                "samples",
                run.result().samples().stream()
                        .map(sample -> sample(run, sample))
                        .toList());
    }

    private static Map<String, Object> sample(RunOutcome.Done run, SampleResult sample) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("number", sample.number());
        map.put("prediction", sample.prediction());
        sample.label().ifPresent(label -> map.put("label", label));
        map.put("outputs", sample.outputs());
        if (run.counts()) {
            map.put("instructions", sample.cost().executedInstructions());
        }
        map.put(
                run.counts() ? "virtual_time" : "host_time",
                Numbers.seconds(sample.cost().virtualTime()));
        Optional<String> missed = sample.mismatch().map(mismatch -> RunVerdict.told(sample));
        missed.ifPresent(text -> map.put("missed", text));
        return map;
    }
}
