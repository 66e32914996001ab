package dev.kenning.testbench.emulator.core.riscv;

/** What a row of the {@link VectorInstructions} does. Has no state of its own. */
interface VectorOperation {

    /**
     * Executes an instruction, or throws the trap that it causes.
     *
     * @param word the instruction
     * @param k the instruction's entry in its block
     */
    void execute(Hart h, VectorUnit v, int word, int k);
}
