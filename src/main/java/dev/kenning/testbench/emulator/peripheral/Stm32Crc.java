package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.bus.Surroundings;

/**
 * Models the CRC unit of STM32 ({@code CRC.STM32_CRC}): of the F1, F2, F4 and L1 (RM0090, section 4) with the polynomial of
 * Ethernet and whole words, of the others (RM0385, section 12) with any polynomial, width, start and order of bits.
 */
public final class Stm32Crc implements Peripheral {

    /** Bytes of address space. */
    public static final int SIZE = 0x400;

    private static final int DATA = 0x00;
    private static final int INDEPENDENT_DATA = 0x04;
    private static final int CONTROL = 0x08;
    private static final int INITIAL_VALUE = 0x10;
    private static final int POLYNOMIAL = 0x14;

    private static final int ETHERNET = 0x04C1_1DB7;
    private static final int RESTART = 1;
    private static final int CONTROL_BITS = 0xF8;
    private static final int[] WIDTHS = {32, 16, 8, 7};

    private final Surroundings surroundings;
    private final boolean isConfigurable;
    private int independent;
    private int control;
    private int initial;
    private int polynomial;
    private int crc;

    /**
     * Creates the device.
     *
     * @param isConfigurable whether it has the registers for start value and polynomial
     */
    public Stm32Crc(Surroundings surroundings, boolean isConfigurable) {
        this.surroundings = surroundings;
        this.isConfigurable = isConfigurable;
        reset();
    }

    @Override
    public void reset() {
        independent = 0;
        control = 0;
        initial = -1;
        polynomial = ETHERNET;
        crc = -1;
    }

    @Override
    public int read(int offset, int width) {
        return switch (offset) {
            case DATA -> result();
            case INDEPENDENT_DATA -> independent;
            case CONTROL -> control;
            case INITIAL_VALUE -> isConfigurable ? initial : unhandledRead(offset);
            case POLYNOMIAL -> isConfigurable ? polynomial : unhandledRead(offset);
            default -> unhandledRead(offset);
        };
    }

    @Override
    public void write(int offset, int width, int value) {
        if (offset == DATA) {
            take(value, isConfigurable ? 8 * width : 32);
        } else if (offset == INDEPENDENT_DATA) {
            independent = isConfigurable && width == 4 ? value : value & 0xFF;
        } else if (offset == CONTROL) {
            control(value);
        } else if (offset == INITIAL_VALUE && isConfigurable) {
            initial = value;
            crc = value;
        } else if (offset == POLYNOMIAL && isConfigurable) {
            polynomial = value;
        } else {
            surroundings.log().warn(surroundings.name(), Registers.unhandledWrite(offset, value));
        }
    }

    private int unhandledRead(int offset) {
        surroundings.log().warn(surroundings.name(), Registers.unhandledRead(offset));
        return 0;
    }

    private void control(int value) {
        control = isConfigurable ? value & CONTROL_BITS : 0;
        if ((value & RESTART) != 0) {
            crc = initial;
        }
    }

    private void take(int value, int bits) {
        int size = size();
        int top = size - 1;
        int mask = size == 32 ? -1 : (1 << size) - 1;
        int data = reversedInput(value, bits);
        int sum = crc & mask;
        for (int bit = bits - 1; bit >= 0; bit--) {
            boolean divides = ((sum >>> top ^ data >>> bit) & 1) != 0;
            sum = (sum << 1 ^ (divides ? polynomial : 0)) & mask;
        }
        crc = sum;
    }

    /** Reverses the order of bits in each byte, halfword or word, as REV_IN says; never in more than is written. */
    private int reversedInput(int value, int bits) {
        int order = control >>> 5 & 3;
        if (order == 0) {
            return value;
        }
        int group = Math.min(bits, 4 << order);
        int reversed = 0;
        for (int bit = 0; bit < bits; bit++) {
            int to = bit / group * group + group - 1 - bit % group;
            reversed |= (value >>> bit & 1) << to;
        }
        return reversed;
    }

    private int result() {
        return (control & 0x80) == 0 ? crc : Integer.reverse(crc) >>> (32 - size());
    }

    private int size() {
        return WIDTHS[control >>> 3 & 3];
    }
}
