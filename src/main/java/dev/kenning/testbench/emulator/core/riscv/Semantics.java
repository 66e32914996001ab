package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.SemanticNumbers;
import java.util.List;

/** Names the semantic methods that the decoder knows, and numbers all of them. */
final class Semantics {

    static final String ILLEGAL = "SystemInstructions.illegal";
    static final String FETCH_FAULT = "SystemInstructions.fetchFault";
    static final String BEGIN_FLOATING_POINT = "SystemInstructions.beginFloatingPoint";
    static final String CUSTOM = "CustomInstructions.execute";

    /** The numbers; those without a row come first. */
    static final SemanticNumbers NUMBERS = new SemanticNumbers(
            List.of(ILLEGAL, FETCH_FAULT, BEGIN_FLOATING_POINT, CUSTOM), SemanticFacts.TABLE, InstructionTable.rows());

    private Semantics() {}
}
