package dev.kenning.testbench.engine.embedded;

import dev.kenning.testbench.emulator.MachineLog;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.Log;
import dev.kenning.testbench.engine.TextPattern;
import dev.kenning.testbench.engine.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The log of a machine in this JVM, from power-on. */
final class EmbeddedLog implements Log {

    private final Timeline timeline;
    private final List<MachineLog.Entry> entries = new ArrayList<>();
    private int next;
    private boolean awaited;

    EmbeddedLog(Timeline timeline, MachineLog log) {
        this.timeline = timeline;
        log.addListener(this::onEntry);
    }

    @Override
    public String waitForEntry(TextPattern pattern, Duration timeout) {
        return find(pattern, timeout)
                .map(MachineLog.Entry::message)
                .orElseThrow(() -> new EngineException(String.format(
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
        find(pattern, time).ifPresent(entry -> {
            throw new EngineException(
                    "the log has an entry with " + pattern + ", which must not appear: " + entry.text());
        });
    }

    private Optional<MachineLog.Entry> find(TextPattern pattern, Duration timeout) {
        awaited = true;
        try {
            int[] match = {-1};
            timeline.await(
                    Math.addExact(timeline.nanos(), timeout.toNanos()),
                    () -> {
                        match[0] = indexOf(pattern);
                        return match[0] >= 0;
                    },
                    "for the log entry " + pattern);
            if (match[0] < 0) {
                return Optional.empty();
            }
            next = match[0] + 1;
            return Optional.of(entries.get(match[0]));
        } finally {
            awaited = false;
        }
    }

    private int indexOf(TextPattern pattern) {
        for (int i = next; i < entries.size(); i++) {
            if (pattern.groupsIn(entries.get(i).message()).isPresent()) {
                return i;
            }
        }
        return -1;
    }

    private void onEntry(MachineLog.Entry entry) {
        entries.add(entry);
        if (awaited) {
            timeline.interrupt();
        }
    }
}
