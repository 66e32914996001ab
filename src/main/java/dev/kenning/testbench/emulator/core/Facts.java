package dev.kenning.testbench.emulator.core;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is known of an instruction before it executes; written {@code Rn Rm C > Rd NZ, loads faults}: what it reads, what
 * it writes, and what else it does. What does not touch registers is written {@code nothing}.
 *
 * <p>Registers are named by the operand that says which one it is, flags by a letter each.
 *
 * @param reads registers and flags that it may read
 * @param writes registers and flags that it may write
 * @param traits what else it does
 */
public record Facts(Set<String> reads, Set<String> writes, Set<Trait> traits) {

    /** What an instruction does beside reading and writing registers. */
    public enum Trait {
        /** May load from memory. */
        LOADS,
        /** May store to memory. */
        STORES,
        /** Does not access memory equally often whenever it executes. */
        VARIES,
        /** May fault. */
        FAULTS,
        /** Nothing after it may be decoded into the same block. */
        ENDS,
        /** Uses floating-point registers, or their status. */
        FLOAT,
        /** Executes in an IT block whatever the condition. */
        ALWAYS
    }

    /** The facts of what does nothing. */
    public static final Facts NONE = new Facts(Set.of(), Set.of(), Set.of());

    private static final String NOTHING = "nothing";
    private static final String FLAGS = "NZCVQ";

    public Facts {
        reads = Set.copyOf(reads);
        writes = Set.copyOf(writes);
        traits = Set.copyOf(traits);
    }

    /**
     * Reads facts.
     *
     * @throws IllegalArgumentException if there is no such trait
     */
    public static Facts parse(String text) {
        int comma = text.indexOf(',');
        String state = comma < 0 ? text : text.substring(0, comma);
        int arrow = state.indexOf('>');
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        for (String word : words(comma < 0 ? "" : text.substring(comma + 1))) {
            traits.add(Trait.valueOf(word.toUpperCase(Locale.ROOT)));
        }
        return new Facts(
                places(arrow < 0 ? state : state.substring(0, arrow)),
                places(arrow < 0 ? "" : state.substring(arrow + 1)),
                traits);
    }

    private static Set<String> places(String text) {
        Set<String> result = new TreeSet<>();
        for (String word : words(text)) {
            result.addAll(word.matches("[" + FLAGS + "]+") ? Arrays.asList(word.split("", 0)) : Set.of(word));
        }
        return result;
    }

    private static Set<String> words(String text) {
        return text.isBlank() || text.strip().equals(NOTHING)
                ? Set.of()
                : new TreeSet<>(Arrays.asList(text.strip().split(" +", -1)));
    }

    /** Returns whether a register or flag is read. */
    public boolean reads(String place) {
        return reads.contains(place);
    }

    /** Returns whether a register or flag is written. */
    public boolean writes(String place) {
        return writes.contains(place);
    }

    /** Returns what both do together. */
    public Facts and(Facts other) {
        return new Facts(union(reads, other.reads), union(writes, other.writes), union(traits, other.traits));
    }

    private static <T> Set<T> union(Set<T> a, Set<T> b) {
        Set<T> result = new HashSet<>(a);
        result.addAll(b);
        return result;
    }

    /** Returns whether it may load or store. */
    public boolean accessesMemory() {
        return traits.contains(Trait.LOADS) || traits.contains(Trait.STORES);
    }

    /** Returns whether it loads and stores equally often whenever it executes. */
    public boolean hasFixedAccesses() {
        return !traits.contains(Trait.VARIES);
    }

    /** Returns whether it may fault. */
    public boolean mayFault() {
        return traits.contains(Trait.FAULTS);
    }

    /** Returns whether nothing after it may be decoded into the same block. */
    public boolean endsBlock() {
        return traits.contains(Trait.ENDS);
    }

    /** Returns whether it uses floating-point registers, or their status. */
    public boolean usesFloatingPoint() {
        return traits.contains(Trait.FLOAT);
    }

    /** Returns whether it executes in an IT block whatever the condition. */
    public boolean ignoresCondition() {
        return traits.contains(Trait.ALWAYS);
    }

    /** Returns the facts as they are written in tables. */
    @Override
    public String toString() {
        String state = (text(reads) + (writes.isEmpty() ? "" : " > " + text(writes))).strip();
        String more = traits.stream()
                .sorted()
                .map(trait -> trait.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
        return (state.isEmpty() ? NOTHING : state) + (more.isEmpty() ? "" : ", " + more);
    }

    private static String text(Set<String> places) {
        String registers =
                places.stream().filter(place -> !FLAGS.contains(place)).sorted().collect(Collectors.joining(" "));
        String flags = FLAGS.chars()
                .mapToObj(Character::toString)
                .filter(places::contains)
                .collect(Collectors.joining());
        return (registers + " " + flags).strip();
    }
}
