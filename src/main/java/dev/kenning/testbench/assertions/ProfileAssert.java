package dev.kenning.testbench.assertions;

import dev.kenning.testbench.profile.FunctionCost;
import dev.kenning.testbench.profile.Profile;
import java.util.Comparator;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractLongAssert;
import org.assertj.core.api.Assertions;

/** Asserts on what a piece of work executed, function by function. */
public final class ProfileAssert extends AbstractAssert<ProfileAssert, Profile> {

    private static final int TOLD = 10;

    ProfileAssert(Profile actual) {
        super(actual, ProfileAssert.class);
    }

    /** Returns assertions on all instructions. */
    public AbstractLongAssert<?> executedInstructions() {
        isNotNull();
        return Assertions.assertThat(actual.instructions()).as("executed instructions of the profile");
    }

    /** Returns assertions on a function, which must have been executed. */
    public Function function(String name) {
        isNotNull();
        FunctionCost cost = actual.function(name)
                .orElseThrow(() -> failure(
                        "%nExpecting the profile to have the function:%n  %s%nbut the most expensive ones that it has are:%n  %s%n",
                        name,
                        actual.top(TOLD).stream()
                                .sorted(Comparator.comparingLong(FunctionCost::inclusive)
                                        .reversed())
                                .map(FunctionCost::name)
                                .toList()));
        return new Function(cost);
    }

    /** Verifies that so many operators ran below the function that runs the graph. */
    public ProfileAssert hasLayers(int count) {
        isNotNull();
        if (actual.layers().size() != count) {
            throw failure(
                    "%nExpecting the profile to have %d operators%nbut it has %d:%n  %s%n",
                    count, actual.layers().size(), actual.layers());
        }
        return this;
    }

    /** Asserts on what one function cost. */
    public static final class Function {

        private final FunctionCost cost;

        private Function(FunctionCost cost) {
            this.cost = cost;
        }

        /** Returns assertions on the instructions of the function and of all that it called. */
        public AbstractLongAssert<?> executedInstructions() {
            return Assertions.assertThat(cost.inclusive())
                    .as("executed instructions of %s and its callees", cost.name());
        }

        /** Returns assertions on the instructions of the function itself. */
        public AbstractLongAssert<?> ownInstructions() {
            return Assertions.assertThat(cost.exclusive()).as("executed instructions of %s itself", cost.name());
        }

        /** Returns assertions on how often it was called. */
        public AbstractLongAssert<?> calls() {
            return Assertions.assertThat(cost.calls()).as("calls of %s", cost.name());
        }

        /** Verifies that the function called others. */
        public Function calls(String... names) {
            Assertions.assertThat(cost.callees().keySet())
                    .as("functions that %s called", cost.name())
                    .containsAll(List.of(names));
            return this;
        }
    }
}
