package dev.kenning.testbench.emulator.core.riscv;

/** The registers that supervisor mode adds (Privileged ISA, 4.1 and 3.1.8). */
final class SupervisorCsrs {

    /** Software, timer and external interrupts of supervisor mode. */
    static final int INTERRUPTS = 1 << 1 | 1 << 5 | 1 << 9;

    static final int SOFTWARE_INTERRUPT = 1 << 1;

    /** Every exception but those that are reserved. */
    private static final int EXCEPTIONS = 0xBFFF;

    private final Hart h;
    private final Csrs csrs;
    private long scratch;
    private int countersForUser;

    SupervisorCsrs(Hart hart, Csrs csrs) {
        h = hart;
        this.csrs = csrs;
    }

    void reset() {
        scratch = 0;
        countersForUser = 0;
    }

    /** Returns {@code scounteren}. */
    int countersForUser() {
        return countersForUser;
    }

    void define() {
        csrs.define(
                Csr.MEDELEG, () -> h.exceptionsDelegated, value -> h.exceptionsDelegated = (int) value & EXCEPTIONS);
        csrs.define(
                Csr.MIDELEG,
                () -> Integer.toUnsignedLong(h.interruptsDelegated),
                value -> h.interruptsDelegated = (int) value & (INTERRUPTS | Csrs.LOCAL_INTERRUPTS));
        csrs.define(
                Csr.SSTATUS,
                () -> csrs.status() & csrs.visibleToSupervisor(),
                value -> csrs.setStatus((int) value, Status.OF_SUPERVISOR));
        csrs.define(
                Csr.SIE, () -> h.mie & delegated(), value -> h.mie = (h.mie & ~delegated()) | (value & delegated()));
        csrs.define(
                Csr.SIP,
                () -> h.pendingInterrupts() & delegated(),
                value -> h.setSoftwarePending((int) value, SOFTWARE_INTERRUPT & h.interruptsDelegated));
        csrs.define(Csr.STVEC, () -> h.stvec, value -> h.stvec = csrs.trapVector("STVEC", value));
        csrs.define(Csr.SCOUNTEREN, () -> countersForUser, value -> countersForUser = (int) value & Csrs.COUNTERS);
        csrs.define(Csr.SSCRATCH, () -> scratch, value -> scratch = value);
        csrs.define(Csr.SEPC, () -> h.sepc, value -> h.sepc = value & csrs.alignment());
        csrs.define(Csr.SCAUSE, () -> h.scause, value -> h.scause = value);
        csrs.define(Csr.SATP, h.paging::satp, this::setTranslation);
        csrs.define(Csr.STVAL, () -> h.stval, value -> h.stval = value);
    }

    private void setTranslation(long value) {
        h.paging.setSatp(value);
        h.translationChanged();
    }

    private long delegated() {
        return Integer.toUnsignedLong(h.interruptsDelegated);
    }
}
