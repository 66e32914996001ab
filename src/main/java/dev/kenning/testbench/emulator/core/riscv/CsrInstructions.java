package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.n;

/**
 * What instructions on control and status registers do (Unprivileged ISA, 6).
 *
 * <p>The immediate is the register's number; the 5-bit immediate of the second kind stands in {@code n}.
 */
final class CsrInstructions {

    private CsrInstructions() {}

    static void readWrite(Hart h, long[] x, long i, int k) {
        swap(h, x, i, x[n(i)], k);
    }

    static void readWriteImmediate(Hart h, long[] x, long i, int k) {
        swap(h, x, i, n(i), k);
    }

    static void readSet(Hart h, long[] x, long i, int k) {
        long bits = x[n(i)];
        long value = h.csrs.read(immediate(i), k);
        update(h, x, i, value, h.csrs.base(immediate(i), value) | bits, k);
    }

    static void readSetImmediate(Hart h, long[] x, long i, int k) {
        long value = h.csrs.read(immediate(i), k);
        update(h, x, i, value, h.csrs.base(immediate(i), value) | n(i), k);
    }

    static void readClear(Hart h, long[] x, long i, int k) {
        long bits = x[n(i)];
        long value = h.csrs.read(immediate(i), k);
        update(h, x, i, value, h.csrs.base(immediate(i), value) & ~bits, k);
    }

    static void readClearImmediate(Hart h, long[] x, long i, int k) {
        long value = h.csrs.read(immediate(i), k);
        update(h, x, i, value, h.csrs.base(immediate(i), value) & ~(long) n(i), k);
    }

    /** Without a destination the register is not read, so that reading has no side effect. */
    private static void swap(Hart h, long[] x, long i, long newValue, int k) {
        long value = d(i) == Hart.SINK ? 0 : h.csrs.read(immediate(i), k);
        h.csrs.write(immediate(i), newValue, k);
        x[d(i)] = value;
    }

    /** With x0 or 0 as the bits to change the register is not written, so that read-only ones can be read. */
    private static void update(Hart h, long[] x, long i, long value, long newValue, int k) {
        if (n(i) != 0) {
            h.csrs.write(immediate(i), newValue, k);
        }
        x[d(i)] = value;
    }
}
