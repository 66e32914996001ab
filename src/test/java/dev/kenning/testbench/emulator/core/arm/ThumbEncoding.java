package dev.kenning.testbench.emulator.core.arm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/**
 * A Thumb encoding of the ARMv7-M Architecture Reference Manual and what makes an instance of it predictable.
 *
 * <p>Written from the manual, apart from the core's own table, so that a wrong or missing row there is seen here.
 * Immutable once it stands in {@link ThumbEncodings}.
 */
final class ThumbEncoding {

    /** Where an instruction reads or writes memory. */
    record Access(
            ToIntFunction<Word> base,
            ToIntFunction<Word> offset,
            Optional<Index> index,
            int alignment,
            ToIntFunction<Word> size) {}

    /** A register that is added to the base after a shift to the left. */
    record Index(char register, ToIntFunction<Word> shift) {}

    /** What an instruction may do besides falling through. */
    enum Trait {
        /** Writes the program counter; inside an IT block it must come last. */
        BRANCH,
        /** Loads the program counter from memory. */
        LOADS_PC,
        /** Loads the program counter from the code behind it. */
        LOADS_PC_FROM_CODE,
        /** Branches to an address in a register. */
        BRANCHES_TO_REGISTER,
        NOT_IN_IT,
        FLOATING_POINT,
        /** An exception, or changes how exceptions are taken. */
        EXCEPTION,
        /** Belongs to the DSP extension. */
        DSP,
        /** Undefined with a single-precision unit. */
        DOUBLE_PRECISION,
        /** Writes the stack pointer with an arbitrary value. */
        WRITES_SP,
        /** Needs an exclusive load before it. */
        STORES_EXCLUSIVE,
        /** May set FAULTMASK. */
        MASKS_EXCEPTIONS
    }

    /** An instance: all bits are known. A 32-bit instruction has its first halfword on top. */
    record Word(ThumbEncoding encoding, int bits) {

        /** Returns the bits of a letter, those on the left on top. */
        int get(char letter) {
            return encoding.field(bits, letter);
        }

        /** Returns the register whose highest bit stands apart, as in the high-register forms: {@code D ddd}. */
        int high(char low) {
            return get(Character.toUpperCase(low)) << 3 | get(low);
        }

        /** Returns a single-precision register: {@code dddd D}. */
        int single(char high) {
            return get(high) << 1 | get(Character.toUpperCase(high));
        }

        /** Returns a double-precision register: {@code D dddd}. */
        int twice(char low) {
            return get(Character.toUpperCase(low)) << 4 | get(low);
        }

        int count(char letter) {
            return Integer.bitCount(get(letter));
        }

        boolean is(char letter) {
            return get(letter) != 0;
        }

        int[] halfwords() {
            return encoding.length == 2 ? new int[] {bits} : new int[] {bits >>> 16, bits & 0xffff};
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(encoding.name);
            encoding.pattern
                    .chars()
                    .filter(Character::isLetter)
                    .distinct()
                    .forEach(letter ->
                            text.append(' ').append((char) letter).append('=').append(get((char) letter)));
            return text.toString();
        }
    }

    private static final Set<Trait> STRAIGHT = Set.of(Trait.NOT_IN_IT, Trait.FLOATING_POINT, Trait.DSP);

    private final String name;
    private final String pattern;
    private final int length;
    private final int mask;
    private final int value;
    private final List<Predicate<Word>> constraints = new ArrayList<>();
    private final List<Trait> traits = new ArrayList<>();
    private Optional<Access> access = Optional.empty();

    private ThumbEncoding(String name, String pattern) {
        this.name = name;
        this.pattern = pattern.replace(" ", "");
        this.length = this.pattern.length() / 8;
        this.mask = (int) Long.parseLong(this.pattern.replace('0', '1').replaceAll("[^1]", "0"), 2);
        this.value = (int) Long.parseLong(this.pattern.replaceAll("[^1]", "0"), 2);
    }

    /**
     * Starts an encoding.
     *
     * @param pattern 16 or 32 of 0, 1 and letters, which name the fields; blanks do not count
     */
    static ThumbEncoding of(String name, String pattern) {
        return new ThumbEncoding(name, pattern);
    }

    /** None of these 4-bit registers is SP or PC. */
    ThumbEncoding general(String letters) {
        return where(
                word -> letters.chars().map(letter -> word.get((char) letter)).allMatch(n -> n != 13 && n != 15));
    }

    /** None of these 4-bit registers is PC. */
    ThumbEncoding notPc(String letters) {
        return where(
                word -> letters.chars().map(letter -> word.get((char) letter)).allMatch(n -> n != 15));
    }

    /** What else makes it predictable, or this encoding and not another. */
    ThumbEncoding where(Predicate<Word> constraint) {
        constraints.add(constraint);
        return this;
    }

    ThumbEncoding with(Trait... added) {
        traits.addAll(List.of(added));
        return this;
    }

    ThumbEncoding accesses(Access memory) {
        access = Optional.of(memory);
        return this;
    }

    String name() {
        return name;
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    Optional<Access> access() {
        return access;
    }

    /** Returns whether instances lead to the next instruction, unless they fault, and leave modes and SP alone. */
    boolean goesStraightOn() {
        return traits.stream().allMatch(STRAIGHT::contains);
    }

    /** Returns whether the word, right-aligned if it has 16 bits, is a predictable instance. */
    boolean matches(int bits) {
        return (bits & mask) == value && isPredictable(new Word(this, bits));
    }

    /** Returns whether there are words that this encoding and another pattern share. */
    boolean overlaps(int bitLength, int otherMask, int otherValue) {
        return bitLength == 8 * length && ((value ^ otherValue) & mask & otherMask) == 0;
    }

    /** Returns a predictable instance. */
    Word instance(RandomGenerator random) {
        for (int attempt = 0; attempt < 10_000; attempt++) {
            int free = random.nextInt() & (length == 2 ? 0xffff : -1) & ~mask;
            Word word = new Word(this, value | free);
            if (isPredictable(word)) {
                return word;
            }
        }
        throw new IllegalStateException("no predictable instance of " + this + " found");
    }

    private boolean isPredictable(Word word) {
        return constraints.stream().allMatch(constraint -> constraint.test(word));
    }

    private int field(int bits, char letter) {
        int result = 0;
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == letter) {
                result = result << 1 | (bits >>> (pattern.length() - 1 - i) & 1);
            }
        }
        return result;
    }

    @Override
    public String toString() {
        return name + " " + pattern;
    }
}
