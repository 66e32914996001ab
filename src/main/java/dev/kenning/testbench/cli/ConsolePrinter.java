package dev.kenning.testbench.cli;

import java.io.PrintStream;
import java.util.function.Consumer;

/**
 * Prints what a UART sends as it comes, byte by byte, and tells of each line.
 *
 * <p>The carriage return of a line's end is left out, so that a file that it is printed into has lines as files have. Not
 * thread-safe.
 */
final class ConsolePrinter {

    /** Longer ones are told in pieces; a program may print binary data. */
    private static final int LINE_LIMIT = 4096;

    private final PrintStream out;
    private final Consumer<String> lines;
    private final StringBuilder line = new StringBuilder();
    private boolean returned;

    /**
     * Creates a printer.
     *
     * @param lines hears each line without its end
     */
    ConsolePrinter(PrintStream out, Consumer<String> lines) {
        this.out = out;
        this.lines = lines;
    }

    /** Takes a byte, 0 to 255. */
    void accept(int value) {
        if (returned && value != '\n') {
            out.write('\r');
        }
        returned = value == '\r';
        if (!returned) {
            out.write(value);
            // A prompt does not end its line.
            out.flush();
        }
        if (value == '\n' || line.length() == LINE_LIMIT) {
            lines.accept(line.toString());
            line.setLength(0);
        }
        if (value != '\n' && value != '\r') {
            line.append((char) value);
        }
    }
}
