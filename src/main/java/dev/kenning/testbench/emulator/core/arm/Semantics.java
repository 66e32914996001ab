package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.core.SemanticNumbers;
import java.util.List;

/** Names the semantic methods that the decoder knows, and numbers all of them. */
final class Semantics {

    static final String UNDEFINED = "SystemInstructions.undefined";
    static final String UNKNOWN = "SystemInstructions.unknown";
    static final String FETCH_FAULT = "SystemInstructions.fetchFault";
    static final String IF_THEN = "SystemInstructions.ifThen";
    static final String IF_THEN_COUNTING = "SystemInstructions.ifThenCounting";
    static final String SET_PROGRAM_COUNTER = "SystemInstructions.setProgramCounter";
    static final String ALIGN_STACK_POINTER = "SystemInstructions.alignStackPointer";
    static final String BEGIN_FLOATING_POINT = "SystemInstructions.beginFloatingPoint";
    static final String CHECK_STACK = "StackLimit.check";
    static final String CHECK_STACK_BY_REGISTER = "StackLimit.checkByRegister";

    /** The numbers; those without a row come first. */
    static final SemanticNumbers NUMBERS = new SemanticNumbers(
            List.of(
                    UNDEFINED,
                    UNKNOWN,
                    FETCH_FAULT,
                    IF_THEN_COUNTING,
                    SET_PROGRAM_COUNTER,
                    ALIGN_STACK_POINTER,
                    BEGIN_FLOATING_POINT,
                    CHECK_STACK,
                    CHECK_STACK_BY_REGISTER),
            SemanticFacts.TABLE,
            InstructionTable.rows());

    private Semantics() {}

    static int number(String name) {
        return NUMBERS.of(name);
    }
}
