package dev.kenning.testbench.emulator.core;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A register of a core as a debugger sees it, its bytes in the order of memory.
 *
 * @param name as GDB's features name it
 * @param type a type of GDB's target descriptions, such as {@code data_ptr}
 */
public record DebugRegister(String name, int bits, String type, Supplier<byte[]> reader, Consumer<byte[]> writer) {

    private static final byte[] NOTHING = {};

    /** Returns a register of at most 64 bits. */
    public static DebugRegister number(String name, int bits, String type, LongSupplier reader, LongConsumer writer) {
        return new DebugRegister(
                name, bits, type, () -> bytes(reader.getAsLong(), bits / 8), bytes -> writer.accept(number(bytes)));
    }

    /** Returns a register of at most 64 bits that cannot be set. */
    public static DebugRegister readOnly(String name, int bits, String type, LongSupplier reader) {
        return number(name, bits, type, reader, value -> {
            throw new IllegalArgumentException("register " + name + " is read-only");
        });
    }

    /** Returns this register as one that a core lacks, but others beside it have. */
    public DebugRegister absent() {
        return new DebugRegister(name, bits, type, () -> NOTHING, value -> {
            throw new IllegalArgumentException("this core has no register " + name);
        });
    }

    /** Returns how many bytes the register has. */
    public int bytes() {
        return bits / 8;
    }

    /** Returns the register's bytes, none if the core lacks it. */
    public byte[] read() {
        return reader.get();
    }

    /**
     * Sets the register, unless it has that value: setting may do more than it seems, as waking up a core whose program
     * counter is set.
     *
     * @throws IllegalArgumentException if there are more or fewer bytes, or the register cannot be set
     */
    public void write(byte[] bytes) {
        if (bytes.length != bytes()) {
            throw new IllegalArgumentException("register " + name + " has " + bytes() + " bytes, not " + bytes.length);
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
