package dev.kenning.testbench.emulator.core.arm;

import java.util.Arrays;

/** The registers of the memory protection unit (ARMv7-M ARM, B3.5): eight regions, stored but not enforced. */
final class Mpu {

    static final int TYPE = 0xD90;
    static final int CONTROL = 0xD94;
    static final int NUMBER = 0xD98;
    static final int BASE = 0xD9C;
    static final int ATTRIBUTES = 0xDA0;

    private static final int REGIONS = 8;
    private static final int TYPE_VALUE = REGIONS << 8;
    private static final int BASE_VALID = 1 << 4;
    private static final int BASE_ADDRESS = ~0x1F;
    private static final int ALIAS_STRIDE = 8;

    private final int[] bases = new int[REGIONS];
    private final int[] attributes = new int[REGIONS];
    private int control;
    private int number;

    void reset() {
        control = 0;
        number = 0;
        Arrays.fill(bases, 0);
        Arrays.fill(attributes, 0);
    }

    int read(int offset) {
        return switch (offset) {
            case TYPE -> TYPE_VALUE;
            case CONTROL -> control;
            case NUMBER -> number;
            default -> isBase(offset) ? bases[number] | number : attributes[number];
        };
    }

    void write(int offset, int value) {
        switch (offset) {
            case TYPE -> {}
            case CONTROL -> control = value & 7;
            case NUMBER -> number = value & REGIONS - 1;
            default -> {
                if (isBase(offset)) {
                    writeBase(value);
                } else {
                    attributes[number] = value;
                }
            }
        }
    }

    private void writeBase(int value) {
        if ((value & BASE_VALID) != 0) {
            number = value & REGIONS - 1;
        }
        bases[number] = value & BASE_ADDRESS;
    }

    /** Tells the base registers, of which there are four aliases, from the attribute registers. */
    private static boolean isBase(int offset) {
        return (offset - BASE) % ALIAS_STRIDE == 0;
    }
}
