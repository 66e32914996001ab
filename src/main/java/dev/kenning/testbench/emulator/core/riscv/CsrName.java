package dev.kenning.testbench.emulator.core.riscv;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The names of control and status registers (Privileged ISA, 2.2), for disassembly and messages. */
final class CsrName {

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(Csr.FFLAGS, "fflags"),
            Map.entry(Csr.FRM, "frm"),
            Map.entry(Csr.FCSR, "fcsr"),
            Map.entry(0x008, "vstart"),
            Map.entry(0x009, "vxsat"),
            Map.entry(0x00A, "vxrm"),
            Map.entry(0x00F, "vcsr"),
            Map.entry(Csr.CYCLE, "cycle"),
            Map.entry(Csr.TIME, "time"),
            Map.entry(Csr.INSTRET, "instret"),
            Map.entry(0xC20, "vl"),
            Map.entry(0xC21, "vtype"),
            Map.entry(0xC22, "vlenb"),
            Map.entry(Csr.CYCLE + Csr.HIGH, "cycleh"),
            Map.entry(Csr.TIME + Csr.HIGH, "timeh"),
            Map.entry(Csr.INSTRET + Csr.HIGH, "instreth"),
            Map.entry(Csr.MVENDORID, "mvendorid"),
            Map.entry(Csr.MARCHID, "marchid"),
            Map.entry(Csr.MIMPID, "mimpid"),
            Map.entry(Csr.MHARTID, "mhartid"),
            Map.entry(Csr.MCONFIGPTR, "mconfigptr"),
            Map.entry(Csr.SSTATUS, "sstatus"),
            Map.entry(Csr.SIE, "sie"),
            Map.entry(Csr.STVEC, "stvec"),
            Map.entry(Csr.SCOUNTEREN, "scounteren"),
            Map.entry(Csr.SSCRATCH, "sscratch"),
            Map.entry(Csr.SEPC, "sepc"),
            Map.entry(Csr.SCAUSE, "scause"),
            Map.entry(Csr.STVAL, "stval"),
            Map.entry(Csr.SIP, "sip"),
            Map.entry(Csr.SATP, "satp"),
            Map.entry(Csr.MEDELEG, "medeleg"),
            Map.entry(Csr.MIDELEG, "mideleg"),
            Map.entry(Csr.MSTATUS, "mstatus"),
            Map.entry(Csr.MISA, "misa"),
            Map.entry(Csr.MIE, "mie"),
            Map.entry(Csr.MTVEC, "mtvec"),
            Map.entry(Csr.MCOUNTEREN, "mcounteren"),
            Map.entry(Csr.MSTATUSH, "mstatush"),
            Map.entry(Csr.MCOUNTINHIBIT, "mcountinhibit"),
            Map.entry(Csr.MSCRATCH, "mscratch"),
            Map.entry(Csr.MEPC, "mepc"),
            Map.entry(Csr.MCAUSE, "mcause"),
            Map.entry(Csr.MTVAL, "mtval"),
            Map.entry(Csr.MIP, "mip"),
            Map.entry(Csr.MCYCLE, "mcycle"),
            Map.entry(Csr.MINSTRET, "minstret"),
            Map.entry(Csr.MCYCLE + Csr.HIGH, "mcycleh"),
            Map.entry(Csr.MINSTRET + Csr.HIGH, "minstreth"));

    private CsrName() {}

    static String of(int number) {
        return known(number).orElseGet(() -> String.format(Locale.ROOT, "0x%03x", number));
    }

    /** Returns the name of a register that has one. */
    static Optional<String> known(int number) {
        if (number >= Csr.PMPADDR && number < Csr.PMPADDR + Csr.PMP_ENTRIES) {
            return Optional.of("pmpaddr" + (number - Csr.PMPADDR));
        }
        if (number >= Csr.PMPCFG && number < Csr.PMPCFG + Csr.PMP_ENTRIES / 4) {
            return Optional.of("pmpcfg" + (number - Csr.PMPCFG));
        }
        return Optional.ofNullable(NAMES.get(number));
    }
}
