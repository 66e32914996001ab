package dev.kenning.testbench.junit;

import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.report.ShardManifest;
import dev.kenning.testbench.report.TestTimes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes down how long tests took, and which ran in this shard, where tests are divided or their times are asked for; JUnit finds it by
 * itself.
 */
public final class ShardRecord implements TestExecutionListener {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Settings settings = Settings.ofProcess();
    private final Optional<Shard> shard = Shard.of(settings);

    /** Made before anything runs: the file of times may be written anew. */
    private final Optional<String> division =
            shard.map(own -> ShardPlan.of(own, settings).division());

    private final boolean isAsked =
            shard.isPresent() || settings.get(ShardPlan.TIMES).isPresent();
    private final Map<String, Long> started = new ConcurrentHashMap<>();
    private final Map<String, Double> times = new ConcurrentHashMap<>();

    @Override
    public void executionStarted(TestIdentifier test) {
        if (isAsked) {
            started.put(test.getUniqueId(), System.nanoTime());
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Long begin = started.remove(test.getUniqueId());
        if (begin != null && test.isTest()) {
            // Invocations of a parameterized test are of one unit, which is what a shard gets.
            String unit = test.getUniqueId()
                    .replaceFirst("/\\[test-template-invocation:.*|/\\[dynamic-(test|container):.*", "");
            times.merge(unit, (System.nanoTime() - begin) / NANOS_PER_SECOND, Double::sum);
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (!isAsked) {
            return;
        }
        Path folder = ReportFolder.of(settings).path();
        Path file = folder.resolve(TestTimes.FILE);
        Map<String, Double> all = Files.exists(file) ? TestTimes.read(file) : Map.of();
        Map<String, Double> together = new ConcurrentHashMap<>(all);
        together.putAll(times);
        TestTimes.write(file, together);
        shard.ifPresent(own -> {
            String divided = division.orElseThrow();
            ShardManifest.write(folder, own.index(), own.count(), divided, times.keySet());
            System.out.println("testbench: shard " + own + " ran " + times.size() + " tests, divided " + divided);
        });
    }
}
