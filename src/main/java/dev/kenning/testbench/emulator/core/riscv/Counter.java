package dev.kenning.testbench.emulator.core.riscv;

/** A counter of started instructions that programs can set and stop; the instruction that reads it counts. */
final class Counter {

    private final Hart hart;
    private long offset;
    private boolean inhibited;

    Counter(Hart hart) {
        this.hart = hart;
    }

    void reset() {
        offset = 0;
        inhibited = false;
    }

    long value() {
        return inhibited ? offset : hart.startedAt(hart.entry) + offset;
    }

    void set(long value) {
        offset += value - value();
    }

    void inhibit(boolean stop) {
        long value = value();
        inhibited = stop;
        set(value);
    }
}
