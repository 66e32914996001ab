package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.text.BadInputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Says where a UART is offered to others: {@code tcp:PORT} on this machine, or {@code pty:PATH}. */
public sealed interface TerminalAddress {

    /**
     * A TCP port of this machine.
     *
     * @param port 0 for one that is free
     */
    record Tcp(int port) implements TerminalAddress {}

    /**
     * A pseudo-terminal.
     *
     * @param link the path under which it is found
     */
    record Pty(Path link) implements TerminalAddress {}

    /**
     * Reads an address.
     *
     * @param option where it was given, for messages
     * @throws BadInputException if it is none
     */
    static TerminalAddress parse(String text, String option) {
        try {
            if (text.startsWith("pty:") && text.length() > 4) {
                return new Pty(Path.of(text.substring(4)));
            }
            if (text.startsWith("tcp:")) {
                int port = Integer.parseInt(text.substring(4));
                if (port >= 0 && port <= 0xFFFF) {
                    return new Tcp(port);
                }
            }
        } catch (NumberFormatException | InvalidPathException e) {
            throw new BadInputException(refusal(text, option), e);
        }
        throw new BadInputException(refusal(text, option));
    }

    private static String refusal(String text, String option) {
        return option + " must be tcp:PORT or pty:PATH, is '" + text + "'";
    }
}
