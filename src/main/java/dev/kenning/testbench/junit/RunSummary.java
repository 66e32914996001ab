package dev.kenning.testbench.junit;

import dev.kenning.testbench.report.TestIndex;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints at the end of a run which boards ran on which engines, and makes the index of their reports; JUnit finds it by
 * itself.
 */
public final class RunSummary implements TestExecutionListener {

    private final Map<String, Integer> benches = new ConcurrentSkipListMap<>();
    private final Set<Path> folders = new ConcurrentSkipListSet<>();

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        String run = entry.getKeyValuePairs().get(Run.KEY);
        if (run != null) {
            benches.merge(run, 1, Integer::sum);
        }
        String report = entry.getKeyValuePairs().get(Reporting.REPORT);
        if (report != null) {
            folders.add(Path.of(report).toAbsolutePath().resolveSibling(""));
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (!benches.isEmpty()) {
            System.out.println("testbench: "
                    + benches.entrySet().stream()
                            .map(bench -> bench.getKey() + " ran " + bench.getValue()
                                    + (bench.getValue() == 1 ? " time" : " times"))
                            .collect(Collectors.joining(", ")));
        }
        for (Path folder : folders) {
            System.out.println("testbench: reports are in " + TestIndex.write(folder));
        }
    }
}
