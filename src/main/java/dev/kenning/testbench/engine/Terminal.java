package dev.kenning.testbench.engine;

import java.time.Duration;
import java.util.List;

/** Reads and writes lines on a UART, in virtual time, as Renode's terminal tester does. Not thread-safe. */
public interface Terminal {

    /**
     * A line that came out of the UART.
     *
     * @param text the line without its line ending
     * @param timestamp the virtual time at which its last byte came
     */
    record Line(String text, Duration timestamp) {}

    /**
     * Waits for a line that contains a text; lines that earlier waits have passed are not looked at again.
     *
     * @param timeout virtual time to wait at most
     * @throws EngineException if the line does not come in time; the message shows what came instead
     */
    Line waitForLine(String text, Duration timeout);

    /** Returns every complete line since power-on. */
    List<Line> lines();

    /** Returns everything that came since power-on, an unfinished line included. */
    String text();

    /** Writes a text to the UART. */
    void write(String text);

    /** Writes a text and a carriage return, as a user's terminal does. */
    default void writeLine(String text) {
        write(text + "\r");
    }
}
