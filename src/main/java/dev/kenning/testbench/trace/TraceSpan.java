package dev.kenning.testbench.trace;

import java.time.Duration;

/**
 * Is something that began and ended.
 *
 * @param subject what, such as {@code zpl_tflm}
 * @param thread on which thread; 0 if nobody says
 * @param enter the event with which it began
 * @param exit the event with which it ended
 * @param depth how many spans of its thread it is in
 */
public record TraceSpan(String subject, long thread, TraceEvent enter, TraceEvent exit, int depth) {

    /** Returns how long it took. */
    public Duration duration() {
        return Duration.ofNanos(exit.nanoTime() - enter.nanoTime());
    }

    /** Returns whether another span lies in it, on the same thread. */
    public boolean contains(TraceSpan other) {
        return thread == other.thread
                && depth < other.depth
                && enter.offset() < other.enter.offset()
                && other.exit.offset() < exit.offset();
    }
}
