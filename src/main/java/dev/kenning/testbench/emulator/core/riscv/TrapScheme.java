package dev.kenning.testbench.emulator.core.riscv;

/** How a core takes exceptions and interrupts that does not follow the Privileged ISA. */
public interface TrapScheme {

    /**
     * Takes an exception; the program counter is at the instruction.
     *
     * @param cause as the Privileged ISA numbers it
     * @param next the address behind the instruction
     */
    void exception(int cause, long next);

    /** Leads the program to its handler if an interrupt is to be taken before the next instruction. */
    void takeInterrupt();

    /** Returns whether a core that waits for an interrupt is to go on. */
    boolean wakes();
}
