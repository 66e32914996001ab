package dev.kenning.testbench.scenario.run;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.profile.ProfileAggregator;
import dev.kenning.testbench.profile.ProfileSeries;
import dev.kenning.testbench.profile.ProfilerDumpWriter;
import dev.kenning.testbench.profile.ProfilerHeader;
import dev.kenning.testbench.profile.ProfilerSink;
import dev.kenning.testbench.profile.Profiling;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records what a board does while it infers, over virtual time; what it does in between is not in it. */
final class InferenceProfile implements AutoCloseable {

    /** No profile lasts longer. */
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private final Bench bench;
    private final Optional<Duration> step;
    private final Optional<Path> dump;
    private @Nullable ProfileAggregator aggregator;
    private @Nullable ProfilerDumpWriter writer;

    /**
     * Makes a profile without any inference.
     *
     * @param step in which steps of virtual time to sum; nothing is summed if there is none
     * @param dump the file to write each entry to, if any
     */
    InferenceProfile(Bench bench, Optional<Duration> step, Optional<Path> dump) {
        this.bench = bench;
        this.step = step;
        this.dump = dump;
    }

    /**
     * Records from now on, if the engine can, until the answer is closed.
     *
     * @throws BadInputException if the file cannot be written
     */
    Profiling record() {
        if (step.isEmpty() && dump.isEmpty()) {
            return () -> {};
        }
        Optional<Profiling> profiling = bench.profile(this::sink);
        return () -> profiling.ifPresent(Profiling::close);
    }

    private ProfilerSink sink(ProfilerHeader header) {
        List<ProfilerSink> sinks = new ArrayList<>();
        step.ifPresent(length -> sinks.add(aggregator(header, length)));
        dump.ifPresent(file -> sinks.add(writer(header, file)));
        return sinks.size() == 1 ? sinks.get(0) : ProfilerSink.all(sinks);
    }

    private ProfileAggregator aggregator(ProfilerHeader header, Duration length) {
        ProfileAggregator sums = aggregator == null
                ? ProfileAggregator.of(header, length, bench.virtualTime(), FOREVER)
                : aggregator.resumed();
        aggregator = sums;
        return sums;
    }

    private ProfilerDumpWriter writer(ProfilerHeader header, Path file) {
        if (writer == null) {
            try {
                Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
                writer = new ProfilerDumpWriter(Files.newOutputStream(file), header);
            } catch (IOException e) {
                throw new BadInputException("profiler_dump_path: cannot write " + file + ": " + e.getMessage(), e);
            }
        }
        return writer;
    }

    /** Returns the sums, if anything was recorded. */
    Optional<ProfileSeries> series() {
        return Optional.ofNullable(aggregator).map(ProfileAggregator::series);
    }

    /** Completes the file. */
    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
    }
}
