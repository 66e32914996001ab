package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.BitPattern;
import dev.kenning.testbench.emulator.core.Facts;
import dev.kenning.testbench.emulator.core.OperandTemplate;
import dev.kenning.testbench.emulator.core.Row;
import dev.kenning.testbench.emulator.core.SemanticReference;

/**
 * One row of the {@link InstructionTable}: everything that decoder, disassembler, counters and interpreter know of an
 * instruction.
 *
 * <p>Fields {@code d n m a} are register numbers; where such a field has three bits it means x8 to x15, as in compressed
 * instructions, and {@code x} is both {@code d} and {@code n}.
 *
 * @param index the row's place in the table
 * @param counterName how Renode's opcode counters call it; empty where they do not know it
 * @param xlen the cores that have it
 */
record Instruction(
        int index,
        BitPattern pattern,
        String mnemonic,
        String counterName,
        OperandTemplate<Encoding> operands,
        SemanticReference reference,
        Facts facts,
        Extension extension,
        Xlen xlen)
        implements Row {

    private static final int COMPRESSED_BASE = 8;

    @Override
    public String semantics() {
        return reference.method();
    }

    /** Returns whether the instruction has 32 bits. */
    boolean isWide() {
        return pattern.length() == 32;
    }

    /** Returns whether it converts between half and double precision, and so needs both. */
    boolean isHalfToDouble() {
        return mnemonic.equals("fcvt.d.h") || mnemonic.equals("fcvt.h.d");
    }

    /** Returns the number that fills a slot ({@code d n m a}): from its field, or fixed by the row. */
    int slot(char slot, int word) {
        Integer fixed = reference.fixedSlots().get(slot);
        if (fixed != null) {
            return fixed;
        }
        char letter = (slot == 'd' || slot == 'n') && pattern.width('x') != 0 ? 'x' : slot;
        int value = pattern.field(letter, word);
        return pattern.width(letter) == 3 ? COMPRESSED_BASE + value : value;
    }

    /** Returns whether the destination is an integer register, of which x0 takes no value. */
    boolean writesInteger() {
        return operands.names("rd");
    }

    @Override
    public String toString() {
        return pattern + " " + mnemonic + " " + operands;
    }
}
