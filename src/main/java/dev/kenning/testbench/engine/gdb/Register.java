package dev.kenning.testbench.engine.gdb;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A register of a core as GDB sees it, its bytes in the order of memory.
 *
 * @param name as GDB's features name it
 * @param type a type of target descriptions, such as {@code data_ptr}
 */
record Register(String name, int bits, String type, Supplier<byte[]> reader, Consumer<byte[]> writer) {

    private static final byte[] NOTHING = {};

    /** Returns a register of at most 64 bits. */
    static Register number(String name, int bits, String type, LongSupplier reader, LongConsumer writer) {
        return new Register(
                name, bits, type, () -> bytes(reader.getAsLong(), bits / 8), bytes -> writer.accept(number(bytes)));
    }

    /** Returns this register as one that a core lacks, but others beside it have. */
    Register absent() {
        return new Register(name, bits, type, () -> NOTHING, value -> {
            throw BadRequest.malformed();
        });
    }

    boolean isAbsent() {
        return read().length == 0;
    }

    int bytes() {
        return bits / 8;
    }

    /** Returns the value in hexadecimal, or as many {@code x} if the core has no such register. */
    String hex() {
        byte[] value = read();
        return value.length == 0 ? "xx".repeat(bytes()) : Packets.hex(value);
    }

    byte[] read() {
        return reader.get();
    }

    /**
     * Sets the register, unless it has that value: setting may do more than it seems, as waking up a core whose program
     * counter is set.
     */
    void write(byte[] bytes) {
        if (bytes.length != bytes()) {
            throw BadRequest.malformed();
        }
        if (!Arrays.equals(bytes, read())) {
            writer.accept(bytes);
        }
    }

    private static byte[] bytes(long value, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (value >>> (8 * i));
        }
        return bytes;
    }

    private static long number(byte[] bytes) {
        long value = 0;
        for (int i = bytes.length - 1; i >= 0; i--) {
            value = value << 8 | (bytes[i] & 0xFF);
        }
        return value;
    }
}
