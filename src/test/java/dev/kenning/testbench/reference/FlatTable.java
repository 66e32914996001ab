package dev.kenning.testbench.reference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A table of a FlatBuffers file, read field by field through its vtable.
 *
 * <p>Every offset is checked against the file; one that leads outside is an {@link IllegalArgumentException} that names
 * it. Absent fields read as empty, or as the default that the caller states.
 */
final class FlatTable {

    private final ByteBuffer file;
    private final int position;
    private final int vtable;
    private final int vtableBytes;

    private FlatTable(ByteBuffer file, int position) {
        this.file = file;
        this.position = position;
        this.vtable = position - file.getInt(within(position, 4));
        this.vtableBytes = file.getShort(within(vtable, 2)) & 0xFFFF;
        within(vtable, vtableBytes);
    }

    /** Returns the root table of a file that carries this identifier. */
    static FlatTable root(byte[] bytes, String identifier) {
        String found = bytes.length < 8 ? "" : new String(bytes, 4, 4, StandardCharsets.ISO_8859_1);
        if (!found.equals(identifier)) {
            throw new IllegalArgumentException(
                    "not a FlatBuffers file '%s': bytes 4 to 7 are '%s'".formatted(identifier, found));
        }
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return new FlatTable(file, file.getInt(0));
    }

    int position() {
        return position;
    }

    int vtablePosition() {
        return vtable;
    }

    int vtableBytes() {
        return vtableBytes;
    }

    int tableBytes() {
        return file.getShort(vtable + 2) & 0xFFFF;
    }

    /** Returns where in the table its fields stand, in the order of their numbers; absent ones are left out. */
    List<Integer> fieldOffsets() {
        return IntStream.range(0, (vtableBytes - 4) / 2)
                .map(this::offset)
                .filter(offset -> offset != 0)
                .boxed()
                .toList();
    }

    /** Returns where a field stands in the file. */
    int fieldStart(int field) {
        if (!has(field)) {
            throw new IllegalArgumentException("field " + field + " is absent");
        }
        return position + offset(field);
    }

    boolean has(int field) {
        return offset(field) != 0;
    }

    int int8(int field, int absent) {
        return has(field) ? file.get(within(position + offset(field), 1)) : absent;
    }

    int int32(int field, int absent) {
        return has(field) ? file.getInt(within(position + offset(field), 4)) : absent;
    }

    float float32(int field, float absent) {
        return has(field) ? file.getFloat(within(position + offset(field), 4)) : absent;
    }

    Optional<FlatTable> table(int field) {
        return has(field) ? Optional.of(new FlatTable(file, reference(position + offset(field)))) : Optional.empty();
    }

    List<FlatTable> tables(int field) {
        List<FlatTable> tables = new ArrayList<>();
        int length = vectorLength(field, 4);
        for (int i = 0; i < length; i++) {
            tables.add(new FlatTable(file, reference(vectorStart(field) + 4 * i)));
        }
        return List.copyOf(tables);
    }

    List<Integer> ints(int field) {
        List<Integer> values = new ArrayList<>();
        int length = vectorLength(field, 4);
        for (int i = 0; i < length; i++) {
            values.add(file.getInt(vectorStart(field) + 4 * i));
        }
        return List.copyOf(values);
    }

    List<Float> floats(int field) {
        return ints(field).stream().map(Float::intBitsToFloat).toList();
    }

    List<Long> longs(int field) {
        List<Long> values = new ArrayList<>();
        int length = vectorLength(field, 8);
        for (int i = 0; i < length; i++) {
            values.add(file.getLong(vectorStart(field) + 8 * i));
        }
        return List.copyOf(values);
    }

    byte[] bytes(int field) {
        byte[] values = new byte[vectorLength(field, 1)];
        if (values.length > 0) {
            file.get(vectorStart(field), values);
        }
        return values;
    }

    String string(int field) {
        return new String(bytes(field), StandardCharsets.UTF_8);
    }

    /** Returns where the elements of a vector start in the file. */
    int vectorStart(int field) {
        return reference(position + offset(field)) + 4;
    }

    private int vectorLength(int field, int elementBytes) {
        if (!has(field)) {
            return 0;
        }
        int start = vectorStart(field);
        int length = file.getInt(within(start - 4, 4));
        if (length < 0 || (long) length * elementBytes > file.limit() - start) {
            throw outside(start, (long) length * elementBytes);
        }
        return length;
    }

    private int offset(int field) {
        int slot = 4 + 2 * field;
        return slot + 2 > vtableBytes ? 0 : file.getShort(vtable + slot) & 0xFFFF;
    }

    private int reference(int slot) {
        return within(slot + file.getInt(within(slot, 4)), 4);
    }

    private int within(int start, int length) {
        if (start < 0 || start > file.limit() - length) {
            throw outside(start, length);
        }
        return start;
    }

    private IllegalArgumentException outside(int start, long length) {
        return new IllegalArgumentException(
                "%d bytes at offset %d lie outside the file of %d bytes".formatted(length, start, file.limit()));
    }
}
