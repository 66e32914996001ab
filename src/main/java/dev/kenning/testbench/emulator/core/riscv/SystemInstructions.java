package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;

import dev.kenning.testbench.emulator.core.Interpreted;

/** What instructions do that steer the core itself, and the helpers that the decoder puts into blocks. */
@SuppressWarnings("DoNotCallSuggester") // Instructions that always trap are called by the interpreter.
final class SystemInstructions {

    private SystemInstructions() {}

    static void illegal(Hart h, long[] x, long i, int k) {
        throw h.illegalInstruction(k);
    }

    /**
     * Helper: traps where instructions cannot be fetched; d is the cause, the immediate how far behind
     * the entry that is.
     */
    static void fetchFault(Hart h, long[] x, long i, int k) {
        long address = h.canonical(h.block.addressOf(k) + immediate(i));
        throw h.trap(d(i), address, k).whileFetching();
    }

    /** Helper: checks that floating-point state is on, and marks it as changed. */
    static void beginFloatingPoint(Hart h, long[] x, long i, int k) {
        if ((h.mstatus & Status.FS) != Status.FS) {
            beginFloatContext(h, k);
        }
    }

    @Interpreted
    private static void beginFloatContext(Hart h, int k) {
        if ((h.mstatus & Status.FS) == 0) {
            throw h.illegalInstruction(k);
        }
        h.mstatus |= Status.FS;
    }

    static void environmentCall(Hart h, long[] x, long i, int k) {
        throw h.trap(TrapCause.CALL_FROM_USER + h.privilege, 0, k);
    }

    static void breakpoint(Hart h, long[] x, long i, int k) {
        throw h.trap(TrapCause.BREAKPOINT, h.canonical(h.block.addressOf(k)), k);
    }

    static void machineReturn(Hart h, long[] x, long i, int k) {
        if (h.privilege != Hart.MACHINE) {
            throw h.illegalInstruction(k);
        }
        TrapHandlers.leave(h);
    }

    static void supervisorReturn(Hart h, long[] x, long i, int k) {
        if (h.mayNot(Status.TSR)) {
            throw h.illegalInstruction(k);
        }
        TrapHandlers.leaveOfSupervisor(h);
    }

    /** SFENCE.VMA: whatever addresses it names, everything is looked up again. */
    static void fenceTranslation(Hart h, long[] x, long i, int k) {
        if (h.mayNot(Status.TVM)) {
            throw h.illegalInstruction(k);
        }
        h.translationChanged();
    }

    static void waitForInterrupt(Hart h, long[] x, long i, int k) {
        if (h.privilege != Hart.MACHINE && (h.mstatus & Status.TW) != 0) {
            throw h.illegalInstruction(k);
        }
        if (!h.settings.waitsForNothing()) {
            h.sleeping = true;
            h.interrupt();
        }
    }

    /** FENCE.I: the next instructions are decoded after what has been stored; ending the block is enough. */
    static void fetchAnew(Hart h, long[] x, long i, int k) {}
}
