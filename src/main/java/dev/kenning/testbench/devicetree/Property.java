package dev.kenning.testbench.devicetree;

import dev.kenning.testbench.text.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A property of a node: what was written, and the bytes that a program finds in the devicetree. */
public final class Property {

    private static final int CELL = Integer.BYTES;

    private final Assignment written;
    private final Bytes bytes;

    Property(Assignment written, Bytes bytes) {
        this.written = written;
        this.bytes = bytes;
    }

    /** Returns the name. */
    public String name() {
        return written.name();
    }

    /** Returns the labels on the property and inside of its value. */
    public List<String> labels() {
        return List.copyOf(written.labels());
    }

    /** Returns the parts of the value as they were written; none if the property only says that it is there. */
    public List<Value> values() {
        return written.values();
    }

    /** Returns the value with every reference replaced by the phandle or the path of its node. */
    public Bytes bytes() {
        return bytes;
    }

    /** Returns where the value was given. */
    public Place position() {
        return written.position();
    }

    /** Returns where the same file gave the property a different value before, if it did. */
    public Optional<Place> contradicted() {
        return written.contradicted();
    }

    /**
     * Reads the value as 32-bit cells, unsigned.
     *
     * @throws DevicetreeException if its bytes are not a multiple of four
     */
    public List<Long> cells() {
        if (bytes.size() % CELL != 0) {
            throw mistaken("cells of 4 bytes");
        }
        List<Long> cells = new ArrayList<>();
        for (int offset = 0; offset < bytes.size(); offset += CELL) {
            cells.add(bytes.unsigned(offset, CELL));
        }
        return cells;
    }

    /**
     * Reads the value as one 32-bit cell, unsigned.
     *
     * @throws DevicetreeException if it is not one
     */
    public long cell() {
        if (bytes.size() != CELL) {
            throw mistaken("one cell");
        }
        return bytes.unsigned(0, CELL);
    }

    /**
     * Reads the value as strings, each ended by a zero byte.
     *
     * @throws DevicetreeException if the last one is not ended
     */
    public List<String> texts() {
        byte[] content = bytes.toByteArray();
        if (content.length > 0 && content[content.length - 1] != 0) {
            throw mistaken("strings");
        }
        List<String> texts = new ArrayList<>();
        int start = 0;
        for (int end = 0; end < content.length; end++) {
            if (content[end] == 0) {
                texts.add(new String(content, start, end - start, StandardCharsets.UTF_8));
                start = end + 1;
            }
        }
        return texts;
    }

    /**
     * Reads the value as one string.
     *
     * @throws DevicetreeException if it is not one
     */
    public String text() {
        List<String> texts = texts();
        if (texts.size() != 1) {
            throw mistaken("one string");
        }
        return texts.get(0);
    }

    /** Returns the property as in devicetree source. */
    @Override
    public String toString() {
        return DtsWriter.show(this);
    }

    private DevicetreeException mistaken(String expected) {
        String found = values().isEmpty() ? "nothing" : DtsWriter.show(values());
        return new DevicetreeException(
                position(), "expected " + expected + " as value of '" + name() + "', found " + found);
    }
}
