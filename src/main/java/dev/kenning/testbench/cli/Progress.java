package dev.kenning.testbench.cli;

import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how far a run is, how fast it goes and how long it will take: one line that is redrawn on a terminal, a plain line
 * for each tenth elsewhere.
 */
final class Progress implements AutoCloseable {

    private static final int WIDTH = 30;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long SECONDS_PER_MINUTE = 60;

    private final Console console;
    private final String label;
    private final int total;
    private final LongSupplier nanoTime;
    private final long begun;
    private int lastTenth;
    private int drawn;

    /** Begins to count the time now, on a clock in nanoseconds. */
    Progress(Console console, String label, int total, LongSupplier nanoTime) {
        this.console = console;
        this.label = label;
        this.total = total;
        this.nanoTime = nanoTime;
        begun = nanoTime.getAsLong();
    }

    void show(int done) {
        if (total == 0) {
            return;
        }
        if (console.terminal()) {
            String line = bar(done) + pace(done);
            console.err().print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
            console.err().flush();
            drawn = line.length();
            return;
        }
        int tenth = 10 * done / total;
        if (tenth > lastTenth) {
            lastTenth = tenth;
            console.err().println(label + " " + done + "/" + total + pace(done));
        }
    }

    private String bar(int done) {
        String full = console.ascii() ? "#" : "█";
        String empty = console.ascii() ? "." : "░";
        int filled = WIDTH * done / total;
        return label + " [" + full.repeat(filled) + empty.repeat(WIDTH - filled) + "] " + done + "/" + total;
    }

    /** Nothing can be said before some time has passed, nor of the time that is left once all is done. */
    private String pace(int done) {
        double seconds = (nanoTime.getAsLong() - begun) / NANOS_PER_SECOND;
        if (done == 0 || seconds <= 0) {
            return "";
        }
        double rate = done / seconds;
        String text = String.format(Locale.ROOT, rate < 10 ? ", %.1f/s" : ", %.0f/s", rate);
        return done >= total ? text : text + ", " + clock(Math.round((total - done) / rate)) + " left";
    }

    private static String clock(long seconds) {
        return seconds < SECONDS_PER_MINUTE
                ? seconds + " s"
                : seconds / SECONDS_PER_MINUTE + " min " + seconds % SECONDS_PER_MINUTE + " s";
    }

    /** Removes the bar, so that what follows starts on a clean line. */
    @Override
    public void close() {
        if (drawn > 0) {
            console.err().print("\r" + " ".repeat(drawn) + "\r");
            console.err().flush();
            drawn = 0;
        }
    }
}
