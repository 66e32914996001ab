package dev.kenning.testbench.devicetree;

import java.util.Arrays;
import java.util.HexFormat;

/** Holds bytes that never change; numbers among them are big-endian, as everywhere in a devicetree. */
public final class Bytes {

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** Copies the bytes. */
    public static Bytes of(byte... content) {
        return new Bytes(content.clone());
    }

    /** Returns the number of bytes. */
    public int size() {
        return content.length;
    }

    /** Says whether there are none. */
    public boolean isEmpty() {
        return content.length == 0;
    }

    /**
     * Returns the unsigned big-endian number that some of the bytes make.
     *
     * @param offset of the first of them
     * @param width how many, 1 to 8
     */
    public long unsigned(int offset, int width) {
        long number = 0;
        for (int i = offset; i < offset + width; i++) {
            number = (number << Byte.SIZE) | (content[i] & 0xFF);
        }
        return number;
    }

    /** Returns a copy of the bytes. */
    public byte[] toByteArray() {
        return content.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** Returns the bytes in hexadecimal: {@code 12 ab}. */
    @Override
    public String toString() {
        return HexFormat.ofDelimiter(" ").formatHex(content);
    }
}
