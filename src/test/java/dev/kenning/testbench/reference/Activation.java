package dev.kenning.testbench.reference;

/** The function an operator applies to its result before it stores it. */
public enum Activation {
    NONE,
    RELU;

    static Activation of(int code) {
        return switch (code) {
            case 0 -> NONE;
            case 1 -> RELU;
            default -> throw new IllegalArgumentException("unsupported fused activation " + code);
        };
    }

    double apply(double value) {
        return this == RELU ? Math.max(0.0, value) : value;
    }

    /** Clamps a quantised result to int8 and, for ReLU, to what stands for real numbers from 0. */
    int clamp(int value, int zeroPoint) {
        int low = this == RELU ? Math.max(zeroPoint, Byte.MIN_VALUE) : Byte.MIN_VALUE;
        return Math.min(Math.max(value, low), Byte.MAX_VALUE);
    }
}
