package dev.kenning.testbench.emulator.core.arm;

import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.n;

import dev.kenning.testbench.emulator.core.Interpreted;

/** What instructions do that steer the processor itself, and the helpers that the decoder puts into blocks. */
@SuppressWarnings("DoNotCallSuggester") // Instructions that always fault are called by the interpreter.
final class SystemInstructions {

    private static final int FLAG_F = 1;
    private static final int FLAG_I = 2;

    private SystemInstructions() {}

    static void nop(Processor p, int[] r, long i, int k) {}

    /** ISB: the next instructions are decoded after what has been stored; ending the block is enough. */
    static void fetchAnew(Processor p, int[] r, long i, int k) {}

    /** Skips the entries that the immediate counts unless the condition in {@code d} holds; returns where to go on. */
    static int ifThen(Processor p, int[] r, long i, int k) {
        if (p.passes(d(i))) {
            return k;
        }
        return Math.max(k, Math.min(k + immediate(i), p.limit - 1));
    }

    /** Helper: the same while patterns of the user are counted, which do not count what is skipped. */
    static int ifThenCounting(Processor p, int[] r, long i, int k) {
        int next = ifThen(p, r, i, k);
        p.noteSkipped(k, next);
        return next;
    }

    /** Helper: gives the next instruction its PC to read. */
    static void setProgramCounter(Processor p, int[] r, long i, int k) {
        r[15] = immediate(i);
    }

    /** Helper: clears the low bits of SP, which always read 0, after an instruction that may have set them. */
    static void alignStackPointer(Processor p, int[] r, long i, int k) {
        r[13] &= ~3;
    }

    /** Helper: checks access before floating-point instructions, and begins a context (ExecuteFPCheck). */
    static void beginFloatingPoint(Processor p, int[] r, long i, int k) {
        if (p.floatContextActive == 0 || !p.control.isFloatingPointOpen()) {
            checkFloatingPoint(p, k);
        }
    }

    /** Does so where it is not plain that there is nothing to do, as in the midst of a computation. */
    @Interpreted
    private static void checkFloatingPoint(Processor p, int k) {
        SystemControl control = p.control;
        if (!control.allowsFloatingPoint(p.isPrivileged())) {
            throw p.usageFault(FaultStatus.NOCP, k);
        }
        if (control.isLazySavePending()) {
            p.saveLazily(k);
        }
        if (p.floatContextActive == 0 && control.savesFloatContext()) {
            p.floats.setModes(control.floatDefaultStatus);
            p.floatContextActive = 1;
        }
    }

    static void undefined(Processor p, int[] r, long i, int k) {
        throw p.usageFault(FaultStatus.UNDEFINSTR, k);
    }

    static void noCoprocessor(Processor p, int[] r, long i, int k) {
        throw p.usageFault(FaultStatus.NOCP, k);
    }

    /** Helper: stops the run at an encoding that is in no row. */
    static void unknown(Processor p, int[] r, long i, int k) {
        throw p.unknownInstruction(k);
    }

    /** Helper: faults where instructions cannot be fetched; the immediate is the CFSR bit. */
    static void fetchFault(Processor p, int[] r, long i, int k) {
        throw p.fetchFault(immediate(i), k);
    }

    static void breakpoint(Processor p, int[] r, long i, int k) {
        throw p.hardFault(FaultStatus.DEBUGEVT, k);
    }

    static void supervisorCall(Processor p, int[] r, long i, int k) {
        p.supervisorCall = true;
        p.interrupt();
    }

    static void waitForInterrupt(Processor p, int[] r, long i, int k) {
        p.waitForInterrupt();
    }

    static void waitForEvent(Processor p, int[] r, long i, int k) {
        if (p.settings.sendsNoEvents()) {
            return;
        }
        if (p.eventRegister) {
            p.eventRegister = false;
        } else {
            p.sleeping = true;
            p.sleepsUntilEvent = true;
            p.interrupt();
        }
    }

    static void sendEvent(Processor p, int[] r, long i, int k) {
        if (!p.settings.sendsNoEvents()) {
            p.eventRegister = true;
        }
    }

    static void clearExclusive(Processor p, int[] r, long i, int k) {
        p.exclusive = false;
    }

    static void enableInterrupts(Processor p, int[] r, long i, int k) {
        changeInterrupts(p, immediate(i), 0);
    }

    static void disableInterrupts(Processor p, int[] r, long i, int k) {
        changeInterrupts(p, immediate(i), 1);
    }

    private static void changeInterrupts(Processor p, int flags, int value) {
        if (!p.isPrivileged()) {
            return;
        }
        if ((flags & FLAG_I) != 0) {
            p.primask = value;
        }
        if ((flags & FLAG_F) != 0 && (value == 0 || p.control.exceptions.executionPriority(p) > -1)) {
            p.faultmask = value;
            p.selectProtection();
        }
        p.interrupt();
    }

    static void mrs(Processor p, int[] r, long i, int k) {
        r[d(i)] = SpecialRegister.read(p, immediate(i));
    }

    static void msr(Processor p, int[] r, long i, int k) {
        SpecialRegister.write(p, immediate(i) & 0xFF, immediate(i) >>> 8, r[n(i)]);
        p.interrupt();
    }
}
