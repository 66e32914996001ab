package dev.kenning.testbench.gestures;

import dev.kenning.testbench.gestures.FlatNode.Table;
import dev.kenning.testbench.gestures.FlatNode.Tables;
import dev.kenning.testbench.gestures.FlatNode.Vector;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays a tree of tables out as a FlatBuffers file, front to back: what refers stands before what it refers to, since
 * references only point forward. Equal vtables are written once.
 */
final class FlatWriter {

    private final ByteBuffer file;
    private final Map<List<Short>, Integer> vtables = new HashMap<>();

    private FlatWriter(int capacity) {
        file = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Returns the file.
     *
     * @param identifier four characters
     * @param capacity at least the bytes of the file
     * @throws BufferOverflowException if the capacity is too small
     */
    static byte[] write(Table root, String identifier, int capacity) {
        FlatWriter writer = new FlatWriter(capacity);
        writer.file.putInt(0).put(identifier.getBytes(StandardCharsets.US_ASCII));
        writer.refer(0, root);
        writer.align(4, 0);
        return Arrays.copyOf(writer.file.array(), writer.file.position());
    }

    /** Writes a node and points an offset at it. */
    private void refer(int slot, FlatNode node) {
        int position = node instanceof Table table
                ? write(table)
                : node instanceof Tables tables ? write(tables) : write((Vector) node);
        file.putInt(slot, position - slot);
    }

    private int write(Vector vector) {
        align(vector.alignment(), 4);
        int position = file.position();
        file.putInt(vector.length()).put(vector.elements());
        return position;
    }

    private int write(Tables vector) {
        align(4, 0);
        int position = file.position();
        int length = vector.tables().size();
        file.putInt(length).put(new byte[4 * length]);
        for (int i = 0; i < length; i++) {
            refer(position + 4 + 4 * i, vector.tables().get(i));
        }
        return position;
    }

    private int write(Table table) {
        Map<Integer, Short> offsets = layOut(table);
        int size = 4 + 4 * table.references().size();
        for (byte[] scalar : table.scalars().values()) {
            size += scalar.length;
        }
        int vtable = vtable(offsets, size);
        align(4, 0);
        int position = file.position();
        file.putInt(position - vtable).put(new byte[size - 4]);
        table.scalars().forEach((field, bytes) -> file.put(position + offsets.get(field), bytes));
        table.references().forEach((field, node) -> refer(position + offsets.get(field), node));
        return position;
    }

    /** Places words before bytes, so that each is aligned. */
    private static Map<Integer, Short> layOut(Table table) {
        Map<Integer, Short> offsets = new HashMap<>();
        int next = 4;
        for (int field : table.references().keySet()) {
            offsets.put(field, (short) next);
            next += 4;
        }
        for (int width : new int[] {4, 1}) {
            for (Map.Entry<Integer, byte[]> scalar : table.scalars().entrySet()) {
                if (scalar.getValue().length == width) {
                    offsets.put(scalar.getKey(), (short) next);
                    next += width;
                }
            }
        }
        return offsets;
    }

    private int vtable(Map<Integer, Short> offsets, int tableSize) {
        int fields =
                offsets.keySet().stream().mapToInt(field -> field + 1).max().orElse(0);
        Short[] words = new Short[2 + fields];
        words[0] = (short) (2 * words.length);
        words[1] = (short) tableSize;
        for (int field = 0; field < fields; field++) {
            words[2 + field] = offsets.getOrDefault(field, (short) 0);
        }
        return vtables.computeIfAbsent(List.of(words), absent -> {
            align(2, 0);
            int position = file.position();
            absent.forEach(file::putShort);
            return position;
        });
    }

    /** Pads until what comes {@code ahead} bytes later is aligned. */
    private void align(int alignment, int ahead) {
        while ((file.position() + ahead) % alignment != 0) {
            file.put((byte) 0);
        }
    }
}
