package dev.kenning.testbench.engine.remote;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Tells of the faults of a Cortex-M by its system control block and the frame on its stack. */
final class CortexMFaults implements CoreFaults {

    /** Exceptions HardFault, MemManage, BusFault, UsageFault (Armv7-M ARM, B1.5.2). */
    private static final Map<Long, String> FAULTS =
            Map.of(3L, "HardFault", 4L, "MemManage", 5L, "BusFault", 6L, "UsageFault");

    private static final long ICSR = 0xE000_ED04L;
    private static final long CFSR = 0xE000_ED28L;
    private static final long MMFAR = 0xE000_ED34L;
    private static final long BFAR = 0xE000_ED38L;
    private static final long EXCEPTION = 0x1FF;
    private static final long THUMB = 1L << 24;

    /** Bits of the configurable fault status (Armv7-M ARM, B3.2.15). */
    private static final Map<Integer, String> CAUSES = causes();

    private static final List<String> FRAME = List.of("r0", "r1", "r2", "r3", "r12", "lr", "pc", "xpsr");
    private static final int LINK = 5;
    private static final int PROGRAM_COUNTER = 6;
    private static final int PROGRAM_STATUS = 7;

    private static final int WORDS_SEARCHED = 64;

    private final Probe probe;

    CortexMFaults(Probe probe) {
        this.probe = probe;
    }

    private static Map<Integer, String> causes() {
        Map<Integer, String> causes = new LinkedHashMap<>();
        causes.put(0, "IACCVIOL");
        causes.put(1, "DACCVIOL");
        causes.put(3, "MUNSTKERR");
        causes.put(4, "MSTKERR");
        causes.put(5, "MLSPERR");
        causes.put(7, "MMARVALID");
        causes.put(8, "IBUSERR");
        causes.put(9, "PRECISERR");
        causes.put(10, "IMPRECISERR");
        causes.put(11, "UNSTKERR");
        causes.put(12, "STKERR");
        causes.put(13, "LSPERR");
        causes.put(15, "BFARVALID");
        causes.put(16, "UNDEFINSTR");
        causes.put(17, "INVSTATE");
        causes.put(18, "INVPC");
        causes.put(19, "NOCP");
        causes.put(24, "UNALIGNED");
        causes.put(25, "DIVBYZERO");
        return causes;
    }

    @Override
    public Optional<String> active(String core) {
        OptionalLong active = probe.word(ICSR);
        return active.isEmpty() ? Optional.empty() : Optional.ofNullable(FAULTS.get(active.getAsLong() & EXCEPTION));
    }

    @Override
    public boolean mustReturn() {
        return true;
    }

    @Override
    public String story(String core, String fault) {
        long status = probe.word(CFSR).orElse(0);
        StringBuilder text = new StringBuilder();
        List<Long> frame = frame(core);
        if (frame.isEmpty()) {
            text.append(fault).append(", whose stacked registers were not found\n");
        } else {
            text.append(fault)
                    .append(" at ")
                    .append(probe.place(frame.get(PROGRAM_COUNTER)))
                    .append(instruction(frame.get(PROGRAM_COUNTER)))
                    .append('\n');
            for (int i = 0; i < frame.size(); i++) {
                text.append(String.format(Locale.ROOT, "%-4s %08X", FRAME.get(i), frame.get(i)));
                text.append(i % 4 == 3 ? "\n" : "  ");
            }
        }
        text.append(String.format(Locale.ROOT, "CFSR %08X  %s%n", status, names(status)));
        address(text, status, 7, "MMFAR", MMFAR);
        address(text, status, 15, "BFAR", BFAR);
        if (!frame.isEmpty()) {
            text.append("call chain: ")
                    .append(probe.name(frame.get(PROGRAM_COUNTER)))
                    .append(" <- ")
                    .append(probe.name(frame.get(LINK)))
                    .append('\n');
        }
        return text.append("handler at ")
                .append(probe.place(probe.register(core, "PC").orElse(0)))
                .toString();
    }

    private void address(StringBuilder text, long status, int valid, String name, long register) {
        if (((status >> valid) & 1) != 0) {
            text.append(String.format(
                    Locale.ROOT, "%s %08X%n", name, probe.word(register).orElse(0)));
        }
    }

    private static String names(long status) {
        return CAUSES.entrySet().stream()
                .filter(cause -> ((status >> cause.getKey()) & 1) != 0)
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(" "));
    }

    /** Returns what the core pushed when it took the fault: on the process stack, else on the one that the handler uses. */
    private List<Long> frame(String core) {
        List<Long> process = frameAt(probe.register(core, "OtherSP"));
        if (!process.isEmpty()) {
            return process;
        }
        OptionalLong top = probe.register(core, "SP");
        for (int i = 0; top.isPresent() && i < WORDS_SEARCHED; i++) {
            List<Long> found = frameAt(OptionalLong.of(top.getAsLong() + 4L * i));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private List<Long> frameAt(OptionalLong address) {
        if (address.isEmpty() || address.getAsLong() == 0 || (address.getAsLong() & 3) != 0) {
            return List.of();
        }
        OptionalLong status = probe.word(address.getAsLong() + 4L * PROGRAM_STATUS);
        if (status.isEmpty() || (status.getAsLong() & THUMB) == 0 || (status.getAsLong() & 0x00FF_0000L) != 0) {
            return List.of();
        }
        List<Long> frame = new ArrayList<>();
        for (int i = 0; i < FRAME.size(); i++) {
            frame.add(probe.word(address.getAsLong() + 4L * i).orElse(0));
        }
        boolean returnsIntoCode = !probe.symbol(frame.get(LINK) & ~1L).isEmpty()
                || !probe.symbol(frame.get(PROGRAM_COUNTER)).isEmpty();
        return returnsIntoCode ? frame : List.of();
    }

    private String instruction(long address) {
        OptionalLong halfWords = probe.halfWords(address);
        if (halfWords.isEmpty() || probe.symbol(address).isEmpty()) {
            return "";
        }
        long first = halfWords.getAsLong() & 0xFFFF;
        return first >>> 11 >= 0b11101
                ? String.format(Locale.ROOT, ": %04x %04x", first, halfWords.getAsLong() >>> 16)
                : String.format(Locale.ROOT, ": %04x", first);
    }
}
