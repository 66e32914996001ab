package dev.kenning.testbench.emulator.core.arm;

/** Unwinds the interpreter when an instruction faults; what happened stands in the fault status. */
final class ProgramException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Which exception the architecture raises. */
    private int number;
    /** The entry of the block whose instruction faulted. */
    private int entry;

    private boolean started;
    private boolean undefined;

    ProgramException() {
        super(null, null, false, false);
    }

    /** Describes a fault of an instruction that was started. */
    ProgramException with(int exceptionNumber, int blockEntry) {
        number = exceptionNumber;
        entry = blockEntry;
        started = true;
        undefined = false;
        return this;
    }

    /** Says whether the core knows no such instruction. */
    ProgramException undefined(boolean value) {
        undefined = value;
        return this;
    }

    /** Describes a fault while fetching an instruction. */
    ProgramException whileFetching(int exceptionNumber, int blockEntry) {
        number = exceptionNumber;
        entry = blockEntry;
        started = false;
        undefined = false;
        return this;
    }

    /** Returns whether the faulting instruction was started and so counts as executed. */
    boolean started() {
        return started;
    }

    boolean isUndefined() {
        return undefined;
    }

    int number() {
        return number;
    }

    int entry() {
        return entry;
    }
}
