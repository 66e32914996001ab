package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.AccessLog;
import java.util.BitSet;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The registers of a device, of 32 bits or of 8, declared in the order of its data sheet.
 *
 * <p>A register stores what is written unless it is told otherwise. Accesses of 1 and 2 bytes act on their part of a
 * word: a narrow write merges with the stored value before the device hears of it. An access to a register of 8 bits is
 * one to that register, however wide it is. An offset without a register reads 0, swallows writes, and is reported once
 * each way.
 */
final class Registers {

    /** One word-sized register. */
    static final class Register {

        private final int writable;
        private int resetValue;
        private int value;
        private @Nullable IntUnaryOperator reader;
        private @Nullable IntConsumer writer;

        private Register(int writable) {
            this.writable = writable;
        }

        /** Sets the value after reset. */
        Register resetsTo(int reset) {
            resetValue = reset;
            value = reset;
            return this;
        }

        /** Computes what is read from what is stored. */
        Register onRead(IntUnaryOperator computes) {
            reader = computes;
            return this;
        }

        /** Hears of each write, after the writable bits are stored, with all the bits that were written. */
        Register onWrite(IntConsumer hears) {
            writer = hears;
            return this;
        }

        /** Returns the stored value. */
        int get() {
            return value;
        }

        /** Replaces the stored value, also bits that are not writable. */
        void set(int newValue) {
            value = newValue;
        }

        /** Returns whether any of these bits is set. */
        boolean has(int bits) {
            return (value & bits) != 0;
        }

        private int read() {
            return reader == null ? value : reader.applyAsInt(value);
        }

        private void write(int written) {
            value = (value & ~writable) | (written & writable);
            if (writer != null) {
                writer.accept(written);
            }
        }

        private void reset() {
            value = resetValue;
        }
    }

    /** How wide registers are and how far apart. */
    enum Layout {
        /** 32 bits each. */
        WORDS(2),

        /** 8 bits each, side by side. */
        BYTES(0);

        private final int shift;

        Layout(int shift) {
            this.shift = shift;
        }
    }

    private final String device;
    private final AccessLog log;
    private final Layout layout;
    private final @Nullable Register[] words;
    private final BitSet reportedReads = new BitSet();
    private final BitSet reportedWrites = new BitSet();

    /** Creates an empty table of registers of 32 bits. */
    Registers(String device, int size, AccessLog log) {
        this(device, size, log, Layout.WORDS);
    }

    /**
     * Creates an empty table.
     *
     * @param device the name in the platform description, for the log
     * @param size in bytes
     */
    Registers(String device, int size, AccessLog log, Layout layout) {
        this.device = device;
        this.log = log;
        this.layout = layout;
        this.words = new @Nullable Register[size >> layout.shift];
    }

    /** Declares a register whose 32 bits can all be written. */
    Register word(int offset) {
        return word(offset, -1);
    }

    /** Declares a register of which only these bits store. */
    Register word(int offset, int writable) {
        Register register = new Register(writable);
        words[offset >> layout.shift] = register;
        return register;
    }

    /** Declares a register that stores nothing that is written: a status, an identification, a trigger. */
    Register fixed(int offset) {
        return word(offset, 0);
    }

    /** Declares the pair of registers whose writes set and clear bits of another; both read as that one. */
    void setAndClear(int setOffset, int clearOffset, Register target, Runnable changed) {
        fixed(setOffset).onRead(stored -> target.get()).onWrite(value -> {
            target.set(target.get() | value);
            changed.run();
        });
        fixed(clearOffset).onRead(stored -> target.get()).onWrite(value -> {
            target.set(target.get() & ~value);
            changed.run();
        });
    }

    int read(int offset, int width) {
        Register register = at(offset);
        if (register == null) {
            reportRead(offset);
            return 0;
        }
        int word = register.read();
        if (layout == Layout.BYTES) {
            return word & 0xFF;
        }
        return width == 4 ? word : (word >>> shift(offset)) & mask(width);
    }

    void write(int offset, int width, int value) {
        Register register = at(offset);
        if (register == null) {
            reportWrite(offset, width == 4 ? value : value & mask(width));
        } else if (layout == Layout.BYTES) {
            register.write(value & 0xFF);
        } else if (width == 4) {
            register.write(value);
        } else {
            int mask = mask(width) << shift(offset);
            register.write((register.value & ~mask) | ((value << shift(offset)) & mask));
        }
    }

    void reset() {
        for (Register register : words) {
            if (register != null) {
                register.reset();
            }
        }
    }

    private @Nullable Register at(int offset) {
        int index = offset >>> layout.shift;
        return index < words.length ? words[index] : null;
    }

    /** Returns what the log says of a load that nothing serves. */
    static String unhandledRead(int offset) {
        return String.format(Locale.ROOT, "Unhandled read from offset 0x%X.", offset);
    }

    /** Returns what the log says of a store that nothing serves. */
    static String unhandledWrite(int offset, int value) {
        return String.format(Locale.ROOT, "Unhandled write to offset 0x%X, value 0x%X.", offset, value);
    }

    private void reportRead(int offset) {
        if (!reportedReads.get(offset)) {
            reportedReads.set(offset);
            log.warn(device, unhandledRead(offset));
        }
    }

    private void reportWrite(int offset, int value) {
        if (!reportedWrites.get(offset)) {
            reportedWrites.set(offset);
            log.warn(device, unhandledWrite(offset, value));
        }
    }

    private static int shift(int offset) {
        return (offset & 3) * 8;
    }

    private static int mask(int width) {
        return width == 1 ? 0xFF : 0xFFFF;
    }
}
