package dev.kenning.testbench.emulator.core.arm;

import static dev.kenning.testbench.emulator.core.Decoded.immediate;
import static dev.kenning.testbench.emulator.core.Decoded.m;

import dev.kenning.testbench.emulator.core.Decoded;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongToIntFunction;

/**
 * Looks whether an instruction lowers the stack pointer below its limit, before it does (ARMv8-M Architecture Reference
 * Manual, B3.21). A limit of 0, as after reset, is below nothing.
 */
final class StackLimit {

    private static final int STACK_POINTER = 13;

    /** The base of a PUSH stands in no field. */
    private static final String PUSH = "LoadStore.push";

    /** By how much instructions move SP where it is their base, from how they were decoded. */
    private static final Map<String, LongToIntFunction> MOVES = Map.ofEntries(
            Map.entry("LoadStore.storeMultipleBeforeUpdating", i -> -4 * Integer.bitCount(immediate(i))),
            Map.entry("LoadStore.loadMultipleBeforeUpdating", i -> -4 * Integer.bitCount(immediate(i))),
            Map.entry("FloatTransfer.storeMultipleBefore", i -> -4 * immediate(i)),
            Map.entry("FloatTransfer.loadMultipleBefore", i -> -4 * immediate(i)),
            Map.entry("LoadStore.storeWordPreIndexed", Decoded::immediate),
            Map.entry("LoadStore.storeHalfPreIndexed", Decoded::immediate),
            Map.entry("LoadStore.storeBytePreIndexed", Decoded::immediate),
            Map.entry("LoadStore.storeDualPreIndexed", Decoded::immediate),
            Map.entry("LoadStore.loadWordPreIndexed", Decoded::immediate),
            Map.entry("LoadStore.loadDualPreIndexed", Decoded::immediate),
            Map.entry("LoadStore.storeWordPostIndexed", Decoded::immediate),
            Map.entry("LoadStore.storeDualPostIndexed", Decoded::immediate),
            Map.entry("LoadStore.loadWordPostIndexed", Decoded::immediate),
            Map.entry("LoadStore.loadDualPostIndexed", Decoded::immediate));

    private StackLimit() {}

    /** Returns the check to execute before an instruction, if it may lower the stack pointer. */
    static OptionalLong before(Instruction row, long packed) {
        if (row.semantics().equals(PUSH)) {
            return check(-4 * Integer.bitCount(immediate(packed)));
        }
        LongToIntFunction move = MOVES.get(row.semantics());
        if (move != null) {
            return Decoded.n(packed) == STACK_POINTER ? check(move.applyAsInt(packed)) : OptionalLong.empty();
        }
        boolean ofStackPointer = Decoded.n(packed) == STACK_POINTER && Decoded.d(packed) == STACK_POINTER;
        return switch (ofStackPointer ? row.semantics() : "") {
            case "DataProcessing.subImmediate", "DataProcessing.subImmediates" -> check(-immediate(packed));
            case "DataProcessing.addImmediate", "DataProcessing.addImmediates" -> check(immediate(packed));
            case "DataProcessing.sub", "DataProcessing.subs" -> byRegister(packed, 0);
            case "DataProcessing.subShifted", "DataProcessing.subShifteds" -> byRegister(packed, immediate(packed));
            default -> OptionalLong.empty();
        };
    }

    private static OptionalLong check(int move) {
        return move < 0
                ? OptionalLong.of(Decoded.pack(Semantics.number(Semantics.CHECK_STACK), 0, 0, 0, 0, move))
                : OptionalLong.empty();
    }

    private static OptionalLong byRegister(long packed, int shift) {
        return OptionalLong.of(
                Decoded.pack(Semantics.number(Semantics.CHECK_STACK_BY_REGISTER), 0, 0, Decoded.m(packed), 0, shift));
    }

    /** Helper: the immediate is what is added to SP. */
    static void check(Processor p, int[] r, long i, int k) {
        p.requireStack(r[STACK_POINTER] + immediate(i), k);
    }

    /** Helper: a shifted register is subtracted from SP. */
    static void checkByRegister(Processor p, int[] r, long i, int k) {
        p.requireStack(r[STACK_POINTER] - Shift.apply(r[m(i)], immediate(i), p.carry), k);
    }
}
