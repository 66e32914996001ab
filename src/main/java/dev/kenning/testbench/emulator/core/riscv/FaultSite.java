package dev.kenning.testbench.emulator.core.riscv;

/** Keeps what a program looked like where it last faulted, because its trap handler soon runs over it. */
final class FaultSite {

    final long[] registers = new long[32];
    long pc;
    int cause;
    long value;
    /** Whether there was a fault since reset. */
    boolean noted;

    /** Notes a fault before its trap is entered. */
    void note(Hart h, int newCause, long newValue) {
        System.arraycopy(h.x, 0, registers, 0, registers.length);
        pc = h.programCounter();
        cause = newCause;
        value = newValue;
        noted = true;
    }

    void clear() {
        noted = false;
    }
}
