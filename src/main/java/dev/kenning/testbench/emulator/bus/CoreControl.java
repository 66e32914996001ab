package dev.kenning.testbench.emulator.bus;

/** What a device that starts and stops a core does to it. */
public interface CoreControl {

    /** Keeps the core from executing, or lets it; time passes either way. */
    void setHalted(boolean halt);

    /** Sets the program counter. */
    void setProgramCounter(long address);

    /** Brings the core to its state after power-on; the count of executed instructions starts again at 0. */
    void reset();

    /**
     * Carries out what must not happen in the middle of an instruction, such as a reset: at once, or after the instruction
     * that is being executed.
     */
    void betweenInstructions(Runnable action);
}
