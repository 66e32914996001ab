package dev.kenning.testbench.engine.remote;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tells of the faults of a RISC-V core by its trap registers.
 *
 * <p>Nothing in them says that a handler is at work: {@code mcause} keeps the last cause after MRET. So a fault is one that
 * stands with interrupts off at an instruction that leads nowhere, a jump to itself or a loop around WFI.
 */
final class RiscVFaults implements CoreFaults {

    /** Causes of exceptions that a program does not ask for (Privileged ISA, table 14). */
    private static final Map<Long, String> FAULTS = Map.of(
            0L, "instruction address misaligned",
            1L, "instruction access fault",
            2L, "illegal instruction",
            4L, "load address misaligned",
            5L, "load access fault",
            6L, "store/AMO address misaligned",
            7L, "store/AMO access fault",
            12L, "instruction page fault",
            13L, "load page fault",
            15L, "store/AMO page fault");

    private static final long MIE = 1 << 3;
    private static final long WFI = 0x1050_0073;
    private static final long JUMP_TO_ITSELF = 0x6F;
    private static final long SHORT_JUMP_TO_ITSELF = 0xA001;

    private static final List<String> REGISTERS = List.of("RA", "SP", "GP", "TP", "A0", "A1", "A2", "A3");

    private final Probe probe;

    RiscVFaults(Probe probe) {
        this.probe = probe;
    }

    @Override
    public Optional<String> active(String core) {
        OptionalLong cause = probe.register(core, "MCAUSE");
        OptionalLong status = probe.register(core, "MSTATUS");
        if (cause.isEmpty() || status.isEmpty() || (status.getAsLong() & MIE) != 0) {
            return Optional.empty();
        }
        // Both are 0 from reset on.
        boolean trapped = cause.getAsLong() != 0 || probe.register(core, "MEPC").orElse(0) != 0;
        return trapped && leadsNowhere(probe.register(core, "PC").orElse(0))
                ? Optional.ofNullable(FAULTS.get(cause.getAsLong()))
                : Optional.empty();
    }

    private boolean leadsNowhere(long address) {
        long here = probe.halfWords(address).orElse(0);
        return here == JUMP_TO_ITSELF
                || (here & 0xFFFF) == SHORT_JUMP_TO_ITSELF
                || here == WFI
                || probe.halfWords(address - 4).orElse(0) == WFI;
    }

    @Override
    public boolean mustReturn() {
        return false;
    }

    @Override
    public String story(String core, String fault) {
        long address = probe.register(core, "MEPC").orElse(0);
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s at %s%s, mtval 0x%X%n",
                fault,
                probe.place(address),
                instruction(address),
                probe.register(core, "MTVAL").orElse(0)));
        for (int i = 0; i < REGISTERS.size(); i++) {
            String name = REGISTERS.get(i);
            text.append(String.format(
                    Locale.ROOT,
                    "%-4s %08X%s",
                    name.toLowerCase(Locale.ROOT),
                    probe.register(core, name).orElse(0),
                    i % 4 == 3 ? System.lineSeparator() : "  "));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "mstatus %08X  mtvec %08X  mepc %08X  mcause %X%n",
                        probe.register(core, "MSTATUS").orElse(0),
                        probe.register(core, "MTVEC").orElse(0),
                        address,
                        probe.register(core, "MCAUSE").orElse(0)))
                .append("handler at ")
                .append(probe.place(probe.register(core, "PC").orElse(0)))
                .toString();
    }

    private String instruction(long address) {
        OptionalLong halfWords = probe.halfWords(address);
        if (halfWords.isEmpty()) {
            return "";
        }
        long first = halfWords.getAsLong();
        return (first & 3) == 3
                ? String.format(Locale.ROOT, ": %08x", first)
                : String.format(Locale.ROOT, ": %04x", first & 0xFFFF);
    }
}
