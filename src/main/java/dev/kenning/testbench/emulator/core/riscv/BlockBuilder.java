package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.Block;
import dev.kenning.testbench.emulator.core.BlockSource;
import dev.kenning.testbench.emulator.core.Decoded;
import dev.kenning.testbench.emulator.core.OpcodeKinds;
import dev.kenning.testbench.emulator.core.RowFinder;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** Decodes the instructions from an address on into a {@link Block}. */
final class BlockBuilder implements BlockSource {

    private static final int LONGEST = 64;

    private static final int ILLEGAL = Semantics.NUMBERS.of(Semantics.ILLEGAL);
    private static final int FETCH_FAULT = Semantics.NUMBERS.of(Semantics.FETCH_FAULT);
    private static final int NO_OPERATION = Semantics.NUMBERS.of("Arithmetic.nop");
    private static final int CUSTOM = Semantics.NUMBERS.of(Semantics.CUSTOM);
    private static final int BEGIN_FLOATING_POINT = Semantics.NUMBERS.of(Semantics.BEGIN_FLOATING_POINT);

    private final Hart hart;
    private final CustomInstructions customInstructions;
    private final OpcodeKinds opcodeKinds;
    private final RowFinder<Instruction> finder;

    /** Room for a block, with as many helpers as instructions and one for a fault. */
    private final long[] code = new long[2 * LONGEST + 1];

    private final int[] places = new int[code.length];
    private final short[] kinds = new short[code.length];
    private int entries;
    private int start;
    private int at;
    private int instructions;
    private boolean floatingPointBegun;

    BlockBuilder(Hart hart, OpcodeKinds opcodeKinds) {
        this.hart = hart;
        customInstructions = hart.customInstructions;
        this.opcodeKinds = opcodeKinds;
        finder = new RowFinder<>(
                InstructionTable.rows().stream().filter(hart.type::has).toList(), false);
    }

    @Override
    public long idle() {
        return Decoded.pack(NO_OPERATION, 0, 0, 0, 0, 0);
    }

    @Override
    public int counters() {
        return opcodeKinds.count();
    }

    /** Returns the row of an instruction. */
    Optional<Instruction> row(int word) {
        return finder.find(word, isWide(word));
    }

    /** Decodes from an address to the next branch, the end of the page, or a limit. */
    @Override
    public Block build(int address, int state, IntPredicate breakpoints) {
        entries = 0;
        start = address;
        at = address;
        instructions = 0;
        floatingPointBegun = false;
        boolean more = true;
        while (more) {
            more = decodeNext() && (at ^ start) >>> 12 == 0 && instructions < LONGEST && !breakpoints.test(at);
        }
        return new Block(
                start,
                at,
                Arrays.copyOf(code, entries),
                Arrays.copyOf(places, entries),
                Arrays.copyOf(kinds, entries),
                instructions,
                0);
    }

    /** Returns whether a halfword begins a 32-bit instruction. */
    static boolean isWide(int halfword) {
        return (halfword & 3) == 3;
    }

    private boolean decodeNext() {
        int fault = hart.fetchFault(at);
        if (fault != 0) {
            return appendFault(0, fault);
        }
        int word = hart.fetchHalf(at);
        boolean wide = isWide(word);
        if (wide) {
            fault = hart.fetchFault(at + 2);
            if (fault != 0) {
                return appendFault(2, fault);
            }
            word |= hart.fetchHalf(at + 2) << 16;
        }
        boolean more = appendWord(word, wide);
        at += wide ? 4 : 2;
        return more;
    }

    private boolean appendWord(int word, boolean wide) {
        OptionalInt custom = customInstructions.find(word, wide);
        if (custom.isPresent()) {
            return appendCustom(custom.getAsInt(), word);
        }
        Optional<Instruction> row = finder.find(word, wide);
        return row.isPresent() ? appendInstruction(new Encoding(row.get(), word, at)) : appendIllegal();
    }

    private boolean appendCustom(int index, int word) {
        String pattern = customInstructions.patterns().get(index);
        append(Decoded.pack(CUSTOM, 0, 0, 0, 0, index), opcodeKinds.indexOf(pattern, word));
        instructions++;
        return false;
    }

    /** Where addresses are translated, what cannot be fetched now begins a block of its own, which is not kept. */
    private boolean appendFault(int offset, int cause) {
        if (instructions > 0 && !hart.fetchesDirectly()) {
            return false;
        }
        append(Decoded.pack(FETCH_FAULT, cause, 0, 0, 0, offset), Block.HELPER);
        at += 2 + offset;
        return false;
    }

    private boolean appendIllegal() {
        append(Decoded.pack(ILLEGAL, 0, 0, 0, 0, 0), Block.HELPER);
        instructions++;
        return false;
    }

    private boolean appendInstruction(Encoding encoding) {
        Instruction row = encoding.row();
        if (checksFloatingPoint(row) && !floatingPointBegun) {
            append(Decoded.pack(BEGIN_FLOATING_POINT, 0, 0, 0, 0, 0), Block.HELPER);
            floatingPointBegun = true;
        }
        append(pack(encoding), opcodeKinds.indexOf(row, encoding.word()));
        instructions++;
        // What writes mstatus may turn floating point off for the rest of the block.
        floatingPointBegun &= !row.facts().writes("csr");
        return !row.facts().endsBlock();
    }

    /** Vector instructions look themselves, once they know that they are legal. */
    private static boolean checksFloatingPoint(Instruction row) {
        return row.facts().usesFloatingPoint() && row.extension() != Extension.V;
    }

    private static long pack(Encoding encoding) {
        Instruction row = encoding.row();
        int immediate = row.extension() == Extension.V
                ? encoding.word()
                : row.operands().immediate(encoding);
        boolean legal = !row.operands().names("rm") || isRoundingMode(immediate);
        int destination = encoding.slot('d');
        return Decoded.pack(
                legal ? Semantics.NUMBERS.of(row.semantics()) : ILLEGAL,
                row.writesInteger() && destination == 0 ? Hart.SINK : destination,
                encoding.slot('n'),
                encoding.slot('m'),
                encoding.slot('a'),
                immediate);
    }

    private static boolean isRoundingMode(int mode) {
        return RoundingMode.isValid(mode) || mode == RoundingMode.DYNAMIC;
    }

    private void append(long instruction, int counter) {
        code[entries] = instruction;
        places[entries] = Block.place(at - start, instructions, 0);
        kinds[entries] = (short) counter;
        entries++;
    }
}
