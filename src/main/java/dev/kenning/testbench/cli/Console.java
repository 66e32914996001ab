package dev.kenning.testbench.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Prints for a person: in UTF-8 whatever the locale, with a progress bar and colours where there is a terminal.
 *
 * @param out results
 * @param err everything else
 * @param terminal whether somebody watches the lines of {@code err} come
 * @param ascii whether the terminal shows only ASCII
 * @param outTerminal whether somebody reads {@code out} on a terminal
 * @param environment the variables of this process
 */
record Console(
        PrintStream out,
        PrintStream err,
        boolean terminal,
        boolean ascii,
        boolean outTerminal,
        Map<String, String> environment) {

    /** What a text is coloured for. */
    enum Colour {
        GOOD("32"),
        BAD("31");

        private final String code;

        Colour(String code) {
            this.code = code;
        }

        private String of(String text) {
            return "\u001b[" + code + "m" + text + "\u001b[0m";
        }
    }

    /** Returns the console of this process; the start script knows what are terminals and what they can show. */
    static Console ofProcess() {
        return new Console(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                Boolean.getBoolean("testbench.terminal"),
                Boolean.getBoolean("testbench.ascii"),
                Boolean.getBoolean("testbench.terminal.out"),
                System.getenv());
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Returns a variable of the environment that is there and not empty. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Returns a text for {@code out}, coloured if that is a terminal and {@code NO_COLOR} is not set (no-color.org). */
    String coloured(Colour colour, String text) {
        return outTerminal && wantsColours() ? colour.of(text) : text;
    }

    /** Prints a complaint on {@code err}, coloured if that is a terminal and {@code NO_COLOR} is not set. */
    void complain(String text) {
        err.println(terminal && wantsColours() ? Colour.BAD.of(text) : text);
    }

    /** Tells whether the user minds colours. */
    boolean wantsColours() {
        return variable("NO_COLOR").isEmpty();
    }
}
