package dev.kenning.testbench.emulator.core.translate;

import dev.kenning.testbench.emulator.core.Execution;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Set;

/**
 * What the translator must know of an instruction set that its semantic methods do not say. Immutable.
 *
 * @param state the state of the core, the first parameter of the semantic methods
 * @param lookup of the class of that state
 * @param semantics the semantic methods as {@code Class.method}, by number
 * @param registers the fields that hold arrays of registers; the second parameter of the semantic methods is the first
 * @param constantZero the array whose element 0 is always 0, or ""
 * @param variables the fields that translated code keeps in variables of its own
 * @param stable the fields that nothing changes while translated code runs
 * @param programCounter the field that holds the address of the next instruction
 * @param guard the semantic method that skips as many entries as its immediate says unless a condition holds, or ""
 * @param guardCondition the method of the state that says whether a condition holds
 */
public record Machine(
        Execution state,
        MethodHandles.Lookup lookup,
        List<String> semantics,
        List<String> registers,
        String constantZero,
        Set<String> variables,
        Set<String> stable,
        String programCounter,
        String guard,
        String guardCondition) {

    public Machine {
        semantics = List.copyOf(semantics);
        registers = List.copyOf(registers);
        variables = Set.copyOf(variables);
        stable = Set.copyOf(stable);
    }

    /** Returns the internal name of the class of the state. */
    String stateClass() {
        return lookup.lookupClass().getName().replace('.', '/');
    }

    /** Returns the internal name of the package with the semantic methods, with a slash at its end. */
    String folder() {
        String name = stateClass();
        return name.substring(0, name.lastIndexOf('/') + 1);
    }
}
