package dev.kenning.testbench.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Prints for a person: in UTF-8 whatever the locale, with a progress bar where there is a terminal.
 *
 * @param out results
 * @param err everything else
 * @param terminal whether somebody watches the lines come
 * @param ascii whether the terminal shows only ASCII
 */
record Console(PrintStream out, PrintStream err, boolean terminal, boolean ascii) {

    /** Returns the console of this process; the start script knows whether it is a terminal and what it can show. */
    static Console ofProcess() {
        boolean terminal = Boolean.getBoolean("testbench.terminal");
        return new Console(
                utf8(FileDescriptor.out), utf8(FileDescriptor.err), terminal, Boolean.getBoolean("testbench.ascii"));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
