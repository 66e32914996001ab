package dev.kenning.testbench.emulator.core.riscv;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The control and status registers of a hart (Privileged ISA, 2 and 3.1). */
final class Csrs {

    /** Which state must be on before a register may be used. */
    enum Guard {
        NONE,
        /** {@code mstatus.FS}. */
        FLOAT,
        /** {@code mstatus.VS}. */
        VECTOR
    }

    private record Register(LongSupplier read, LongConsumer write, Guard guard) {}

    private static final int MACHINE_INTERRUPTS = 1 << 3 | 1 << 7 | 1 << 11;
    static final int LOCAL_INTERRUPTS = 0xFFFF_0000;
    /** The counters that can be opened to other modes: cycle, time, instret. */
    static final int COUNTERS = 0x7;

    private final @Nullable Register[] registers = new Register[Csr.NUMBERS];
    private final Hart h;
    private final boolean is64;
    private final SupervisorCsrs supervisor;
    private final Counter cycles;
    private final Counter instructions;
    private CsrValidation validation = CsrValidation.FULL;
    private InterruptMode interruptMode = InterruptMode.AUTO;
    private LongSupplier time = () -> 0;
    private Consumer<String> warnings = text -> {};
    private long hartId;
    private long scratch;
    private int countersForOthers;
    private int countersInhibited;

    Csrs(Hart hart, long hartId) {
        h = hart;
        is64 = hart.type.is64();
        cycles = new Counter(hart, hart.settings::cyclesPerInstruction);
        instructions = new Counter(hart, () -> 1);
        supervisor = new SupervisorCsrs(hart, this);
        this.hartId = hartId;
        identification();
        traps();
        counters();
        protection();
        if (hart.type.levels().hasSupervisor()) {
            supervisor.define();
        }
        if (hart.type.has(Extension.F)) {
            floats();
        }
        if (hart.type.has(Extension.V)) {
            vectors();
        }
    }

    void reset() {
        cycles.reset();
        instructions.reset();
        countersForOthers = 0;
        supervisor.reset();
        countersInhibited = 0;
        scratch = 0;
    }

    /** Says where {@code time} comes from. */
    void setTime(LongSupplier source) {
        time = source;
    }

    void setValidation(CsrValidation level) {
        validation = level;
    }

    /** Says who hears of what the core does to values that are written. */
    void setWarnings(Consumer<String> log) {
        warnings = log;
    }

    /** Says what the mode bits of the trap vectors are, from now on. */
    void setInterruptMode(InterruptMode mode) {
        interruptMode = mode;
        h.mtvec = updated("MTVEC", h.mtvec);
        h.stvec = updated("STVEC", h.stvec);
    }

    private long updated(String register, long before) {
        long value = interruptMode.of(before);
        if (value != before) {
            warnings.accept(interruptMode.renodeName() + " interrupt mode set - updating " + register + " from 0x"
                    + Long.toHexString(before) + " to 0x" + Long.toHexString(value));
        }
        return value;
    }

    /** Returns what a trap vector becomes when somebody outside of the program sets it. */
    private long configured(String register, long asked) {
        long value = interruptMode.of(asked);
        if (value != asked) {
            warnings.accept(String.format(
                    Locale.ROOT,
                    "CPU is configured in the %s interrupt mode, modifying %s to 0x%X (tried to set 0x%X)",
                    interruptMode.renodeName(),
                    register,
                    value,
                    asked));
        }
        return value;
    }

    void setHartId(long number) {
        hartId = number;
    }

    CsrValidation validation() {
        return validation;
    }

    /** Adds a register; whether it can be written, and by whom, follows from its number. */
    void define(int number, LongSupplier read, LongConsumer write) {
        define(number, read, write, Guard.NONE);
    }

    /** Adds a register that needs some state to be on. */
    void define(int number, LongSupplier read, LongConsumer write, Guard guard) {
        registers[number] = new Register(read, write, guard);
    }

    /** Returns the numbers of the registers that there are. */
    IntStream numbers() {
        return IntStream.range(0, registers.length).filter(number -> registers[number] != null);
    }

    /** Returns a register's value, on RV32 zero-extended; 0 if there is none. */
    long value(int number) {
        Register register = registers[number];
        long value = register == null ? 0 : register.read().getAsLong();
        return is64 ? value : value & 0xFFFF_FFFFL;
    }

    /** Sets a register for somebody outside of the program, if there is one; a trap vector as the core is configured. */
    void set(int number, long value) {
        boolean isThere = registers[number] != null;
        if (isThere && number == Csr.MTVEC) {
            h.mtvec = configured("MTVEC", value);
        } else if (isThere && number == Csr.STVEC) {
            h.stvec = configured("STVEC", value);
        } else {
            store(number, value);
        }
    }

    private void store(int number, long value) {
        Register register = registers[number];
        if (register != null) {
            register.write().accept(is64 ? value : value & 0xFFFF_FFFFL);
        }
    }

    /** Reads for the instruction at an entry of the present block, and traps if it may not. */
    long read(int number, int k) {
        Register register = use(number, false, k);
        return register == null ? 0 : canonical(register.read().getAsLong());
    }

    /** Writes for the instruction at an entry of the present block, and traps if it may not. */
    void write(int number, long value, int k) {
        Register register = use(number, true, k);
        if (register == null) {
            return;
        }
        store(number, value);
        h.mstatus |= dirtied(register.guard());
        if (h.interruptsToTake() != 0) {
            h.interrupt();
        }
    }

    /** Returns what bits are set and cleared in, given what was read: of mip what software wrote, not what lines add. */
    long base(int number, long read) {
        return number == Csr.MIP ? (read & ~h.lines) | h.softwarePending : read;
    }

    private @Nullable Register use(int number, boolean writes, int k) {
        Register register = registers[number];
        boolean exists = register != null || validation != CsrValidation.FULL;
        boolean allowed = validation == CsrValidation.NONE
                || (h.privilege >= Csr.privilege(number)
                        && !(writes && Csr.isReadOnly(number) && validation == CsrValidation.FULL)
                        && isCounterOpen(number)
                        && !(number == Csr.SATP && h.mayNot(Status.TVM)));
        if (!exists || !allowed || (register != null && isOff(register.guard()))) {
            throw h.illegalInstruction(k);
        }
        h.moveClockTo(k);
        return register;
    }

    private static int dirtied(Guard guard) {
        return switch (guard) {
            case NONE -> 0;
            case FLOAT -> Status.FS;
            case VECTOR -> Status.VS;
        };
    }

    private boolean isOff(Guard guard) {
        return switch (guard) {
            case NONE -> false;
            case FLOAT -> (h.mstatus & Status.FS) == 0;
            case VECTOR -> (h.mstatus & Status.VS) == 0;
        };
    }

    private boolean isCounterOpen(int number) {
        boolean counter = (number & ~(Csr.HIGH | 0x1F)) == Csr.CYCLE;
        if (!counter || h.privilege == Hart.MACHINE) {
            return true;
        }
        boolean asksSupervisor = h.privilege == Hart.USER && h.type.levels().hasSupervisor();
        int open = asksSupervisor ? countersForOthers & supervisor.countersForUser() : countersForOthers;
        return (open >>> (number & 0x1F) & 1) != 0;
    }

    private long canonical(long value) {
        return is64 ? value : (int) value;
    }

    private void identification() {
        constant(Csr.MVENDORID, 0);
        constant(Csr.MARCHID, 0);
        constant(Csr.MIMPID, 0);
        define(Csr.MHARTID, () -> hartId, Csrs::ignore);
        constant(Csr.MCONFIGPTR, 0);
        constant(Csr.MISA, h.type.misa());
    }

    private void constant(int number, long value) {
        define(number, () -> value, Csrs::ignore);
    }

    private void traps() {
        define(Csr.MSTATUS, this::status, value -> setStatus((int) value, ~0));
        if (!is64) {
            constant(Csr.MSTATUSH, 0);
        }
        int ofSupervisor = h.type.levels().hasSupervisor() ? SupervisorCsrs.INTERRUPTS : 0;
        long interrupts = Integer.toUnsignedLong(MACHINE_INTERRUPTS | ofSupervisor | LOCAL_INTERRUPTS);
        define(Csr.MIE, () -> h.mie, value -> h.mie = value & interrupts);
        define(
                Csr.MIP,
                () -> Integer.toUnsignedLong(h.pendingInterrupts()),
                value -> h.setSoftwarePending((int) value, ofSupervisor));
        define(Csr.MTVEC, () -> h.mtvec, value -> h.mtvec = trapVector("MTVEC", value));
        define(Csr.MSCRATCH, () -> scratch, value -> scratch = value);
        define(Csr.MEPC, () -> h.mepc, value -> h.mepc = value & alignment());
        define(Csr.MCAUSE, () -> h.mcause, value -> h.mcause = value);
        define(Csr.MTVAL, () -> h.mtval, value -> h.mtval = value);
    }

    /** Returns the bits of a program counter that exceptions save. */
    long alignment() {
        return h.type.has(Extension.C) ? ~1L : ~3L;
    }

    /** Returns {@code mstatus}. */
    long status() {
        boolean dirty = (h.mstatus & Status.FS) == Status.FS || (h.mstatus & Status.VS) == Status.VS;
        return Integer.toUnsignedLong(h.mstatus) | widths() | (dirty ? 1L << (is64 ? 63 : 31) : 0);
    }

    /** Returns the width of the lower modes' registers, which is that of machine mode. */
    private long widths() {
        return is64
                ? (h.type.levels().hasUser() ? 2L << 32 : 0) | (h.type.levels().hasSupervisor() ? 2L << 34 : 0)
                : 0;
    }

    /** Returns the bits of {@code mstatus} that {@code sstatus} shows. */
    long visibleToSupervisor() {
        return Status.OF_SUPERVISOR | (is64 ? 1L << 63 | 3L << 32 : 1L << 31);
    }

    /** Sets those bits of {@code mstatus} that are asked for and that the core has. */
    void setStatus(int value, int asked) {
        PrivilegeLevels levels = h.type.levels();
        int writable = Status.MIE
                | Status.MPIE
                | Status.MPP
                | (levels.hasUser() ? Status.MPRV | Status.TW : 0)
                | (levels.hasSupervisor()
                        ? (Status.OF_SUPERVISOR & ~(Status.FS | Status.VS)) | Status.TVM | Status.TSR
                        : 0)
                | (h.type.has(Extension.F) ? Status.FS : 0)
                | (h.type.has(Extension.V) ? Status.VS : 0);
        int previous = (value & Status.MPP) >>> Status.MPP_SHIFT;
        if (!levels.include(previous)) {
            writable &= ~Status.MPP;
        }
        writable &= asked;
        int before = h.mstatus;
        h.mstatus = (h.mstatus & ~writable) | (value & writable);
        if (((before ^ h.mstatus) & Status.MXR) != 0) {
            h.translationChanged();
        }
        h.selectProtection();
    }

    /** Returns what {@code mtvec} or {@code stvec} becomes when something is written to it. */
    long trapVector(String register, long written) {
        long value = interruptMode.of(written) & ~2L;
        if (value != written) {
            warnings.accept(register + " value written to CSR corrected from 0x" + Long.toHexString(written) + " to 0x"
                    + Long.toHexString(value)
                    + " because of the selected interrupt mode and privilege architecture");
        }
        return value;
    }

    private void counters() {
        define(Csr.MCOUNTEREN, () -> countersForOthers, value -> countersForOthers = (int) value & COUNTERS);
        define(Csr.MCOUNTINHIBIT, () -> countersInhibited, this::setInhibited);
        counter(Csr.MCYCLE, cycles::value, cycles::set);
        counter(Csr.MINSTRET, instructions::value, instructions::set);
        counter(Csr.CYCLE, cycles::value, Csrs::ignore);
        counter(Csr.INSTRET, instructions::value, Csrs::ignore);
        counter(Csr.TIME, () -> time.getAsLong(), Csrs::ignore);
        for (int i = 0; i < Csr.HPM_COUNTERS; i++) {
            counter(Csr.MHPMCOUNTER3 + i, () -> 0, Csrs::ignore);
            constant(Csr.MHPMEVENT3 + i, 0);
        }
    }

    private void counter(int number, LongSupplier read, LongConsumer write) {
        if (is64) {
            define(number, read, write);
            return;
        }
        define(number, read, value -> write.accept((read.getAsLong() & ~0xFFFF_FFFFL) | value));
        define(
                number + Csr.HIGH,
                () -> read.getAsLong() >>> 32,
                value -> write.accept((read.getAsLong() & 0xFFFF_FFFFL) | value << 32));
    }

    private void setInhibited(long value) {
        countersInhibited = (int) value & 5;
        cycles.inhibit((countersInhibited & 1) != 0);
        instructions.inhibit((countersInhibited & 4) != 0);
    }

    private void protection() {
        for (int i = 0; i < Csr.PMP_ENTRIES; i++) {
            int entry = i;
            define(Csr.PMPADDR + i, () -> h.pmp.address(entry), value -> h.pmp.setAddress(entry, value));
        }
        int bytes = is64 ? 8 : 4;
        for (int i = 0; i < Csr.PMP_ENTRIES / bytes; i++) {
            int first = i * bytes;
            define(
                    Csr.PMPCFG + first / 4,
                    () -> configuration(first, bytes),
                    value -> setConfiguration(first, bytes, value));
        }
    }

    private long configuration(int first, int bytes) {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | h.pmp.configuration(first + i);
        }
        return value;
    }

    private void setConfiguration(int first, int bytes, long value) {
        for (int i = 0; i < bytes; i++) {
            h.pmp.setConfiguration(first + i, (int) (value >>> (8 * i)));
        }
    }

    private static void ignore(long value) {}

    private void floats() {
        define(Csr.FFLAGS, () -> h.floats.flags(), value -> h.floats.setFlags((int) value), Guard.FLOAT);
        define(Csr.FRM, () -> h.floats.dynamicMode(), value -> h.floats.setDynamicMode((int) value), Guard.FLOAT);
        define(
                Csr.FCSR,
                () -> h.floats.flags() | h.floats.dynamicMode() << 5,
                value -> {
                    h.floats.setFlags((int) value);
                    h.floats.setDynamicMode((int) value >>> 5);
                },
                Guard.FLOAT);
    }

    private void vectors() {
        vector(Csr.VSTART, () -> h.vectors.vstart, value -> h.vectors.setStart((int) value));
        vector(Csr.VXSAT, () -> h.vectors.vxsat, value -> h.vectors.vxsat = (int) value & 1);
        vector(Csr.VXRM, () -> h.vectors.vxrm, value -> h.vectors.vxrm = (int) value & 3);
        vector(Csr.VCSR, () -> h.vectors.vxrm << 1 | h.vectors.vxsat, value -> {
            h.vectors.vxsat = (int) value & 1;
            h.vectors.vxrm = (int) value >>> 1 & 3;
        });
        vector(Csr.VL, () -> h.vectors.vl, value -> {});
        vector(Csr.VTYPE, () -> h.vectors.vill ? 1L << (is64 ? 63 : 31) : h.vectors.vtype, value -> {});
        vector(Csr.VLENB, () -> h.vectors.vlenb, value -> {});
    }

    private void vector(int number, LongSupplier read, LongConsumer write) {
        define(number, read, write, Guard.VECTOR);
    }
}
