package dev.kenning.testbench.emulator.core;

import dev.kenning.testbench.emulator.core.Facts.Trait;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares declared facts with those that its bytecode tells.
 *
 * <p>What ends a block, or executes whatever the condition, bytecode does not always tell; so a row may declare more.
 */
public final class FactComparison {

    private static final Set<Trait> DECLARED_ONLY = EnumSet.of(Trait.ENDS, Trait.ALWAYS);

    private final String subject;
    private final List<String> differences = new ArrayList<>();

    private FactComparison(String subject) {
        this.subject = subject;
    }

    /** Returns how a row is called in what is wrong with it. */
    public static String name(Row row) {
        return row.mnemonic() + " (" + row.semantics() + ")";
    }

    /** Returns what is wrong with the declaration of a row or a helper, a sentence each. */
    public static List<String> differences(String subject, Facts declared, Facts derived) {
        return differences(subject, declared, derived, derived);
    }

    /** Returns what is wrong with a declaration where bytecode tells only what is done at least and at most. */
    public static List<String> differences(String subject, Facts declared, Facts least, Facts most) {
        FactComparison comparison = new FactComparison(subject);
        comparison.compare("reads ", declared.reads(), least.reads(), most.reads());
        comparison.compare("writes ", declared.writes(), least.writes(), most.writes());
        Set<Trait> likely = EnumSet.copyOf(DECLARED_ONLY);
        likely.addAll(most.traits());
        comparison.compare("", declared.traits(), least.traits(), likely);
        return List.copyOf(comparison.differences);
    }

    private void compare(String verb, Set<?> declared, Set<?> least, Set<?> most) {
        for (Object fact : new TreeSet<>(declared)) {
            if (!most.contains(fact)) {
                differences.add(subject + " declares that it " + verb + word(fact) + ", but its method does not");
            }
        }
        for (Object fact : new TreeSet<>(least)) {
            if (!declared.contains(fact)) {
                differences.add(subject + " does not declare that it " + verb + word(fact) + ", but its method does");
            }
        }
    }

    private static String word(Object fact) {
        return fact instanceof Trait trait
                ? switch (trait) {
                    case LOADS -> "loads";
                    case STORES -> "stores";
                    case VARIES -> "accesses memory as the case may be";
                    case FAULTS -> "faults";
                    case ENDS -> "ends a block";
                    case FLOAT -> "uses floating point";
                    case ALWAYS -> "ignores conditions";
                }
                : fact.toString();
    }
}
