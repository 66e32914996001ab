package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.machine.MachineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** Reads files in Intel's hexadecimal object format. */
final class HexFile {

    /** Takes bytes at an address. */
    @FunctionalInterface
    interface Loader {

        /** Loads the bytes. */
        void load(long address, byte[] bytes);
    }

    private static final int DATA = 0;
    private static final int END = 1;
    private static final int SEGMENT = 2;
    private static final int SEGMENT_START = 3;
    private static final int LINEAR = 4;
    private static final int LINEAR_START = 5;
    /** Length, address and type before the data, and the checksum behind it. */
    private static final int FRAME = 5;

    private HexFile() {}

    /**
     * Loads what a file says, in its order.
     *
     * @throws MachineException if it is no such file; the text names the line
     */
    static void load(Path file, Loader loader) {
        long base = 0;
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            byte[] record = record(file, number, line.strip());
            int address = ((record[1] & 0xFF) << 8) | (record[2] & 0xFF);
            switch (record[3]) {
                case DATA -> {
                    byte[] bytes = new byte[record[0] & 0xFF];
                    System.arraycopy(record, 4, bytes, 0, bytes.length);
                    loader.load(base + address, bytes);
                }
                case END -> {
                    return;
                }
                case SEGMENT -> base = (long) upper(file, number, record) << 4;
                case LINEAR -> base = (long) upper(file, number, record) << 16;
                case SEGMENT_START, LINEAR_START -> {}
                default -> throw problem(file, number, "a record of type " + record[3] + " is not known");
            }
        }
    }

    private static int upper(Path file, int number, byte[] record) {
        if (record[0] != 2) {
            throw problem(file, number, "an address takes 2 bytes, not " + record[0]);
        }
        return ((record[4] & 0xFF) << 8) | (record[5] & 0xFF);
    }

    private static byte[] record(Path file, int number, String line) {
        if (!line.startsWith(":")) {
            throw problem(file, number, "a record begins with ':'");
        }
        byte[] record;
        try {
            record = HexFormat.of().parseHex(line, 1, line.length());
        } catch (IllegalArgumentException e) {
            throw problem(file, number, "two hexadecimal digits for each byte are expected");
        }
        if (record.length < FRAME || record.length != FRAME + (record[0] & 0xFF)) {
            throw problem(file, number, "the record's length is not what it says");
        }
        int sum = 0;
        for (byte value : record) {
            sum += value;
        }
        if ((sum & 0xFF) != 0) {
            throw problem(file, number, "the checksum is wrong");
        }
        return record;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new MachineException("'" + file + "' cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static MachineException problem(Path file, int line, String reason) {
        return new MachineException("'" + file + "' is no Intel HEX file: line " + line + ": " + reason + ".");
    }
}
