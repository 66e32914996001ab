package dev.kenning.testbench.emulator.core.riscv;

import java.util.function.DoubleSupplier;

/**
 * A counter of started instructions, each of which counts as several, that programs can set and stop; the instruction that
 * reads it counts.
 */
final class Counter {

    private final Hart hart;
    private final DoubleSupplier step;
    private long offset;
    private boolean inhibited;

    Counter(Hart hart, DoubleSupplier step) {
        this.hart = hart;
        this.step = step;
    }

    void reset() {
        offset = 0;
        inhibited = false;
    }

    long value() {
        if (inhibited) {
            return offset;
        }
        long started = hart.startedAt(hart.entry);
        double each = step.getAsDouble();
        return (each == 1 ? started : (long) (started * each)) + offset;
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
