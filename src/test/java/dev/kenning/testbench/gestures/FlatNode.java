package dev.kenning.testbench.gestures;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A part of a FlatBuffers file that others refer to. */
sealed interface FlatNode {

    /** A vector of scalars; {@code alignment} is where its first element stands. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    record Vector(byte[] elements, int length, int alignment) implements FlatNode {}

    /** A vector of references to tables. */
    record Tables(List<Table> tables) implements FlatNode {}

    /** A table: scalars stand inside it, everything else is referred to. Zero, the default, is left out. */
    final class Table implements FlatNode {

        private final Map<Integer, byte[]> scalars = new TreeMap<>();
        private final Map<Integer, FlatNode> references = new TreeMap<>();

        Table int8(int field, int value) {
            if (value != 0) {
                scalars.put(field, new byte[] {(byte) value});
            }
            return this;
        }

        Table int32(int field, int value) {
            if (value != 0) {
                byte[] scalar = new byte[4];
                littleEndian(scalar).putInt(value);
                scalars.put(field, scalar);
            }
            return this;
        }

        Table float32(int field, float value) {
            return int32(field, Float.floatToRawIntBits(value));
        }

        Table refer(int field, FlatNode node) {
            references.put(field, node);
            return this;
        }

        Map<Integer, byte[]> scalars() {
            return scalars;
        }

        Map<Integer, FlatNode> references() {
            return references;
        }
    }

    static Table table() {
        return new Table();
    }

    static Tables tables(List<Table> tables) {
        return new Tables(List.copyOf(tables));
    }

    /** Returns a string, which ends with a zero byte that its length does not count. */
    static Vector string(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        int length = bytes.size();
        bytes.write(0);
        return new Vector(bytes.toByteArray(), length, 4);
    }

    static Vector ints(int... values) {
        byte[] elements = new byte[4 * values.length];
        littleEndian(elements).asIntBuffer().put(values);
        return new Vector(elements, values.length, 4);
    }

    static Vector floats(float... values) {
        byte[] elements = new byte[4 * values.length];
        littleEndian(elements).asFloatBuffer().put(values);
        return new Vector(elements, values.length, 4);
    }

    static Vector longs(long... values) {
        byte[] elements = new byte[8 * values.length];
        littleEndian(elements).asLongBuffer().put(values);
        return new Vector(elements, values.length, 8);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
