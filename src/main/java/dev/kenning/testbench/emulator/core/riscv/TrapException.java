package dev.kenning.testbench.emulator.core.riscv;

/** Unwinds the interpreter to a trap. There is one of each hart, because traps are not rare enough to allocate. */
final class TrapException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private int cause;
    private long value;
    private int entry;
    private boolean started;

    TrapException() {
        super(null, null, false, false);
    }

    /** Sets what happened at an entry of the present block. */
    TrapException with(int newCause, long newValue, int newEntry) {
        cause = newCause;
        value = newValue;
        entry = newEntry;
        started = true;
        return this;
    }

    /** Says that the instruction could not even be fetched, or stays to be executed, and so does not count. */
    TrapException whileFetching() {
        started = false;
        return this;
    }

    int cause() {
        return cause;
    }

    /** Returns what {@code mtval} becomes. */
    long value() {
        return value;
    }

    int entry() {
        return entry;
    }

    boolean started() {
        return started;
    }
}
