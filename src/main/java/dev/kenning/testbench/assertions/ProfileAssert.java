package dev.kenning.testbench.assertions;

import dev.kenning.testbench.profile.FunctionCost;
import dev.kenning.testbench.profile.Profile;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractLongAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.SoftAssertions;

/** Asserts on what a piece of work executed, function by function. */
public class ProfileAssert extends NavigatingAssert<ProfileAssert, Profile> {

    private static final int TOLD = 10;

    /** Creates assertions on it; see {@link TestbenchAssertions}. */
    public ProfileAssert(Profile actual) {
        super(actual, ProfileAssert.class);
    }

    /** Returns assertions on all instructions. */
    public AbstractLongAssert<?> executedInstructions() {
        return count(() -> isNotNull().actual.instructions()).as("executed instructions of the profile");
    }

    /** Returns assertions on a function, which must have been executed. */
    public Function function(String name) {
        return new Function(name, collecting(() -> executed(name)));
    }

    private FunctionCost executed(String name) {
        isNotNull();
        return actual.function(name)
                .orElseThrow(() -> failure(
                        "%nExpecting the profile to have the function:%n  %s%nbut the most expensive ones that it has are:%n  %s%n",
                        name,
                        actual.top(TOLD).stream()
                                .sorted(Comparator.comparingLong(FunctionCost::inclusive)
                                        .reversed())
                                .map(FunctionCost::name)
                                .toList()));
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
    public final class Function {

        private final String name;
        private final Optional<FunctionCost> cost;

        private Function(String name, Optional<FunctionCost> cost) {
            this.name = name;
            this.cost = cost;
        }

        /** Returns assertions on the instructions of the function and of all that it called. */
        public AbstractLongAssert<?> executedInstructions() {
            return number(FunctionCost::inclusive).as("executed instructions of %s and its callees", name);
        }

        /** Returns assertions on the instructions of the function itself. */
        public AbstractLongAssert<?> ownInstructions() {
            return number(FunctionCost::exclusive).as("executed instructions of %s itself", name);
        }

        /** Returns assertions on the virtual time of the function and of all that it called, in units of an instruction's. */
        public AbstractLongAssert<?> cycles() {
            return counted(cost -> cost.inclusiveCost().cycles()).as("cycles of %s and its callees", name);
        }

        /** Returns assertions on the loads from memory of the function and of all that it called. */
        public AbstractLongAssert<?> loads() {
            return counted(cost -> cost.inclusiveCost().memory().reads()).as("loads of %s and its callees", name);
        }

        /** Returns assertions on the stores to memory of the function and of all that it called. */
        public AbstractLongAssert<?> stores() {
            return counted(cost -> cost.inclusiveCost().memory().writes()).as("stores of %s and its callees", name);
        }

        /** Returns assertions on the reads and writes of devices of the function and of all that it called. */
        public AbstractLongAssert<?> peripheralAccesses() {
            return counted(cost -> cost.inclusiveCost().peripherals().total())
                    .as("peripheral accesses of %s and its callees", name);
        }

        /** Returns assertions on how deep the stack was while it ran, in bytes below where the profile began. */
        public AbstractLongAssert<?> stackBytes() {
            return counted(FunctionCost::stackBytes).as("bytes of stack below which %s ran", name);
        }

        /** Returns assertions on how often it was called. */
        public AbstractLongAssert<?> calls() {
            return number(FunctionCost::calls).as("calls of %s", name);
        }

        /** Verifies that the function called others. */
        public Function calls(String... names) {
            cost.ifPresent(known ->
                    collecting(() -> Assertions.assertThat(known.callees().keySet())
                            .as("functions that %s called", name)
                            .containsAll(List.of(names))));
            return this;
        }

        /** What Renode recorded has instructions alone; 0 would be wrong. */
        private AbstractLongAssert<?> counted(java.util.function.Function<FunctionCost, Long> part) {
            if (cost.isPresent() && !actual.countsAccesses()) {
                collecting(() -> {
                    throw failure("%nExpecting the profile to tell accesses, cycles and stack depths%n"
                            + "but it has instructions alone, as profiles that Renode recorded have%n");
                });
                return new SoftAssertions().assertThat(0L);
            }
            return number(part);
        }

        /** A function that was not executed has been told already. */
        private AbstractLongAssert<?> number(java.util.function.Function<FunctionCost, Long> part) {
            return cost.isPresent() ? count(() -> part.apply(cost.get())) : new SoftAssertions().assertThat(0L);
        }
    }
}
