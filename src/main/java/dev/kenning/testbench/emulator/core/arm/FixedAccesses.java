package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.core.Block;
import dev.kenning.testbench.emulator.core.Decoded;

/** Tells blocks that load and store equally often in every run from those that may skip an access. */
final class FixedAccesses {

    private static final int IF_THEN = Semantics.number(Semantics.IF_THEN);
    private static final int IF_THEN_COUNTING = Semantics.number(Semantics.IF_THEN_COUNTING);

    private FixedAccesses() {}

    static boolean has(Block block) {
        for (int entry = 0; entry < block.code.length; entry++) {
            long decoded = block.code[entry];
            int operation = (int) decoded & Decoded.OPERATION_MASK;
            boolean guards = operation == IF_THEN || operation == IF_THEN_COUNTING;
            boolean skips = guards && accesses(block, entry + 1, entry + Decoded.immediate(decoded));
            if (skips || !Semantics.NUMBERS.facts(operation).hasFixedAccesses()) {
                return false;
            }
        }
        return true;
    }

    private static boolean accesses(Block block, int from, int last) {
        for (int entry = from; entry <= last; entry++) {
            int operation = (int) block.code[entry] & Decoded.OPERATION_MASK;
            if (Semantics.NUMBERS.facts(operation).accessesMemory()) {
                return true;
            }
        }
        return false;
    }
}
