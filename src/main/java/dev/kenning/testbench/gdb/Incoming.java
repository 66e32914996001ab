package dev.kenning.testbench.gdb;

/** What comes from the other side. */
public sealed interface Incoming {

    /** A request or an answer, its escapes undone, a character for a byte. */
    record Packet(String payload) implements Incoming {}

    /** A packet that did not arrive as it was sent. */
    record Damaged() implements Incoming {}

    /** A packet that is longer than what was promised to be taken. */
    record Oversized() implements Incoming {}

    /** The wish to stop the program. */
    record Interrupt() implements Incoming {}

    /** Says whether the last packet arrived as it was sent. */
    record Acknowledgement(boolean positive) implements Incoming {}
}
