package dev.kenning.testbench.scenario.resolve;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a FlatBuffers file, which may be damaged: whatever leads out of it throws {@link IndexOutOfBoundsException}. */
final class FlatBuffer {

    private static final int VTABLE_HEADER = 4;
    private static final int SHORT = 0xFFFF;

    private final ByteBuffer bytes;

    FlatBuffer(byte[] file) {
        bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    Table root() {
        return new Table(follow(0));
    }

    private int follow(int at) {
        return Math.addExact(at, bytes.getInt(at));
    }

    /** Describes a table at a place in the file; fields have their numbers in the schema. */
    final class Table {

        private final int at;

        private Table(int at) {
            this.at = at;
        }

        /** Returns where a field is; 0 if the table does not have it. */
        private int field(int number) {
            int vtable = Math.subtractExact(at, bytes.getInt(at));
            int slot = VTABLE_HEADER + Short.BYTES * number;
            boolean absent = slot + Short.BYTES > (bytes.getShort(vtable) & SHORT);
            int offset = absent ? 0 : bytes.getShort(vtable + slot) & SHORT;
            return offset == 0 ? 0 : at + offset;
        }

        int number(int field, int absent) {
            int place = field(field);
            return place == 0 ? absent : bytes.getInt(place);
        }

        /** Returns a byte as a number from 0 to 255. */
        int octet(int field, int absent) {
            int place = field(field);
            return place == 0 ? absent : Byte.toUnsignedInt(bytes.get(place));
        }

        Optional<Table> table(int field) {
            int place = field(field);
            return place == 0 ? Optional.empty() : Optional.of(new Table(follow(place)));
        }

        /** Returns a vector; one without elements if it is absent. */
        Vector vector(int field) {
            int place = field(field);
            int start = place == 0 ? 0 : follow(place);
            return new Vector(start + Integer.BYTES, place == 0 ? 0 : bytes.getInt(start));
        }

        String text(int field) {
            Vector characters = vector(field);
            byte[] text = new byte[characters.requireSize(1)];
            bytes.get(characters.at, text);
            return new String(text, StandardCharsets.UTF_8);
        }
    }

    /** Describes a vector at a place in the file. */
    final class Vector {

        private final int at;
        private final int size;

        private Vector(int at, int size) {
            this.at = at;
            this.size = size;
        }

        /** Returns how many elements there are, all of which lie in the file. */
        private int requireSize(int elementBytes) {
            if (size < 0 || (long) at + (long) size * elementBytes > bytes.limit()) {
                throw new IndexOutOfBoundsException("a vector of " + size + " elements leads out of the file");
            }
            return size;
        }

        int size() {
            return requireSize(1);
        }

        int number(int index) {
            return bytes.getInt(at + Integer.BYTES * index);
        }

        Table table(int index) {
            return new Table(follow(at + Integer.BYTES * index));
        }
    }
}
