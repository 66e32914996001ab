package dev.kenning.testbench.emulator.core.arm;

import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.m;
import static dev.kenning.testbench.emulator.core.Decoded.n;

/** What branches do; when one executes, {@link Processor#pc} holds the address after it. */
final class Branches {

    private Branches() {}

    static void always(Processor p, int[] r, long i, int k) {
        p.pc = immediate(i);
    }

    /** Executes {@code b .}, which waits as Renode's cores do: nothing but an interrupt leads out of it. */
    static void toItself(Processor p, int[] r, long i, int k) {
        p.pc = immediate(i);
        p.waitForInterrupt();
    }

    static void link(Processor p, int[] r, long i, int k) {
        r[14] = p.pc | 1;
        p.pc = immediate(i);
    }

    static void exchange(Processor p, int[] r, long i, int k) {
        p.branchExchange(r[m(i)]);
    }

    static void linkAndExchange(Processor p, int[] r, long i, int k) {
        int target = r[m(i)];
        r[14] = p.pc | 1;
        p.branchAndLink(target);
    }

    static void addToProgramCounter(Processor p, int[] r, long i, int k) {
        p.pc = r[15] + r[m(i)] & ~1;
    }

    static void moveToProgramCounter(Processor p, int[] r, long i, int k) {
        p.pc = r[m(i)] & ~1;
    }

    static void ifZero(Processor p, int[] r, long i, int k) {
        if (r[n(i)] == 0) {
            p.pc = immediate(i);
        }
    }

    static void ifNotZero(Processor p, int[] r, long i, int k) {
        if (r[n(i)] != 0) {
            p.pc = immediate(i);
        }
    }

    static void tableOfBytes(Processor p, int[] r, long i, int k) {
        p.pc += 2 * p.loadByte(r[n(i)] + r[m(i)], k);
    }

    static void tableOfHalves(Processor p, int[] r, long i, int k) {
        p.pc += 2 * p.loadHalf(r[n(i)] + r[m(i)] * 2, k);
    }

    static void eq(Processor p, int[] r, long i, int k) {
        if (p.zero == 0) {
            p.pc = immediate(i);
        }
    }

    static void ne(Processor p, int[] r, long i, int k) {
        if (p.zero != 0) {
            p.pc = immediate(i);
        }
    }

    static void hs(Processor p, int[] r, long i, int k) {
        if (p.carry != 0) {
            p.pc = immediate(i);
        }
    }

    static void lo(Processor p, int[] r, long i, int k) {
        if (p.carry == 0) {
            p.pc = immediate(i);
        }
    }

    static void mi(Processor p, int[] r, long i, int k) {
        if (p.negative < 0) {
            p.pc = immediate(i);
        }
    }

    static void pl(Processor p, int[] r, long i, int k) {
        if (p.negative >= 0) {
            p.pc = immediate(i);
        }
    }

    static void vs(Processor p, int[] r, long i, int k) {
        if (p.overflow < 0) {
            p.pc = immediate(i);
        }
    }

    static void vc(Processor p, int[] r, long i, int k) {
        if (p.overflow >= 0) {
            p.pc = immediate(i);
        }
    }

    static void hi(Processor p, int[] r, long i, int k) {
        if (p.carry != 0 && p.zero != 0) {
            p.pc = immediate(i);
        }
    }

    static void ls(Processor p, int[] r, long i, int k) {
        if (p.carry == 0 || p.zero == 0) {
            p.pc = immediate(i);
        }
    }

    static void ge(Processor p, int[] r, long i, int k) {
        if ((p.negative ^ p.overflow) >= 0) {
            p.pc = immediate(i);
        }
    }

    static void lt(Processor p, int[] r, long i, int k) {
        if ((p.negative ^ p.overflow) < 0) {
            p.pc = immediate(i);
        }
    }

    static void gt(Processor p, int[] r, long i, int k) {
        if (p.zero != 0 && (p.negative ^ p.overflow) >= 0) {
            p.pc = immediate(i);
        }
    }

    static void le(Processor p, int[] r, long i, int k) {
        if (p.zero == 0 || (p.negative ^ p.overflow) < 0) {
            p.pc = immediate(i);
        }
    }
}
