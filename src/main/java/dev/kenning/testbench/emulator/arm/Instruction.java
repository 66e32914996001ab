package dev.kenning.testbench.emulator.arm;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One row of the {@link InstructionTable}: everything that decoder, disassembler, counters and interpreter know of an
 * instruction.
 *
 * <p>A pattern has 16 or 32 places, first halfword first: {@code 0} and {@code 1} are fixed, {@code -} is any bit, a
 * letter is a bit of the field of that name, most significant bit first.
 */
final class Instruction {

    private static final Pattern SETTING_FLAGS = Pattern.compile(
            "DataProcessing\\.(tst|teq|cmp|cmn)\\w*|FloatTransfer\\.statusToFlags|SystemInstructions\\.msr");
    private static final Pattern UPDATING_BY_BYTES =
            Pattern.compile("LoadStore\\.(load|store)(Signed)?(Byte|Half|Word)(Pre|Post)Indexed");

    private static final Set<String> ENDING_BLOCKS = Set.of(
            "SystemInstructions.undefined",
            "SystemInstructions.noCoprocessor",
            "SystemInstructions.breakpoint",
            "SystemInstructions.supervisorCall",
            "SystemInstructions.waitForInterrupt",
            "SystemInstructions.waitForEvent",
            "SystemInstructions.enableInterrupts",
            "SystemInstructions.disableInterrupts",
            "SystemInstructions.msr");

    private static final char FIRST_LETTER = 'A';
    private static final int LETTERS = 'z' - FIRST_LETTER + 1;

    private final int index;
    private final String pattern;
    private final String mnemonic;
    private final OperandTemplate operands;
    private final String variant;
    private final String semantics;
    private final Extension extension;
    private final int precedence;
    private final Map<Character, Integer> fixedSlots;
    private final boolean onlyInsideItBlock;
    private final Optional<Instruction> insideItBlock;
    private final int mask;
    private final int value;
    /** The places of each field, by letter. */
    private final int[] fieldMasks;

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
        this.pattern = pattern.replace(" ", "");
        this.mnemonic = mnemonic;
        this.variant = operands;
        this.operands = OperandTemplate.parse(operands);
        this.extension = extension;
        this.precedence = precedence;
        this.onlyInsideItBlock = onlyInsideItBlock;
        this.insideItBlock = insideItBlock;
        int colon = semantics.indexOf(':');
        this.semantics = colon < 0 ? semantics : semantics.substring(0, colon);
        this.fixedSlots = colon < 0 ? Map.of() : fixedSlots(semantics.substring(colon + 1));
        mask = bits(place -> true);
        value = bits(place -> place == '1');
        fieldMasks = fieldMasks();
        if (length() != 16 && length() != 32) {
            throw new IllegalArgumentException("pattern of " + mnemonic + " has " + length() + " places: " + pattern);
        }
    }

    /** Returns the row's place in the table. */
    int index() {
        return index;
    }

    /** Returns the pattern without blanks, 16 or 32 places. */
    String pattern() {
        return pattern;
    }

    /** Returns the length of the encoding in bits, 16 or 32. */
    int length() {
        return pattern.length();
    }

    /** Returns the mnemonic with {@code s} and width qualifier, without condition, such as {@code adds.w}. */
    String mnemonic() {
        return mnemonic;
    }

    /** Returns the operand template, which tells rows of one mnemonic apart. */
    String variant() {
        return variant;
    }

    /** Returns the semantic method, such as {@code DataProcessing.add}. */
    String semantics() {
        return semantics;
    }

    /** Returns the extension that a core needs for this instruction. */
    Extension extension() {
        return extension;
    }

    /** Returns the rank among rows that match the same word; more fixed bits decide between equals. */
    int precedence() {
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

    /** Returns the fixed bits; 16-bit rows use the low half. */
    int mask() {
        return mask;
    }

    /** Returns the values of the fixed bits. */
    int value() {
        return value;
    }

    boolean matches(int word) {
        return (word & mask) == value;
    }

    boolean hasField(char letter) {
        return fieldMasks[letter - FIRST_LETTER] != 0;
    }

    /** Returns the value of a field, 0 if the pattern has none of that name. */
    int field(char letter, int word) {
        int result = 0;
        for (int rest = fieldMasks[letter - FIRST_LETTER]; rest != 0; rest &= ~Integer.highestOneBit(rest)) {
            result = result << 1 | ((word & Integer.highestOneBit(rest)) != 0 ? 1 : 0);
        }
        return result;
    }

    /** Returns the number that fills an operand slot ({@code d n m a}): from its field, or fixed by the row. */
    int slot(char slot, int word) {
        Integer fixed = fixedSlots.get(slot);
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

    /** Returns whether the instruction is one of the floating-point extension. */
    boolean usesFloatingPoint() {
        return semantics.startsWith("Float");
    }

    /** Returns whether nothing after the instruction may be decoded into the same block. */
    boolean endsBlock() {
        return semantics.startsWith("Branches.")
                || semantics.contains("AndBranch")
                || ENDING_BLOCKS.contains(semantics)
                || mnemonic.equals("isb");
    }

    /** Returns whether the instruction executes in an IT block whatever the condition. */
    boolean ignoresCondition() {
        return semantics.equals("SystemInstructions.breakpoint");
    }

    /** Returns whether the instruction may change N, Z, C or V. */
    boolean setsFlags() {
        return semantics.endsWith("s") || SETTING_FLAGS.matcher(semantics).matches();
    }

    /** Returns whether PC is one of the sources of this word. */
    boolean readsProgramCounter(int word) {
        return !usesFloatingPoint() && (reads('n', word) || reads('m', word));
    }

    private boolean reads(char slot, int word) {
        return (hasField(slot) || fixedSlots.containsKey(slot)) && slot(slot, word) == 15;
    }

    /** Returns whether this word writes SP and may give it low bits that do not exist. */
    boolean writesStackPointer(int word) {
        boolean destination = (hasField('d') || hasField('x')) && slot('d', word) == 13;
        boolean updated =
                slot('n', word) == 13 && UPDATING_BY_BYTES.matcher(semantics).matches();
        return updated || (destination && !usesFloatingPoint() && !semantics.contains("store"));
    }

    /** Returns whether the immediate of this word was rotated into place and so gives the carry flag. */
    boolean immediateGivesCarry(int word) {
        return operands.names("modified") && field('i', word) >>> 10 != 0;
    }

    OperandTemplate operands() {
        return operands;
    }

    @Override
    public String toString() {
        return pattern + " " + mnemonic + " " + variant;
    }

    private interface PlaceTest {
        boolean test(char place);
    }

    private int bits(PlaceTest test) {
        int result = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char place = pattern.charAt(i);
            boolean fixed = place == '0' || place == '1';
            result = result << 1 | (fixed && test.test(place) ? 1 : 0);
        }
        return result;
    }

    private int[] fieldMasks() {
        int[] masks = new int[LETTERS];
        for (int i = 0; i < pattern.length(); i++) {
            char place = pattern.charAt(i);
            if (Character.isLetter(place)) {
                masks[place - FIRST_LETTER] |= 1 << (pattern.length() - 1 - i);
            }
        }
        return masks;
    }

    private static Map<Character, Integer> fixedSlots(String text) {
        Map<Character, Integer> result = new TreeMap<>();
        for (String setting : text.split(",", -1)) {
            result.put(setting.charAt(0), Integer.parseInt(setting.substring(2)));
        }
        return result;
    }
}
