package dev.kenning.testbench.emulator.core.softfloat;

/**
 * An unsigned number of 128 bits, of which products of significands leave the top ones free. Where bits are lost, the last
 * one left is set: enough to round by, whatever the rounding mode.
 */
record Wide(long high, long low) {

    /** Returns the product of two numbers below 2^63. */
    static Wide product(long a, long b) {
        return new Wide(Math.multiplyHigh(a, b), a * b);
    }

    /** Returns a number shifted right; what is lost sets the last bit. */
    static long shiftedRight(long bits, int distance) {
        if (distance == 0) {
            return bits;
        }
        return distance < Long.SIZE ? bits >>> distance | sticky(bits << (Long.SIZE - distance)) : sticky(bits);
    }

    Wide shiftedRight(int distance) {
        if (distance == 0) {
            return this;
        }
        if (distance < Long.SIZE) {
            long moved = low >>> distance | high << (Long.SIZE - distance);
            return new Wide(high >>> distance, moved | sticky(low << (Long.SIZE - distance)));
        }
        return new Wide(0, shiftedRight(high, distance - Long.SIZE) | sticky(low));
    }

    Wide plus(Wide other) {
        long sum = low + other.low;
        int carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return new Wide(high + other.high + carry, sum);
    }

    /** Returns the difference to a number that is not larger. */
    Wide minus(Wide other) {
        int borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
        return new Wide(high - other.high - borrow, low - other.low);
    }

    boolean isLessThan(Wide other) {
        int order = Long.compareUnsigned(high, other.high);
        return order < 0 || (order == 0 && Long.compareUnsigned(low, other.low) < 0);
    }

    boolean isZero() {
        return (high | low) == 0;
    }

    int leadingZeros() {
        return high != 0 ? Long.numberOfLeadingZeros(high) : Long.SIZE + Long.numberOfLeadingZeros(low);
    }

    /** Returns the first 64 bits from the leading one on. */
    long leadingBits() {
        int distance = leadingZeros();
        if (distance >= Long.SIZE) {
            return low << (distance - Long.SIZE);
        }
        long above = distance == 0 ? 0 : low >>> (Long.SIZE - distance);
        return high << distance | above | sticky(low << distance);
    }

    private static long sticky(long lost) {
        return lost != 0 ? 1 : 0;
    }
}
