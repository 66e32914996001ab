package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.Interpreted;

/** What entering and leaving the handlers of traps does to a hart (Privileged ISA, 3.1.6.1 and 3.3.2). */
final class TrapHandlers {

    private TrapHandlers() {}

    /** Enters the handler of a trap or, if the top bit of the cause is set, of an interrupt. */
    static void enter(Hart h, long cause, long value) {
        int delegated = cause < 0 ? h.interruptsDelegated : h.exceptionsDelegated;
        if (h.privilege != Hart.MACHINE && (delegated >>> (int) cause & 1) != 0) {
            enterOfSupervisor(h, cause, value);
        } else {
            enterOfMachine(h, cause, value);
        }
        h.selectProtection();
    }

    private static void enterOfMachine(Hart h, long cause, long value) {
        h.mepc = canonicalCounter(h);
        h.mcause = cause;
        h.mtval = value;
        h.mstatus = (h.mstatus & ~(Status.MIE | Status.MPIE | Status.MPP))
                | ((h.mstatus & Status.MIE) != 0 ? Status.MPIE : 0)
                | h.privilege << Status.MPP_SHIFT;
        h.privilege = Hart.MACHINE;
        h.pc = handler(h, h.mtvec, cause);
    }

    private static void enterOfSupervisor(Hart h, long cause, long value) {
        h.sepc = canonicalCounter(h);
        h.scause = cause;
        h.stval = value;
        h.mstatus = (h.mstatus & ~(Status.SIE | Status.SPIE | Status.SPP))
                | ((h.mstatus & Status.SIE) != 0 ? Status.SPIE : 0)
                | (h.privilege == Hart.SUPERVISOR ? Status.SPP : 0);
        h.privilege = Hart.SUPERVISOR;
        h.pc = handler(h, h.stvec, cause);
    }

    private static long canonicalCounter(Hart h) {
        return h.type.is64() ? h.programCounter() : (int) h.pc;
    }

    private static long handler(Hart h, long vector, long cause) {
        long base = vector & ~3L;
        boolean vectored = (vector & 1) != 0 && cause < 0;
        return h.counter(h.target(vectored ? base + 4 * (cause & 0x3FF) : base));
    }

    /** Leaves a handler of machine mode (MRET). */
    @Interpreted
    static void leave(Hart h) {
        h.privilege = (h.mstatus & Status.MPP) >>> Status.MPP_SHIFT;
        boolean enable = (h.mstatus & Status.MPIE) != 0;
        h.mstatus = (h.mstatus & ~(Status.MIE | Status.MPP | (h.privilege == Hart.MACHINE ? 0 : Status.MPRV)))
                | Status.MPIE
                | h.type.levels().lowest() << Status.MPP_SHIFT
                | (enable ? Status.MIE : 0);
        continueAt(h, h.mepc);
    }

    /** Leaves a handler of supervisor mode (SRET). */
    @Interpreted
    static void leaveOfSupervisor(Hart h) {
        h.privilege = (h.mstatus & Status.SPP) != 0 ? Hart.SUPERVISOR : Hart.USER;
        boolean enable = (h.mstatus & Status.SPIE) != 0;
        h.mstatus = (h.mstatus & ~(Status.SIE | Status.SPP | Status.MPRV)) | Status.SPIE | (enable ? Status.SIE : 0);
        continueAt(h, h.sepc);
    }

    private static void continueAt(Hart h, long address) {
        h.handlingFault = false;
        h.selectProtection();
        h.setProgramCounter(address);
        h.interrupt();
    }
}
