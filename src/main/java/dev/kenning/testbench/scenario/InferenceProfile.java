package dev.kenning.testbench.scenario;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.profile.ProfileAggregator;
import dev.kenning.testbench.profile.ProfileSeries;
import dev.kenning.testbench.profile.ProfilerHeader;
import dev.kenning.testbench.profile.Profiling;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sums what a board does while it infers, over virtual time; what it does in between is not in it. */
final class InferenceProfile {

    /** No profile lasts longer. */
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private final Bench bench;
    private final Optional<Duration> step;
    private @Nullable ProfileAggregator aggregator;

    /**
     * Makes a profile without any inference.
     *
     * @param step in which steps of virtual time to sum; nothing is recorded if there is none
     */
    InferenceProfile(Bench bench, Optional<Duration> step) {
        this.bench = bench;
        this.step = step;
    }

    /** Records from now on, if the engine can, until the answer is closed. */
    Profiling record() {
        Optional<Profiling> profiling = step.flatMap(length -> bench.profile(header -> aggregator(header, length)));
        return () -> profiling.ifPresent(Profiling::close);
    }

    private ProfileAggregator aggregator(ProfilerHeader header, Duration length) {
        ProfileAggregator sums = aggregator == null
                ? ProfileAggregator.of(header, length, bench.virtualTime(), FOREVER)
                : aggregator.resumed();
        aggregator = sums;
        return sums;
    }

    /** Returns the sums, if anything was recorded. */
    Optional<ProfileSeries> series() {
        return Optional.ofNullable(aggregator).map(ProfileAggregator::series);
    }
}
