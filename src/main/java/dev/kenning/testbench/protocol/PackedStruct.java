package dev.kenning.testbench.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the fields of a packed, little-endian C struct at their offsets. Immutable. */
final class PackedStruct {

    private final byte[] bytes;
    private final ByteBuffer fields;

    /** Takes a copy of the bytes. */
    PackedStruct(byte[] bytes) {
        this.bytes = bytes.clone();
        this.fields = writer(this.bytes);
    }

    /** Returns a view of a struct's bytes that takes fields at their offsets. */
    static ByteBuffer writer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    int u8(int offset) {
        return fields.get(offset) & 0xFF;
    }

    long u32(int offset) {
        return fields.getInt(offset) & 0xFFFF_FFFFL;
    }

    /** Returns the text in a field of fixed length, up to its first NUL. */
    String text(int offset, int length) {
        int end = offset;
        while (end < offset + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, offset, end - offset, StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PackedStruct that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
