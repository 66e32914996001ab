package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.core.BitPattern;
import dev.kenning.testbench.emulator.core.Facts;
import dev.kenning.testbench.emulator.core.OperandTemplate;
import dev.kenning.testbench.emulator.core.Row;
import dev.kenning.testbench.emulator.core.SemanticReference;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * One row of the {@link InstructionTable}: everything that decoder, disassembler, counters and interpreter know of an
 * instruction.
 *
 * <p>The first halfword of a 32-bit instruction is the upper half of its pattern.
 */
final class Instruction implements Row {

    private static final Set<String> CONDITION_FLAGS = Set.of("N", "Z", "C", "V");
    private static final int STACK_POINTER = 13;
    private static final int PROGRAM_COUNTER = 15;

    private final int index;
    private final BitPattern pattern;
    private final String mnemonic;
    private final OperandTemplate<Encoding> operands;
    private final SemanticReference semantics;
    private final Facts facts;
    private final Extension extension;
    private final int precedence;
    private final boolean onlyInsideItBlock;
    private final Optional<Instruction> insideItBlock;

    Instruction(
            int index,
            String pattern,
            String mnemonic,
            String operands,
            String semantics,
            Extension extension,
            int precedence,
            boolean onlyInsideItBlock,
            Optional<Instruction> insideItBlock) {
        this.index = index;
        this.pattern = BitPattern.of(pattern);
        this.mnemonic = mnemonic;
        this.operands = OperandTemplate.parse(operands, Operand::named);
        this.semantics = SemanticReference.parse(semantics);
        facts = SemanticFacts.TABLE.of(this.semantics.method());
        this.extension = extension;
        this.precedence = precedence;
        this.onlyInsideItBlock = onlyInsideItBlock;
        this.insideItBlock = insideItBlock;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public BitPattern pattern() {
        return pattern;
    }

    /** Returns the length of the encoding in bits, 16 or 32. */
    int length() {
        return pattern.length();
    }

    /** Returns the mnemonic with {@code s} and width qualifier, without condition, such as {@code adds.w}. */
    @Override
    public String mnemonic() {
        return mnemonic;
    }

    @Override
    public String semantics() {
        return semantics.method();
    }

    @Override
    public Facts facts() {
        return facts;
    }

    /** Returns the extension that a core needs for this instruction. */
    Extension extension() {
        return extension;
    }

    @Override
    public int precedence() {
        return precedence;
    }

    /** Returns whether this row is only reached through another row's {@link #insideItBlock()}. */
    boolean onlyInsideItBlock() {
        return onlyInsideItBlock;
    }

    /** Returns the row that stands in for this one inside an IT block, where 16-bit instructions set no flags. */
    Optional<Instruction> insideItBlock() {
        return insideItBlock;
    }

    private boolean hasField(char letter) {
        return pattern.width(letter) != 0;
    }

    /** Returns the value of a field, 0 if the pattern has none of that name. */
    int field(char letter, int word) {
        return pattern.field(letter, word);
    }

    /** Returns the number that fills an operand slot ({@code d n m a}): from its field, or fixed by the row. */
    int slot(char slot, int word) {
        Integer fixed = semantics.fixedSlots().get(slot);
        if (fixed != null) {
            return fixed;
        }
        if ((slot == 'd' || slot == 'n') && hasField('x')) {
            return field('x', word);
        }
        char lowBit = Character.toUpperCase(slot);
        if (operands.names("D" + slot) || (slot == 'd' && operands.names("doubles"))) {
            return (field(lowBit, word) << 4 | field(slot, word)) * 2;
        }
        return hasField(lowBit) ? field(slot, word) << 1 | field(lowBit, word) : field(slot, word);
    }

    /** Returns whether this is IT. */
    boolean beginsItBlock() {
        return operands.names("it");
    }

    /** Returns whether the instruction may change N, Z, C or V. */
    boolean setsFlags() {
        return !Collections.disjoint(facts.writes(), CONDITION_FLAGS);
    }

    /** Returns whether PC is one of the sources of this word. */
    boolean readsProgramCounter(int word) {
        return facts.reads("R15") || reads("Rn", 'n', word) || reads("Rm", 'm', word);
    }

    private boolean reads(String register, char slot, int word) {
        return facts.reads(register) && slot(slot, word) == PROGRAM_COUNTER;
    }

    /**
     * Returns whether this word writes SP and may give it low bits that do not exist, in the midst of a block: as the
     * destination that a field names, or as a base that moves by bytes.
     */
    boolean writesStackPointer(int word) {
        boolean namesDestination = hasField('d') || hasField('x');
        boolean destination = namesDestination && facts.writes("Rd") && slot('d', word) == STACK_POINTER;
        boolean base = operands.names("+-i") && facts.writes("Rn") && slot('n', word) == STACK_POINTER;
        return (destination || base) && !facts.endsBlock();
    }

    /** Returns whether the immediate of this word was rotated into place and so gives the carry flag. */
    boolean immediateGivesCarry(int word) {
        return operands.names("modified") && field('i', word) >>> 10 != 0;
    }

    OperandTemplate<Encoding> operands() {
        return operands;
    }

    @Override
    public String toString() {
        return pattern + " " + mnemonic + " " + operands;
    }
}
