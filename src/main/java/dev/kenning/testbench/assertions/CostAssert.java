package dev.kenning.testbench.assertions;

import dev.kenning.testbench.profile.Cost;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractDurationAssert;
import org.assertj.core.api.AbstractLongAssert;
import org.assertj.core.api.Assertions;

/** Asserts on what a piece of work cost on a simulated board. */
public final class CostAssert extends AbstractAssert<CostAssert, Cost> {

    private static final int OPCODES_SHOWN = 5;

    CostAssert(Cost actual) {
        super(actual, CostAssert.class);
    }

    /** Returns assertions on the number of executed instructions. */
    public AbstractLongAssert<?> executedInstructions() {
        isNotNull();
        return Assertions.assertThat(actual.executedInstructions())
                .as(
                        "executed instructions (most frequent: %s)",
                        actual.opcodes().top(OPCODES_SHOWN));
    }

    /** Returns assertions on how often an instruction was executed, by mnemonic such as {@code vfma.f32}. */
    public AbstractLongAssert<?> opcode(String mnemonic) {
        isNotNull();
        return Assertions.assertThat(actual.opcodes().of(mnemonic))
                .as(
                        "executions of %s (most frequent: %s)",
                        mnemonic, actual.opcodes().top(OPCODES_SHOWN));
    }

    /** Returns assertions on the virtual time. */
    public AbstractDurationAssert<?> virtualTime() {
        isNotNull();
        return Assertions.assertThat(actual.virtualTime()).as("virtual time");
    }
}
