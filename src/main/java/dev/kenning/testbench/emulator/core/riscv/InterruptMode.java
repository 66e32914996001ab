package dev.kenning.testbench.emulator.core.riscv;

/** How a core treats the mode bits that software writes to {@code mtvec}, by Renode's names. */
public enum InterruptMode {
    /** The core does what software writes. */
    AUTO("Auto"),
    /** Every trap goes to the base address, whatever software writes. */
    DIRECT("Direct"),
    /** Interrupts go to four times their number behind the base address, whatever software writes. */
    VECTORED("Vectored");

    private final String renodeName;

    InterruptMode(String renodeName) {
        this.renodeName = renodeName;
    }

    /** Returns Renode's name, a member of {@code InterruptMode}. */
    public String renodeName() {
        return renodeName;
    }

    long of(long value) {
        return switch (this) {
            case AUTO -> value;
            case DIRECT -> value & ~3L;
            case VECTORED -> (value & ~3L) | 1;
        };
    }
}
