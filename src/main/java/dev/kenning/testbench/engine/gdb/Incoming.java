package dev.kenning.testbench.engine.gdb;

/** What a client sends. */
sealed interface Incoming {

    /** A request, its escapes undone, a character for a byte. */
    record Request(String payload) implements Incoming {}

    /** A request that did not arrive as it was sent. */
    record Damaged() implements Incoming {}

    /** A request that is longer than what was promised to be taken. */
    record Oversized() implements Incoming {}

    /** The wish to stop the program. */
    record Interrupt() implements Incoming {}

    /** Says whether the last packet arrived as it was sent. */
    record Acknowledgement(boolean positive) implements Incoming {}
}
