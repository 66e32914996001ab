package dev.kenning.testbench.profile;

/** Hears of each block of instructions that a core has executed: enough to follow calls without looking at the instructions. */
public interface FlowListener {

    /**
     * A block was executed.
     *
     * @param from the address of its first instruction
     * @param end the address behind its last instruction
     * @param instructions how many of them were started
     * @param next the address that the core is to go on at
     * @param link the link register, without the mark of Thumb code
     * @param stackPointer the stack pointer
     * @param context 0 for the program; else the number of the exception that was being handled
     */
    void ran(int from, int end, long instructions, int next, int link, int stackPointer, int context);

    /**
     * The block that is told of next accessed memory or devices.
     *
     * @param loads of memory; of several registers, or elements of a vector, one each
     * @param stores to memory
     * @param reads of devices
     * @param writes to devices
     */
    void accessed(long loads, long stores, long reads, long writes);

    /** Time passed without instructions, in units of an instruction's: the core slept since the last block. */
    void waited(long cycles);
}
