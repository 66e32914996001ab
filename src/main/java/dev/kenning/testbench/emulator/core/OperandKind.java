package dev.kenning.testbench.emulator.core;

/**
 * A kind of operand: how it is written, and what it contributes to the decoded instruction.
 *
 * @param <E> an instruction word seen through its row
 */
public interface OperandKind<E> {

    /** Returns the operand as text. */
    String text(E encoding);

    /** Returns what it contributes to the immediate of the decoded instruction; 0 for most. */
    int immediate(E encoding);
}
