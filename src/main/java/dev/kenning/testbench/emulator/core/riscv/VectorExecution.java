package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.Decoded.immediate;

import dev.kenning.testbench.emulator.core.Decoded;
import java.util.List;
import java.util.Map;

/** Executes decoded vector instructions, whose immediate is the whole word. */
final class VectorExecution {

    /** What the rows do, by the number of their semantics; other extensions' places are empty. */
    private static final VectorOperation[] OPERATIONS = operations();

    private VectorExecution() {}

    static void execute(Hart h, long i, int k) {
        if ((h.mstatus & Status.VS) == 0) {
            throw h.illegalInstruction(k);
        }
        h.mstatus |= Status.VS;
        OPERATIONS[(int) i & Decoded.OPERATION_MASK].execute(h, h.vectors, immediate(i), k);
    }

    private static VectorOperation[] operations() {
        Map<String, VectorOperation> byName = VectorInstructions.operations();
        VectorOperation unknown = (h, v, word, k) -> {
            throw new IllegalStateException("no vector instruction: " + Integer.toHexString(word));
        };
        List<String> names = Semantics.NUMBERS.names();
        return names.stream().map(name -> byName.getOrDefault(name, unknown)).toArray(VectorOperation[]::new);
    }
}
