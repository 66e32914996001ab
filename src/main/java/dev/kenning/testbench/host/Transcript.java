package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Keeps the first and the latest messages of a session, in bounded memory. Not thread-safe. */
final class Transcript {

    private static final int KEPT = 200;

    private final List<TranscriptLine> first = new ArrayList<>();
    private final Deque<TranscriptLine> latest = new ArrayDeque<>();
    private long leftOut;

    void add(long nanoTime, boolean fromHost, Object message) {
        add(new TranscriptLine(nanoTime, fromHost, message.toString(), PayloadExcerpt.NONE));
    }

    void add(long nanoTime, boolean fromHost, Event event) {
        add(new TranscriptLine(nanoTime, fromHost, event.toString(), PayloadExcerpt.of(event)));
    }

    private void add(TranscriptLine line) {
        if (first.size() < KEPT) {
            first.add(line);
            return;
        }
        latest.add(line);
        if (latest.size() > KEPT) {
            latest.remove();
            leftOut++;
        }
    }

    List<TranscriptLine> lines() {
        List<TranscriptLine> lines = new ArrayList<>(first);
        if (leftOut > 0) {
            lines.add(new TranscriptLine(
                    latest.getFirst().nanoTime(),
                    true,
                    "(" + leftOut + " messages are left out)",
                    PayloadExcerpt.NONE));
        }
        lines.addAll(latest);
        return lines;
    }
}
