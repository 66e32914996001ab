package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.elf.Symbol;
import dev.kenning.testbench.text.TableFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Describes an instruction that some releases of Renode execute wrongly or not at all: a row of {@code wrong-instructions.txt}.
 *
 * @param mask the bits that are fixed
 * @param bits what they are
 * @param effect what happens instead
 * @param right the first release that executes it as the architecture says
 */
record WrongInstruction(int mask, int bits, String mnemonic, String effect, RenodeVersion right) {

    private static final int COLUMNS = 4;
    private static final int HALFWORD = 16;
    private static final int FUNCTIONS_SHOWN = 3;

    /** The highest five bits of a halfword that starts a 32-bit instruction are at least these. */
    private static final int WIDE = 0b11101;

    private static final List<WrongInstruction> ROWS = TableFile.read(
                    WrongInstruction.class, "wrong-instructions.txt", COLUMNS)
            .map(WrongInstruction::of)
            .toList();

    private static WrongInstruction of(List<String> row) {
        String encoding = row.get(0).replace(" ", "");
        return new WrongInstruction(
                Integer.parseUnsignedInt(encoding.replaceAll("[01]", "1").replaceAll("[^01]", "0"), 2),
                Integer.parseUnsignedInt(encoding.replaceAll("[^01]", "0"), 2),
                row.get(1),
                row.get(2),
                RenodeVersion.parse("v" + row.get(3)).orElseThrow());
    }

    /** Returns the row of an instruction, its first halfword above, if there is one. */
    static Optional<WrongInstruction> of(int instruction) {
        return ROWS.stream().filter(row -> (instruction & row.mask) == row.bits).findFirst();
    }

    /**
     * Returns what a release gets wrong of a program, one sentence for each mnemonic with the functions that have it; nothing
     * if the program is not for Arm or has no symbols.
     */
    static List<String> in(ElfFile program, RenodeVersion version) {
        if (program.machine() != ElfFile.ARM || program.is64()) {
            return List.of();
        }
        Map<WrongInstruction, List<String>> functions = new LinkedHashMap<>();
        for (ElfFile.Segment segment : program.segments()) {
            program.symbols().names().stream()
                    .flatMap(name -> program.symbols().named(name).stream())
                    .filter(Symbol::function)
                    .forEach(symbol -> look(symbol, segment, functions));
        }
        return functions.entrySet().stream()
                .filter(found -> version.isBefore(found.getKey().right))
                .map(found -> found.getKey().sentence(program.name(), found.getValue(), version))
                .toList();
    }

    private String sentence(String file, List<String> functions, RenodeVersion version) {
        return "Renode " + version.text() + " does not execute " + mnemonic + " as the core does (" + effect + "), and "
                + file + " has it in "
                + functions.stream().limit(FUNCTIONS_SHOWN).collect(Collectors.joining(", "))
                + (functions.size() > FUNCTIONS_SHOWN ? " and others" : "") + ". Build the firmware with"
                + " -mfpu=fpv4-sp-d16, or take Renode " + right.text() + " or the embedded engine.";
    }

    private static void look(Symbol symbol, ElfFile.Segment segment, Map<WrongInstruction, List<String>> functions) {
        byte[] code = segment.bytes();
        long start = (symbol.address() & ~1L) - segment.virtualAddress();
        if (start < 0 || start >= code.length) {
            return;
        }
        int end = (int) Math.min(code.length, start + symbol.size());
        for (int at = (int) start; at + 1 < end; at += 2) {
            int first = half(code, at);
            if (first >>> 11 >= WIDE && at + 3 < end) {
                of((first << HALFWORD) | half(code, at + 2)).ifPresent(row -> {
                    List<String> names = functions.computeIfAbsent(row, any -> new ArrayList<>());
                    if (!names.contains(symbol.name())) {
                        names.add(symbol.name());
                    }
                });
                at += 2;
            }
        }
    }

    private static int half(byte[] code, int at) {
        return (code[at] & 0xFF) | ((code[at + 1] & 0xFF) << 8);
    }
}
