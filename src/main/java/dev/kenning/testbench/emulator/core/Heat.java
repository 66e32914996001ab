package dev.kenning.testbench.emulator.core;

/**
 * When a block is worth translating.
 *
 * @param executions how often the block has been executed
 * @param instructions how many instructions the core has executed; a short session is over before a translation pays
 */
public record Heat(long executions, long instructions) {

    /** No block ever is. */
    public static final Heat NEVER = new Heat(Long.MAX_VALUE, Long.MAX_VALUE);
}
