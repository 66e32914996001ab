package dev.kenning.testbench.emulator.core.riscv;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** A control and status register that is not RISC-V's own. */
public interface CustomCsr {

    /** Returns its value. */
    long read();

    /** Takes what is written to it. */
    void write(long value);

    /** Returns a register that cannot be changed; what is written to it is ignored. */
    static CustomCsr counting(LongSupplier count) {
        return new CustomCsr() {
            @Override
            public long read() {
                return count.getAsLong();
            }

            @Override
            public void write(long value) {
                // It only counts.
            }
        };
    }

    /** Returns a register that somebody else keeps. */
    static CustomCsr of(LongSupplier read, LongConsumer write) {
        return new CustomCsr() {
            @Override
            public long read() {
                return read.getAsLong();
            }

            @Override
            public void write(long value) {
                write.accept(value);
            }
        };
    }

    /** Returns a register that only keeps what was written last. */
    static CustomCsr storing() {
        return new CustomCsr() {
            private long stored;

            @Override
            public long read() {
                return stored;
            }

            @Override
            public void write(long value) {
                stored = value;
            }
        };
    }
}
