package dev.kenning.testbench.emulator.core.arm;

/** Keeps what a program looked like where it last faulted, because its fault handler soon runs over it. */
final class FaultSite {

    /** Registers, 15 is the address of the instruction. */
    final int[] registers = new int[16];

    int programStatus;
    /** The exception that was raised, or 0 if there was no fault since reset. */
    int exceptionNumber;
    /** CFSR at that moment; a handler may clear the register. */
    int configurable;

    /** Notes a fault before its exception is entered. */
    void note(Processor p, int number) {
        System.arraycopy(p.r, 0, registers, 0, registers.length);
        registers[15] = p.pc;
        programStatus = p.programStatus();
        exceptionNumber = number;
        configurable = p.control.faults.configurable;
    }

    void clear() {
        exceptionNumber = 0;
    }
}
