package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.machine.MachineException;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A flattened devicetree, which a loader changes before it hands it to a kernel (Devicetree Specification 0.4, chapter 5).
 * Not thread-safe.
 */
final class DeviceTreeBlob {

    private static final int MAGIC = 0xD00D_FEED;
    private static final int VERSION = 17;
    private static final int COMPATIBLE_VERSION = 16;
    private static final int HEADER = 40;
    private static final int RESERVATION = 16;

    private static final int BEGIN_NODE = 1;
    private static final int END_NODE = 2;
    private static final int PROPERTY = 3;
    private static final int NOTHING = 4;
    private static final int END = 9;

    private static final class Node {
        private final String name;
        private final Map<String, byte[]> properties = new LinkedHashMap<>();
        private final List<Node> children = new ArrayList<>();

        Node(String name) {
            this.name = name;
        }

        Stream<Node> descendants() {
            return children.stream().flatMap(child -> Stream.concat(Stream.of(child), child.descendants()));
        }
    }

    private final byte[] reservations;
    private final int bootCore;
    private final Node root;

    private DeviceTreeBlob(byte[] reservations, int bootCore, Node root) {
        this.reservations = reservations;
        this.bootCore = bootCore;
        this.root = root;
    }

    /**
     * Reads a blob.
     *
     * @throws IllegalArgumentException if the bytes are none
     */
    static DeviceTreeBlob read(byte[] bytes) {
        try {
            ByteBuffer blob = ByteBuffer.wrap(bytes);
            if (blob.getInt(0) != MAGIC) {
                throw new IllegalArgumentException("it does not start with 0xD00DFEED");
            }
            int strings = blob.getInt(12);
            Node root = new Node("");
            List<Node> open = new ArrayList<>(List.of(root));
            blob.position(blob.getInt(8));
            for (int token = blob.getInt(); token != END; token = blob.getInt()) {
                Node innermost = open.get(open.size() - 1);
                switch (token) {
                    case BEGIN_NODE -> {
                        Node node = new Node(text(blob, blob.position()));
                        blob.position(aligned(blob.position() + node.name.length() + 1));
                        innermost.children.add(node);
                        open.add(node);
                    }
                    case END_NODE -> open.remove(open.size() - 1);
                    case PROPERTY -> {
                        byte[] value = new byte[blob.getInt()];
                        String name = text(blob, strings + blob.getInt());
                        blob.get(value).position(aligned(blob.position()));
                        innermost.properties.put(name, value);
                    }
                    case NOTHING -> {}
                    default -> throw new IllegalArgumentException("it has an unknown token, " + token);
                }
            }
            return new DeviceTreeBlob(
                    reservations(blob.position(blob.getInt(16))), blob.getInt(28), root.children.get(0));
        } catch (BufferUnderflowException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new IllegalArgumentException("it is cut off, or its offsets are wrong", e);
        }
    }

    /** The list ends with an entry of zeroes. */
    private static byte[] reservations(ByteBuffer blob) {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        byte[] entry = new byte[RESERVATION];
        do {
            blob.get(entry);
            entries.writeBytes(entry);
        } while (ByteBuffer.wrap(entry).getLong(Long.BYTES) != 0);
        return entries.toByteArray();
    }

    private static String text(ByteBuffer blob, int start) {
        int end = start;
        while (blob.get(end) != 0) {
            end++;
        }
        byte[] text = new byte[end - start];
        blob.get(start, text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static int aligned(int position) {
        return (position + 3) & ~3;
    }

    /** Sets the command line of the kernel, or adds to the one there is. */
    void setBootArguments(String arguments, boolean append) {
        Node chosen = root.children.stream()
                .filter(child -> child.name.equals("chosen"))
                .findFirst()
                .orElseGet(() -> {
                    Node added = new Node("chosen");
                    root.children.add(added);
                    return added;
                });
        String before = Optional.ofNullable(chosen.properties.get("bootargs"))
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .map(text -> text.replace("\0", ""))
                .orElse("");
        chosen.properties.put("bootargs", terminated(append ? before + arguments : arguments));
    }

    /**
     * Disables the first node of a name.
     *
     * @throws MachineException if there is none
     */
    void disable(String name) {
        Node device = root.descendants()
                .filter(node -> node.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new MachineException("Device " + name + " not found."));
        device.properties.remove("status");
        device.properties.put("status", terminated("disabled"));
    }

    private static byte[] terminated(String text) {
        return (text + '\0').getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns the blob, its blocks in the order of the specification. */
    byte[] bytes() {
        ByteArrayOutputStream structure = new ByteArrayOutputStream();
        ByteArrayOutputStream strings = new ByteArrayOutputStream();
        write(root, structure, strings, new LinkedHashMap<>());
        putInt(structure, END);
        int structureStart = HEADER + reservations.length;
        int stringsStart = structureStart + structure.size();
        ByteBuffer blob = ByteBuffer.allocate(stringsStart + strings.size());
        blob.putInt(MAGIC)
                .putInt(blob.capacity())
                .putInt(structureStart)
                .putInt(stringsStart)
                .putInt(HEADER);
        blob.putInt(VERSION).putInt(COMPATIBLE_VERSION).putInt(bootCore);
        blob.putInt(strings.size()).putInt(structure.size());
        blob.put(reservations).put(structure.toByteArray()).put(strings.toByteArray());
        return blob.array();
    }

    private static void write(
            Node node, ByteArrayOutputStream structure, ByteArrayOutputStream strings, Map<String, Integer> offsets) {
        putInt(structure, BEGIN_NODE);
        putPadded(structure, terminated(node.name));
        node.properties.forEach((name, value) -> {
            int offset = offsets.computeIfAbsent(name, added -> {
                int start = strings.size();
                strings.writeBytes(terminated(added));
                return start;
            });
            putInt(structure, PROPERTY);
            putInt(structure, value.length);
            putInt(structure, offset);
            putPadded(structure, value);
        });
        node.children.forEach(child -> write(child, structure, strings, offsets));
        putInt(structure, END_NODE);
    }

    private static void putInt(ByteArrayOutputStream into, int value) {
        into.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    private static void putPadded(ByteArrayOutputStream into, byte[] bytes) {
        into.writeBytes(bytes);
        into.writeBytes(new byte[aligned(bytes.length) - bytes.length]);
    }
}
