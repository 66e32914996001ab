package dev.kenning.testbench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts what a simulation did in steps of virtual time; every list has one number for each step. Immutable.
 *
 * @param timestamps when each step begins, in seconds
 * @param executedInstructions instructions started, by core
 * @param memory accesses to memories
 * @param peripherals accesses by the name of the range; every range of the profile is here, memories too, which are 0
 * @param exceptions exceptions and interrupts taken
 * @param exceptionCounts exceptions and interrupts over all steps, by their number
 */
public record ProfileSeries(
        List<Double> timestamps,
        SortedMap<String, List<Long>> executedInstructions,
        Series memory,
        SortedMap<String, Series> peripherals,
        List<Long> exceptions,
        SortedMap<Long, Long> exceptionCounts) {

    /** Reads and writes for each step. */
    public record Series(List<Long> reads, List<Long> writes) {

        /** Copies the lists. */
        public Series {
            reads = List.copyOf(reads);
            writes = List.copyOf(writes);
        }

        /** Returns the sums over all steps. */
        public Accesses total() {
            return new Accesses(sum(reads), sum(writes));
        }

        private Map<String, List<Long>> asMap() {
            Map<String, List<Long>> map = new LinkedHashMap<>();
            map.put("read", reads);
            map.put("write", writes);
            return map;
        }
    }

    /** Copies lists and maps. */
    public ProfileSeries {
        timestamps = List.copyOf(timestamps);
        executedInstructions = Collections.unmodifiableSortedMap(new TreeMap<>(executedInstructions));
        peripherals = Collections.unmodifiableSortedMap(new TreeMap<>(peripherals));
        exceptions = List.copyOf(exceptions);
        exceptionCounts = Collections.unmodifiableSortedMap(new TreeMap<>(exceptionCounts));
    }

    /**
     * Sums a dump of {@code machine EnableProfiler}; see {@link ProfileAggregator} for the rules.
     *
     * @throws ProfilerDumpException if it is malformed or truncated; the text says at which offset
     */
    public static ProfileSeries read(Path dump, Duration step) throws IOException {
        try (ProfilerDumpReader reader = ProfilerDumpReader.open(dump)) {
            ProfileAggregator aggregator = ProfileAggregator.of(reader.header(), step);
            reader.forEach(aggregator);
            return aggregator.series();
        }
    }

    private static long sum(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the instructions of a core over all steps; 0 if there is no core of that name. */
    public long totalInstructions(String cpu) {
        return sum(executedInstructions.getOrDefault(cpu, List.of()));
    }

    /** Returns the accesses over all steps. */
    public Traffic traffic() {
        Map<String, Accesses> devices = new TreeMap<>();
        peripherals.forEach((name, series) -> devices.put(name, series.total()));
        return Traffic.of(memory.total(), devices);
    }

    /** Returns these counts under Kenning's key names, {@code profiler_timestamps} and so on. */
    public Map<String, Object> asMeasurements() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("profiler_timestamps", timestamps);
        map.put("executed_instructions", executedInstructions);
        map.put("memory_accesses", memory.asMap());
        Map<String, Object> devices = new LinkedHashMap<>();
        peripherals.forEach((name, series) -> devices.put(name, series.asMap()));
        map.put("peripheral_accesses", devices);
        map.put("exceptions", exceptions);
        return map;
    }
}
