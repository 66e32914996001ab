package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.engine.EngineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Looks through the monitor whether a Cortex-M has faulted and given up, when an answer is overdue.
 *
 * <p>On the console there is often nothing. A core that stands at one place inside the handler of a fault, or does not come
 * out of it for a second of virtual time, is such a case; it is told with the stacked registers and the functions.
 */
final class FaultWatch {

    private static final long SECOND = 1_000_000_000;

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

    /** A handler that spins does so within so many bytes. */
    private static final long SPINS_WITHIN = 16;

    private static final int WORDS_SEARCHED = 64;

    private record Sighting(long nanos, long programCounter) {}

    private final RemoteBench bench;
    private final Conversation conversation;
    private final Map<String, Sighting> sightings = new LinkedHashMap<>();

    FaultWatch(RemoteBench bench, Conversation conversation) {
        this.bench = bench;
        this.conversation = conversation;
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

    /**
     * Looks at the cores after nothing has come for a while.
     *
     * @param nanos the virtual time
     * @throws EngineException if the program of one has given up
     */
    void look(long nanos) {
        bench.microcontrollerCores().forEach(core -> look(core, nanos));
    }

    private void look(String core, long nanos) {
        OptionalLong active = word(ICSR);
        if (active.isEmpty() || !FAULTS.containsKey(active.getAsLong() & EXCEPTION)) {
            sightings.remove(core);
            return;
        }
        long programCounter = register(core, "PC").orElse(0);
        Sighting first = sightings.computeIfAbsent(core, any -> new Sighting(nanos, programCounter));
        if (nanos <= first.nanos()) {
            return;
        }
        String fault = FAULTS.getOrDefault(active.getAsLong() & EXCEPTION, "a fault");
        if (Math.abs(programCounter - first.programCounter()) <= SPINS_WITHIN) {
            throw failure(core, fault, "its fault handler gave up", nanos);
        }
        if (nanos - first.nanos() > SECOND) {
            throw failure(core, fault, "its fault handler has not returned for a second", nanos);
        }
    }

    private EngineException failure(String core, String fault, String what, long nanos) {
        return new EngineException(String.format(
                        Locale.ROOT,
                        "the firmware on %s cannot go on: The program on %s faulted, and %s at %.6f s of virtual time.%n%s",
                        bench.board().name(),
                        core,
                        what,
                        nanos / 1e9,
                        story(core, fault))
                + conversation.log());
    }

    private String story(String core, String fault) {
        long status = word(CFSR).orElse(0);
        StringBuilder text = new StringBuilder();
        List<Long> frame = frame(core);
        if (frame.isEmpty()) {
            text.append(fault).append(", whose stacked registers were not found\n");
        } else {
            text.append(fault)
                    .append(" at ")
                    .append(place(frame.get(PROGRAM_COUNTER)))
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
                    .append(name(frame.get(PROGRAM_COUNTER)))
                    .append(" <- ")
                    .append(name(frame.get(LINK)))
                    .append('\n');
        }
        return text.append("handler at ")
                .append(place(register(core, "PC").orElse(0)))
                .toString();
    }

    private void address(StringBuilder text, long status, int valid, String name, long register) {
        if (((status >> valid) & 1) != 0) {
            text.append(
                    String.format(Locale.ROOT, "%s %08X%n", name, word(register).orElse(0)));
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
        List<Long> process = frameAt(register(core, "OtherSP"));
        if (!process.isEmpty()) {
            return process;
        }
        OptionalLong top = register(core, "SP");
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
        OptionalLong status = word(address.getAsLong() + 4L * PROGRAM_STATUS);
        if (status.isEmpty() || (status.getAsLong() & THUMB) == 0 || (status.getAsLong() & 0x00FF_0000L) != 0) {
            return List.of();
        }
        List<Long> frame = new ArrayList<>();
        for (int i = 0; i < FRAME.size(); i++) {
            frame.add(word(address.getAsLong() + 4L * i).orElse(0));
        }
        boolean returnsIntoCode = !symbol(frame.get(LINK) & ~1L).isEmpty()
                || !symbol(frame.get(PROGRAM_COUNTER)).isEmpty();
        return returnsIntoCode ? frame : List.of();
    }

    private String instruction(long address) {
        OptionalLong word = word(address & ~3L);
        OptionalLong next = word((address & ~3L) + 4);
        if (word.isEmpty() || next.isEmpty() || symbol(address).isEmpty()) {
            return "";
        }
        long both = ((next.getAsLong() << 32) | word.getAsLong()) >>> ((address & 2) * 8);
        long first = both & 0xFFFF;
        return first >>> 11 >= 0b11101
                ? String.format(Locale.ROOT, ": %04x %04x", first, (both >>> 16) & 0xFFFF)
                : String.format(Locale.ROOT, ": %04x", first);
    }

    /** Returns where each core is, for messages. */
    String whereCoresAre() {
        return bench.cores().stream()
                .map(core -> core + " is at " + place(register(core, "PC").orElse(0)))
                .collect(Collectors.joining(", "));
    }

    private String place(long address) {
        String symbol = symbol(address);
        return String.format(Locale.ROOT, "0x%08X", address) + (symbol.isEmpty() ? "" : " in " + symbol);
    }

    private String name(long address) {
        String symbol = symbol(address & ~1L);
        return symbol.isEmpty() ? String.format(Locale.ROOT, "0x%08X", address) : symbol;
    }

    private String symbol(long address) {
        String said = tried("sysbus FindSymbolAt 0x" + Long.toHexString(address));
        int offset = said.indexOf('+');
        // What lies in no function gets the name of the one before it, as a guess.
        String symbol = said.contains("(guessed)") ? "" : (offset < 0 ? said : said.substring(0, offset)).strip();
        return symbol.matches("[\\w.$]+") ? symbol : "";
    }

    private OptionalLong word(long address) {
        return number(tried("sysbus ReadDoubleWord 0x" + Long.toHexString(address)));
    }

    private OptionalLong register(String core, String name) {
        return number(tried("sysbus." + core + " " + name));
    }

    private static OptionalLong number(String said) {
        try {
            return OptionalLong.of(Long.decode(said.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** What a release does not know is left out of the story. */
    private String tried(String command) {
        try {
            return conversation.execute(command);
        } catch (EngineException e) {
            if (e.getCause() instanceof dev.kenning.testbench.robot.KeywordFailedException) {
                return "";
            }
            throw e;
        }
    }
}
