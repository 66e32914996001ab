package dev.kenning.testbench.emulator.core;

/**
 * The bits of an encoding: which are fixed, and where its fields are.
 *
 * <p>It is written with 16 or 32 places, most significant bit first: {@code 0} and {@code 1} are fixed, {@code -} is any
 * bit, a letter is a bit of the field of that name; blanks mean nothing. Immutable.
 */
public final class BitPattern {

    private static final char FIRST_LETTER = 'A';
    private static final int LETTERS = 'z' - FIRST_LETTER + 1;

    private final String places;
    private final int mask;
    private final int value;
    /** The places of each field, by letter. */
    private final int[] fieldMasks = new int[LETTERS];

    private BitPattern(String places) {
        this.places = places;
        int fixed = 0;
        int ones = 0;
        for (int i = 0; i < places.length(); i++) {
            char place = places.charAt(i);
            int bit = 1 << (places.length() - 1 - i);
            fixed |= place == '0' || place == '1' ? bit : 0;
            ones |= place == '1' ? bit : 0;
            if (Character.isLetter(place)) {
                fieldMasks[place - FIRST_LETTER] |= bit;
            }
        }
        mask = fixed;
        value = ones;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it has another number of places than 16 or 32
     */
    public static BitPattern of(String text) {
        String places = text.replace(" ", "");
        if (places.length() != 16 && places.length() != 32) {
            throw new IllegalArgumentException(
                    "a bit pattern has 16 or 32 places, not " + places.length() + ": " + text);
        }
        return new BitPattern(places);
    }

    /** Reads a pattern in which whatever is neither {@code 0} nor {@code 1} is any bit, as in Renode's commands. */
    public static BitPattern ofAny(String text) {
        return of(text.replaceAll("[^01]", "-"));
    }

    /** Returns the length of the encoding in bits, 16 or 32. */
    public int length() {
        return places.length();
    }

    /** Returns the fixed bits; patterns of 16 places use the low half. */
    public int mask() {
        return mask;
    }

    /** Returns the values of the fixed bits. */
    public int value() {
        return value;
    }

    /** Returns whether the fixed bits of a word are those of this pattern. */
    public boolean matches(int word) {
        return (word & mask) == value;
    }

    /** Returns how many bits a field has, 0 if there is none of that name. */
    public int width(char letter) {
        return Integer.bitCount(fieldMasks[letter - FIRST_LETTER]);
    }

    /** Returns the value of a field, 0 if there is none of that name. */
    public int field(char letter, int word) {
        int result = 0;
        for (int rest = fieldMasks[letter - FIRST_LETTER]; rest != 0; rest &= ~Integer.highestOneBit(rest)) {
            result = result << 1 | ((word & Integer.highestOneBit(rest)) != 0 ? 1 : 0);
        }
        return result;
    }

    /** Returns whether words exist that match both. */
    public boolean overlaps(BitPattern other) {
        return length() == other.length() && ((value ^ other.value) & mask & other.mask) == 0;
    }

    /** Returns whether this one fixes every bit that the other fixes, and more. */
    public boolean isNarrowerThan(BitPattern other) {
        return (mask & other.mask) == other.mask && mask != other.mask;
    }

    /** Returns the places without blanks. */
    @Override
    public String toString() {
        return places;
    }
}
