package dev.kenning.testbench.robot;

/**
 * Bounds what one message may cost its reader.
 *
 * @param bytes size of the document
 * @param depth values inside values
 * @param elements XML elements in the document
 */
record MessageLimits(int bytes, int depth, int elements) {

    /** Room for the longest report of a terminal tester and the log cache; far below what would hurt the JVM. */
    static final MessageLimits DEFAULT = new MessageLimits(16 << 20, 64, 1_000_000);
}
