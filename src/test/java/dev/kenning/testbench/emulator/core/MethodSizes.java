package dev.kenning.testbench.emulator.core;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Reads how many bytecodes methods have from their class file (JVM specification, chapter 4). */
public final class MethodSizes {

    private MethodSizes() {}

    /** Returns the bytecodes of each method by its name, the largest of those that share one. */
    public static Map<String, Integer> of(Class<?> type) throws IOException {
        String file = type.getSimpleName() + ".class";
        try (DataInputStream in = new DataInputStream(type.getResourceAsStream(file))) {
            in.skipNBytes(8);
            Map<Integer, String> strings = readConstants(in);
            in.skipNBytes(6);
            in.skipNBytes(2L * in.readUnsignedShort());
            readMembers(in, strings, new HashMap<>());
            Map<String, Integer> sizes = new HashMap<>();
            readMembers(in, strings, sizes);
            return sizes;
        }
    }

    private static Map<Integer, String> readConstants(DataInputStream in) throws IOException {
        Map<Integer, String> strings = new HashMap<>();
        int count = in.readUnsignedShort();
        for (int index = 1; index < count; index++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> strings.put(index, in.readUTF());
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    index++;
                }
                default -> in.skipNBytes(4);
            }
        }
        return strings;
    }

    private static void readMembers(DataInputStream in, Map<Integer, String> strings, Map<String, Integer> sizes)
            throws IOException {
        int members = in.readUnsignedShort();
        for (int i = 0; i < members; i++) {
            in.skipNBytes(2);
            String name = strings.get(in.readUnsignedShort());
            in.skipNBytes(2);
            int attributes = in.readUnsignedShort();
            for (int j = 0; j < attributes; j++) {
                String attribute = strings.get(in.readUnsignedShort());
                int length = in.readInt();
                if (attribute.equals("Code")) {
                    in.skipNBytes(4);
                    sizes.merge(name, in.readInt(), Math::max);
                    in.skipNBytes(length - 8);
                } else {
                    in.skipNBytes(length);
                }
            }
        }
    }
}
