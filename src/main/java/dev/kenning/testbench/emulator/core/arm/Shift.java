package dev.kenning.testbench.emulator.core.arm;

/** Constant and register-controlled shifts, with carry out (ARMv7-M ARM, A7.4.2). */
final class Shift {

    static final int LSL = 0;
    static final int LSR = 1;
    static final int ASR = 2;
    static final int ROR = 3;
    static final int RRX = 4;

    private Shift() {}

    /** Packs a constant shift: amount in bits 0-7, kind in bits 8 and up (DecodeImmShift). */
    static int decode(int type, int amount) {
        return switch (type) {
            case LSL -> amount;
            case LSR, ASR -> type << 8 | (amount == 0 ? 32 : amount);
            default -> amount == 0 ? RRX << 8 | 1 : ROR << 8 | amount;
        };
    }

    static String text(int packed) {
        int amount = packed & 0xFF;
        return switch (packed >>> 8) {
            case LSL -> amount == 0 ? "" : ", lsl #" + amount;
            case LSR -> ", lsr #" + amount;
            case ASR -> ", asr #" + amount;
            case ROR -> ", ror #" + amount;
            default -> ", rrx";
        };
    }

    /** Shifts by a packed constant. */
    static int apply(int value, int packed, int carry) {
        int amount = packed & 0xFF;
        return switch (packed >>> 8) {
            case LSL -> value << amount;
            case LSR -> amount == 32 ? 0 : value >>> amount;
            case ASR -> value >> Math.min(amount, 31);
            case ROR -> Integer.rotateRight(value, amount);
            default -> carry << 31 | value >>> 1;
        };
    }

    /** Returns the carry out (0 or 1) of a shift by a packed constant. */
    static int carry(int value, int packed, int carry) {
        int amount = packed & 0xFF;
        return switch (packed >>> 8) {
            case LSL -> amount == 0 ? carry : value >>> (32 - amount) & 1;
            case RRX -> value & 1;
            default -> value >>> (amount - 1) & 1;
        };
    }

    static int left(int value, int amount) {
        return amount < 32 ? value << amount : 0;
    }

    static int leftCarry(int value, int amount, int carry) {
        if (amount == 0) {
            return carry;
        }
        return amount <= 32 ? value >>> (32 - amount) & 1 : 0;
    }

    static int right(int value, int amount) {
        return amount < 32 ? value >>> amount : 0;
    }

    static int rightCarry(int value, int amount, int carry) {
        if (amount == 0) {
            return carry;
        }
        return amount <= 32 ? value >>> (amount - 1) & 1 : 0;
    }

    static int arithmeticRight(int value, int amount) {
        return value >> Math.min(amount, 31);
    }

    static int arithmeticRightCarry(int value, int amount, int carry) {
        if (amount == 0) {
            return carry;
        }
        return value >>> (Math.min(amount, 32) - 1) & 1;
    }

    static int rotateCarry(int value, int amount, int carry) {
        return amount == 0 ? carry : value >>> (amount - 1 & 31) & 1;
    }
}
