package dev.kenning.testbench.engine.embedded;

import dev.kenning.testbench.emulator.machine.Level;
import dev.kenning.testbench.emulator.machine.MachineLog;
import dev.kenning.testbench.engine.ExpectationFailedError;
import dev.kenning.testbench.engine.Log;
import dev.kenning.testbench.engine.TextPattern;
import dev.kenning.testbench.engine.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the log of machines in this JVM by the rules of Renode's log tester.
 *
 * <p>Its owner passes each entry to {@link #accept} on the thread that runs the machine. Not thread-safe.
 */
public final class LogTester implements Log {

    private final Timeline timeline;
    private final List<MachineLog.Entry> entries = new ArrayList<>();
    private int next;
    private boolean awaited;

    /** Creates a tester that has seen nothing. */
    public LogTester(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Takes an entry that was logged just now. */
    public void accept(MachineLog.Entry entry) {
        entries.add(entry);
        if (awaited) {
            timeline.interrupt();
        }
    }

    /**
     * Returns the first entry that matches, once there is one; empty if the time is over before.
     *
     * @param pattern matched against {@code source: message}
     * @param level the level that the entry has; any if empty
     * @param keep whether later searches look at the entries up to the match again
     */
    public Optional<MachineLog.Entry> find(TextPattern pattern, Optional<Level> level, boolean keep, Duration timeout) {
        Predicate<MachineLog.Entry> wanted = entry -> level.map(entry.level()::equals)
                        .orElse(true)
                && pattern.groupsIn(entry.source() + ": " + entry.message()).isPresent();
        int[] looked = {next};
        awaited = true;
        try {
            timeline.await(
                    Math.addExact(timeline.nanos(), timeout.toNanos()),
                    () -> {
                        while (looked[0] < entries.size() && !wanted.test(entries.get(looked[0]))) {
                            looked[0]++;
                        }
                        return looked[0] < entries.size();
                    },
                    "for the log entry " + pattern);
        } finally {
            awaited = false;
        }
        if (looked[0] == entries.size()) {
            return Optional.empty();
        }
        if (!keep) {
            next = looked[0] + 1;
        }
        return Optional.of(entries.get(looked[0]));
    }

    @Override
    public String waitForEntry(TextPattern pattern, Duration timeout) {
        return find(pattern, Optional.empty(), false, timeout)
                .map(MachineLog.Entry::message)
                .orElseThrow(() -> new ExpectationFailedError(String.format(
                        Locale.ROOT,
                        "the log has no entry with %s after waiting %.3f s of virtual time (it is %.6f s); its last entry: %s",
                        pattern,
                        timeout.toNanos() / 1e9,
                        timeline.nanos() / 1e9,
                        entries.isEmpty()
                                ? "none"
                                : entries.get(entries.size() - 1).text())));
    }

    @Override
    public void shouldNotAppear(TextPattern pattern, Duration time) {
        find(pattern, Optional.empty(), false, time).ifPresent(entry -> {
            throw new ExpectationFailedError(
                    "the log has an entry with " + pattern + ", which must not appear: " + entry.text());
        });
    }

    /** Returns the entries that no search has passed, oldest first. */
    public List<MachineLog.Entry> unread() {
        return List.copyOf(entries.subList(next, entries.size()));
    }

    /** Forgets every entry. */
    public void clear() {
        entries.clear();
        next = 0;
    }
}
