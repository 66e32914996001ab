package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.AccessLog;
import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.state.NotState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects what a machine has to say, in Renode's form but stamped with virtual time, so that equal runs write equal
 * logs. Equal consecutive lines are folded into one with a count.
 */
public final class MachineLog implements AccessLog {

    /**
     * One line.
     *
     * @param nanos virtual time in nanoseconds
     * @param source the device or {@code machine-0}
     */
    public record Entry(long nanos, Level level, String source, String message) {

        /** Returns the line as Renode prints it: {@code 00:00:00.0500 [WARNING] usart1: No characters in queue.} */
        public String text() {
            return time() + " [" + level + "] " + (source.isEmpty() ? "" : source + ": ") + message;
        }

        private String time() {
            long seconds = nanos / 1_000_000_000L;
            return String.format(
                    Locale.ROOT,
                    "%02d:%02d:%02d.%04d",
                    seconds / 3600,
                    seconds / 60 % 60,
                    seconds % 60,
                    nanos % 1_000_000_000L / 100_000);
        }

        boolean repeats(Entry other) {
            return level == other.level && source.equals(other.source) && message.equals(other.message);
        }
    }

    /** Hears of every entry, before folding. */
    @FunctionalInterface
    public interface Listener {

        /** Takes an entry. */
        void onEntry(Entry entry);
    }

    private static final int KEPT = 1000;

    private static final class Folded {

        private final Entry entry;
        private int count = 1;

        Folded(Entry entry) {
            this.entry = entry;
        }

        String text() {
            return count == 1 ? entry.text() : entry.text() + " (" + count + ")";
        }
    }

    private final Clock clock;
    private final Deque<Folded> lines = new ArrayDeque<>();

    @NotState
    private final List<Listener> listeners = new ArrayList<>();

    private final Map<String, Level> thresholds = new HashMap<>();
    private Level threshold = Level.INFO;

    /** Creates an empty log stamped by a clock. */
    public MachineLog(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void warn(String source, String message) {
        log(Level.WARNING, source, message);
    }

    @Override
    public boolean hearsWarnings(String source) {
        return Level.WARNING.compareTo(thresholds.getOrDefault(source, threshold)) >= 0;
    }

    @Override
    public void error(String source, String message) {
        log(Level.ERROR, source, message);
    }

    @Override
    public void debug(String source, String message) {
        log(Level.DEBUG, source, message);
    }

    @Override
    public void noise(String source, String message) {
        log(Level.NOISY, source, message);
    }

    @Override
    public boolean hearsNoise(String source) {
        return thresholds.getOrDefault(source, threshold) == Level.NOISY;
    }

    /** Adds a line, unless its level is below the threshold. */
    public void log(Level level, String source, String message) {
        if (level.compareTo(thresholds.getOrDefault(source, threshold)) < 0) {
            return;
        }
        Entry entry = new Entry(clock.nanos(), level, source, message);
        Folded last = lines.peekLast();
        if (last != null && last.entry.repeats(entry)) {
            last.count++;
        } else {
            if (lines.size() == KEPT) {
                lines.removeFirst();
            }
            lines.addLast(new Folded(entry));
        }
        for (Listener listener : List.copyOf(listeners)) {
            listener.onEntry(entry);
        }
    }

    /** Sets the lowest level that is kept; {@link Level#INFO} at first. */
    public void setThreshold(Level level) {
        threshold = level;
    }

    /** Sets the lowest level that is kept of one source, such as {@code usart1}. */
    public void setThreshold(String source, Level level) {
        thresholds.put(source, level);
    }

    /** Returns the lowest level that is kept. */
    public Level threshold() {
        return threshold;
    }

    /** Returns the lowest levels of the sources that have one of their own, in the order of their names. */
    public Map<String, Level> sourceThresholds() {
        return new TreeMap<>(thresholds);
    }

    /** Returns the last lines, oldest first; at most 1000 are kept. */
    public List<String> lines() {
        return lines.stream().map(Folded::text).toList();
    }

    /** Returns the last lines as the monitor's {@code lastLog} shows them: a blank stands where no count does. */
    public List<String> shownLines() {
        return lines.stream()
                .map(line -> line.count == 1 ? line.text() + " " : line.text())
                .toList();
    }

    /** Adds a listener. */
    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    /** Removes a listener. */
    public void removeListener(Listener listener) {
        listeners.remove(listener);
    }
}
