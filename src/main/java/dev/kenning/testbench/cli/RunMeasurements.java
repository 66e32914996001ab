package dev.kenning.testbench.cli;

import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.metrics.Fingerprint;
import dev.kenning.testbench.metrics.Measurements;
import dev.kenning.testbench.profile.Profile;
import dev.kenning.testbench.profile.ProfileExport;
import dev.kenning.testbench.scenario.resolve.Scenario;
import dev.kenning.testbench.scenario.run.ScenarioResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run measured, each the same for each run with the same inputs.
 *
 * @param measured under Kenning's keys
 * @param evidence what a report shows beside that
 * @param fingerprint sums up both, and the files that went in
 */
record RunMeasurements(Measurements measured, Map<String, Object> evidence, String fingerprint) {

    private static final String EVIDENCE = "testbench";

    /** What stood for models that the engine lacks. */
    private static final String STUBS = "stubs";

    /** As many functions as a report lists. */
    private static final int FUNCTIONS = 25;

    /**
     * Gathers what a run measured.
     *
     * @throws IOException if a file that went into the run can no longer be read
     */
    static RunMeasurements of(ScenarioResult result, Engine engine) throws IOException {
        Measurements measured = result.measurements();
        Map<String, Object> evidence = evidence(result, engine);
        return new RunMeasurements(measured, evidence, fingerprint(result.scenario(), engine, measured, evidence));
    }

    /** Returns what is to be the same in each run. */
    Map<String, Object> reproducible() {
        Map<String, Object> all = measured.reproducible();
        all.put(EVIDENCE, evidence);
        return all;
    }

    /** Returns all of it with a verdict, which depends on what was asked of the run. */
    Measurements with(RunVerdict verdict) {
        Map<String, Object> all = new LinkedHashMap<>(evidence);
        all.put("verdict", verdict.asMap());
        all.put("fingerprint", fingerprint);
        return measured.put(EVIDENCE, all);
    }

    /** Sums up what went in and what came out, but not what was asked of it. */
    private static String fingerprint(
            Scenario scenario, Engine engine, Measurements measured, Map<String, Object> evidence) throws IOException {
        Fingerprint fingerprint = new Fingerprint()
                .values(measured.reproducible())
                .values(evidence)
                .file(scenario.model().file())
                .file(scenario.samples());
        if (engine.simulates() && scenario.firmware().isPresent()) {
            fingerprint
                    .file(scenario.firmware().get())
                    .file(scenario.script().orElse(scenario.board().platform()));
        }
        return fingerprint.hex();
    }

    /** What a report shows beside what Kenning measures; each is the same for each run with the same inputs. */
    private static Map<String, Object> evidence(ScenarioResult result, Engine engine) throws IOException {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("console", result.record().console());
        evidence.put("transcript", result.record().transcript());
        result.record().memory().ifPresent(digest -> evidence.put("memory_digest", digest));
        if (!result.stubs().isEmpty()) {
            evidence.put(STUBS, result.stubs());
        }
        if (result.calls().isPresent()) {
            Profile calls = result.calls().get();
            evidence.put(
                    "layers",
                    LayerCosts.of(calls, result.scenario().model().file()).stream()
                            .map(LayerCosts.Layer::asMap)
                            .toList());
            ProfileExport export = new ProfileExport(calls);
            evidence.put("calls", export.tree());
            evidence.put("functions", export.functions(FUNCTIONS));
        }
        if (engine.simulates()) {
            result.scenario()
                    .firmware()
                    .flatMap(FirmwareMemory::of)
                    .ifPresent(memory -> evidence.put("memory_map", memory));
        }
        evidence.put("scenario", Files.readString(result.scenario().file()));
        return evidence;
    }
}
