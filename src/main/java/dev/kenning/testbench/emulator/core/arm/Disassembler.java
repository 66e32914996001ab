package dev.kenning.testbench.emulator.core.arm;

import java.util.Optional;

/** Writes instructions in the unified syntax, the way LLVM and so Renode's trace write them. */
final class Disassembler {

    private final Decoder decoder;

    Disassembler(Decoder decoder) {
        this.decoder = decoder;
    }

    /**
     * Returns the text of an instruction word.
     *
     * @param word 32-bit encodings with the first halfword on top
     * @param itState ITSTATE at the instruction, 0 outside IT blocks
     */
    String text(int word, boolean wide, int address, int itState) {
        Optional<Instruction> found = decoder.find(word, wide);
        if (found.isEmpty()) {
            return "<unknown>";
        }
        Instruction row =
                itState == 0 ? found.get() : found.get().insideItBlock().orElse(found.get());
        String operands = row.operands().write(new Encoding(row, word, address));
        String mnemonic = mnemonic(row, word, itState);
        return operands.isEmpty() ? mnemonic : mnemonic + " " + operands;
    }

    private static String mnemonic(Instruction row, int word, int itState) {
        if (row.beginsItBlock()) {
            return "it" + thenElse(row.field('i', word));
        }
        if (itState == 0) {
            return row.mnemonic();
        }
        String condition = Condition.of(itState >>> 4).suffix();
        int dot = row.mnemonic().indexOf('.');
        return dot < 0
                ? row.mnemonic() + condition
                : row.mnemonic().substring(0, dot) + condition + row.mnemonic().substring(dot);
    }

    /** Returns the t and e letters of an IT instruction. */
    private static String thenElse(int firstConditionAndMask) {
        int low = firstConditionAndMask >>> 4 & 1;
        int mask = firstConditionAndMask & 15;
        StringBuilder result = new StringBuilder();
        for (int bit = 3; bit > Integer.numberOfTrailingZeros(mask); bit--) {
            result.append((mask >>> bit & 1) == low ? 't' : 'e');
        }
        return result.toString();
    }
}
