package dev.kenning.testbench.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a table of a flatbuffer; every offset is checked, absent fields have their default. */
final class FlatTable {

    private static final int LARGEST_VECTOR = 1 << 20;

    private final ByteBuffer bytes;
    private final int at;
    private final int fields;
    private final int fieldsSize;

    private FlatTable(ByteBuffer bytes, int at) {
        this.bytes = bytes;
        this.at = at;
        this.fields = at - int32At(at);
        this.fieldsSize = uint16At(fields);
    }

    static FlatTable root(byte[] file, String identifier) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < 8 || !new String(file, 4, 4, StandardCharsets.ISO_8859_1).equals(identifier)) {
            throw new ModelFormatException("the file does not begin as a flatbuffer with the identifier " + identifier);
        }
        return new FlatTable(bytes, bytes.getInt(0));
    }

    private int position(int field) {
        int slot = 4 + 2 * field;
        int offset = slot + 2 > fieldsSize ? 0 : uint16At(fields + slot);
        return offset == 0 ? 0 : at + offset;
    }

    int int32(int field, int absent) {
        int position = position(field);
        return position == 0 ? absent : int32At(position);
    }

    int int8(int field, int absent) {
        int position = position(field);
        check(position, 1);
        return position == 0 ? absent : bytes.get(position);
    }

    Optional<String> string(int field) {
        int position = position(field);
        if (position == 0) {
            return Optional.empty();
        }
        int vector = position + int32At(position);
        int length = length(vector, 1);
        byte[] text = new byte[length];
        bytes.get(vector + 4, text);
        return Optional.of(new String(text, StandardCharsets.UTF_8));
    }

    List<Integer> ints(int field) {
        int position = position(field);
        List<Integer> values = new ArrayList<>();
        if (position != 0) {
            int vector = position + int32At(position);
            int length = length(vector, 4);
            for (int i = 0; i < length; i++) {
                values.add(int32At(vector + 4 + 4 * i));
            }
        }
        return values;
    }

    /** Returns how many bytes a vector of bytes has. */
    int vectorBytes(int field) {
        int position = position(field);
        return position == 0 ? 0 : int32At(position + int32At(position));
    }

    List<FlatTable> tables(int field) {
        int position = position(field);
        List<FlatTable> tables = new ArrayList<>();
        if (position != 0) {
            int vector = position + int32At(position);
            int length = length(vector, 4);
            for (int i = 0; i < length; i++) {
                int element = vector + 4 + 4 * i;
                tables.add(new FlatTable(bytes, element + int32At(element)));
            }
        }
        return tables;
    }

    private int length(int vector, int elementBytes) {
        int length = int32At(vector);
        if (length < 0 || length > LARGEST_VECTOR) {
            throw new ModelFormatException("the flatbuffer has a vector of " + length + " elements at byte " + vector);
        }
        check(vector + 4, length * elementBytes);
        return length;
    }

    private int int32At(int position) {
        check(position, 4);
        return bytes.getInt(position);
    }

    private int uint16At(int position) {
        check(position, 2);
        return Short.toUnsignedInt(bytes.getShort(position));
    }

    private void check(int position, int size) {
        if (position < 0 || size < 0 || position > bytes.limit() - size) {
            throw new ModelFormatException("the flatbuffer points to byte " + position + " of " + bytes.limit());
        }
    }
}
