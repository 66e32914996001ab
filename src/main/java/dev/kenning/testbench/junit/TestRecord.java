package dev.kenning.testbench.junit;

import dev.kenning.testbench.profile.BaselineComparison;
import dev.kenning.testbench.profile.OpcodeCounts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a test came to on a board and engine.
 *
 * @param name its name, as reports show it
 * @param result whether it passed
 * @param problem why it did not; empty if it did
 * @param hostTime how long it took on the host
 * @param cost what the board did for it, if the board was powered
 * @param baselines the baselines that it compared
 * @param inferences the inferences that it asked for
 * @param console what the board printed
 * @param transcript the messages of its sessions
 * @param folder where all that is known of it is kept, if it failed
 */
record TestRecord(
        String name,
        Result result,
        String problem,
        Duration hostTime,
        Optional<BoardCost> cost,
        List<BaselineComparison> baselines,
        List<InferenceRecord> inferences,
        List<String> console,
        List<String> transcript,
        Optional<Path> folder) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** What came of it. */
    enum Result {
        PASSED,
        FAILED,
        ABORTED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a board did for a test.
     *
     * @param instructions over all cores; 0 where nothing counts
     * @param time virtual, on a simulated board
     */
    record BoardCost(long instructions, Duration time, OpcodeCounts opcodes) {}

    /** Copies the lists. */
    TestRecord {
        baselines = List.copyOf(baselines);
        inferences = List.copyOf(inferences);
        console = List.copyOf(console);
        transcript = List.copyOf(transcript);
    }

    TestRecord in(Path otherFolder) {
        return new TestRecord(
                name,
                result,
                problem,
                hostTime,
                cost,
                baselines,
                inferences,
                console,
                transcript,
                Optional.of(otherFolder));
    }

    /** Returns what a report's table shows of it. */
    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("result", result.text());
        map.put("problem", problem);
        map.put("host_seconds", seconds(hostTime));
        cost.ifPresent(did -> {
            map.put("board_seconds", seconds(did.time()));
            map.put("instructions", did.instructions());
        });
        map.put("inferences", inferences.size());
        map.put("baselines", baselines.stream().map(TestRecord::baseline).toList());
        folder.ifPresent(kept -> map.put("folder", kept.toString()));
        return map;
    }

    private static Map<String, Object> baseline(BaselineComparison check) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", check.baseline());
        map.put("before", check.before());
        map.put("now", check.now());
        return map;
    }

    static double seconds(Duration time) {
        return time.toNanos() / NANOS_PER_SECOND;
    }
}
