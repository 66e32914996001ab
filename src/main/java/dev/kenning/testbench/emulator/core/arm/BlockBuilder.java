package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.core.Block;
import dev.kenning.testbench.emulator.core.BlockSource;
import dev.kenning.testbench.emulator.core.Decoded;
import dev.kenning.testbench.emulator.core.MemoryProtection;
import dev.kenning.testbench.emulator.core.OpcodeKinds;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Decodes the instructions from an address on into a {@link Block}. */
final class BlockBuilder implements BlockSource {

    private static final int LONGEST = 64;

    private static final int IF_THEN = Semantics.number(Semantics.IF_THEN);
    private static final int IF_THEN_COUNTING = Semantics.number(Semantics.IF_THEN_COUNTING);
    private static final int SET_PROGRAM_COUNTER = Semantics.number(Semantics.SET_PROGRAM_COUNTER);
    private static final int ALIGN_STACK_POINTER = Semantics.number(Semantics.ALIGN_STACK_POINTER);
    private static final int BEGIN_FLOATING_POINT = Semantics.number(Semantics.BEGIN_FLOATING_POINT);
    private static final int UNDEFINED = Semantics.number(Semantics.UNDEFINED);
    private static final int UNKNOWN = Semantics.number(Semantics.UNKNOWN);
    private static final int FETCH_FAULT = Semantics.number(Semantics.FETCH_FAULT);
    private static final int NO_COPROCESSOR = Semantics.number("SystemInstructions.noCoprocessor");
    private static final int NO_OPERATION = Semantics.number("SystemInstructions.nop");
    private static final int NO_GUARD = -1;

    private final CortexMType model;
    private final SystemBus bus;
    private final OpcodeKinds kinds;
    private final MemoryProtection protection;
    private final Decoder decoder = new Decoder(InstructionTable.rows());

    private long[] code = new long[4 * LONGEST];
    private int[] places = new int[4 * LONGEST];
    private short[] rows = new short[4 * LONGEST];
    private int entries;
    private int start;
    private int at;
    private int instructions;
    private int itState;
    /** Entry that skips the present run of conditional instructions, or {@link #NO_GUARD}. */
    private int guard;

    private int guardCondition;
    private boolean floatingPointBegun;
    private boolean floatingPointBegunInRun;

    BlockBuilder(Processor p, OpcodeKinds kinds) {
        model = p.model;
        bus = p.bus;
        protection = p.protection;
        this.kinds = kinds;
    }

    Decoder decoder() {
        return decoder;
    }

    /** Decodes from an address and ITSTATE to the next branch, the end of the page, or a limit. */
    @Override
    public Block build(int address, int initialItState, IntPredicate breakpoints) {
        entries = 0;
        start = address;
        at = address;
        instructions = 0;
        itState = initialItState;
        guard = NO_GUARD;
        floatingPointBegun = false;
        boolean more = true;
        while (more) {
            more = decodeNext();
            boolean samePage = (at ^ start) >>> 12 == 0;
            more &= samePage && (instructions < LONGEST || itState != 0) && !breakpoints.test(at);
        }
        closeGuard();
        return new Block(
                start,
                at,
                Arrays.copyOf(code, entries),
                Arrays.copyOf(places, entries),
                Arrays.copyOf(rows, entries),
                instructions,
                itState);
    }

    @Override
    public long idle() {
        return Decoded.pack(NO_OPERATION, 0, 0, 0, 0, 0);
    }

    @Override
    public int counters() {
        return kinds.count();
    }

    /** Returns the instruction word at an address, wide ones with the first halfword on top. */
    static int fetch(SystemBus bus, int address) {
        int first = bus.readHalf(address);
        return Decoder.isWide(first) ? first << 16 | bus.readHalf(address + 2) : first;
    }

    private boolean decodeNext() {
        int fault = fetchFault(at);
        if (fault != 0) {
            return appendFault(fault, 2);
        }
        boolean wide = Decoder.isWide(bus.readHalf(at));
        if (wide && fetchFault(at + 2) != 0) {
            return appendFault(fetchFault(at + 2), 4);
        }
        int length = wide ? 4 : 2;
        Optional<Instruction> found = decoder.find(fetch(bus, at), wide);
        if (found.isEmpty()) {
            openGuard();
            append(Decoded.pack(UNKNOWN, 0, 0, 0, 0, 0), Block.HELPER);
            instructions++;
            at += length;
            return false;
        }
        Instruction row = found.get();
        if (itState != 0) {
            row = row.insideItBlock().orElse(row);
        }
        appendInstruction(new Encoding(row, fetch(bus, at), at), length);
        return !row.facts().endsBlock();
    }

    private int fetchFault(int address) {
        boolean executeNever = !protection.checksFetches() && Mpu.isExecuteNever(address);
        if (executeNever || !protection.permitsFetch(address, 2)) {
            return FaultStatus.IACCVIOL;
        }
        return bus.isFetchable(address) ? 0 : FaultStatus.IBUSERR;
    }

    private boolean appendFault(int status, int length) {
        append(Decoded.pack(FETCH_FAULT, 0, 0, 0, 0, status), Block.HELPER);
        at += length;
        return false;
    }

    private void appendInstruction(Encoding encoding, int length) {
        Instruction row = encoding.row();
        if (row.facts().ignoresCondition()) {
            closeGuard();
        } else {
            openGuard();
        }
        if (row.facts().usesFloatingPoint() && model.hasFloatingPoint()) {
            beginFloatingPoint();
        }
        if (row.readsProgramCounter(encoding.word())) {
            append(Decoded.pack(SET_PROGRAM_COUNTER, 0, 0, 0, 0, encoding.programCounter()), Block.HELPER);
        }
        long packed = pack(encoding);
        if (model.has(Extension.V8)) {
            StackLimit.before(row, packed).ifPresent(check -> append(check, Block.HELPER));
        }
        append(packed, kinds.indexOf(row, encoding.word()));
        instructions++;
        at += length;
        if (row.writesStackPointer(encoding.word())) {
            append(Decoded.pack(ALIGN_STACK_POINTER, 0, 0, 0, 0, 0), Block.HELPER);
        }
        if (row.beginsItBlock() && model.has(row.extension())) {
            beginItBlock(encoding);
        } else {
            advanceItState(row);
        }
    }

    private long pack(Encoding encoding) {
        Instruction row = encoding.row();
        long packed = Decoded.pack(
                operation(encoding),
                encoding.slot('d'),
                encoding.slot('n'),
                encoding.slot('m'),
                encoding.slot('a'),
                row.operands().immediate(encoding));
        return row.immediateGivesCarry(encoding.word()) ? Decoded.withCarry(packed) : packed;
    }

    private int operation(Encoding encoding) {
        if (encoding.isFloatingPoint() && !model.hasFloatingPoint()) {
            return NO_COPROCESSOR;
        }
        Instruction row = encoding.row();
        return model.has(row.extension()) ? Semantics.number(row.semantics()) : UNDEFINED;
    }

    private void beginFloatingPoint() {
        boolean begun = guard == NO_GUARD ? floatingPointBegun : floatingPointBegun || floatingPointBegunInRun;
        if (!begun) {
            append(Decoded.pack(BEGIN_FLOATING_POINT, 0, 0, 0, 0, 0), Block.HELPER);
            if (guard == NO_GUARD) {
                floatingPointBegun = true;
            } else {
                floatingPointBegunInRun = true;
            }
        }
    }

    /** Makes the IT instruction itself skip the first run of its block. */
    private void beginItBlock(Encoding encoding) {
        closeGuard();
        itState = encoding.field('i');
        int condition = itState >>> 4;
        int entry = entries - 1;
        code[entry] = guard(condition, 0);
        setGuard(entry, condition);
    }

    private void openGuard() {
        if (itState == 0) {
            return;
        }
        int condition = itState >>> 4;
        if (guard != NO_GUARD && guardCondition == condition) {
            return;
        }
        closeGuard();
        append(guard(condition, 0), Block.HELPER);
        setGuard(entries - 1, condition);
    }

    private long guard(int condition, int skipped) {
        return Decoded.pack(kinds.hasPatterns() ? IF_THEN_COUNTING : IF_THEN, condition, 0, 0, 0, skipped);
    }

    private void setGuard(int entry, int condition) {
        guard = entry;
        guardCondition = condition;
        floatingPointBegunInRun = false;
    }

    private void closeGuard() {
        if (guard != NO_GUARD) {
            int skipped = entries - 1 - guard;
            code[guard] = guard(guardCondition, skipped);
            guard = NO_GUARD;
        }
    }

    private void advanceItState(Instruction row) {
        if (itState == 0) {
            return;
        }
        itState = afterInstruction(itState);
        if (itState == 0 || row.setsFlags()) {
            closeGuard();
        }
    }

    private void append(long instruction, int row) {
        if (entries == code.length) {
            code = Arrays.copyOf(code, 2 * entries);
            places = Arrays.copyOf(places, 2 * entries);
            rows = Arrays.copyOf(rows, 2 * entries);
        }
        code[entries] = instruction;
        places[entries] = Block.place(at - start, instructions, itState);
        rows[entries] = (short) row;
        entries++;
    }

    /** Returns ITSTATE behind an instruction. */
    static int afterInstruction(int state) {
        return (state & 7) == 0 ? 0 : (state & 0xE0) | ((state << 1) & 0x1F);
    }
}
