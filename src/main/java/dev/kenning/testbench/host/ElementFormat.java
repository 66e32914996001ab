package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.ElementType;
import java.nio.ByteBuffer;

/** Reads and writes one element of a tensor, little-endian. */
sealed interface ElementFormat {

    /** Returns the format of a type, if a host can compute with it. */
    static ElementFormat of(ElementType type) {
        int bits = type.bits();
        boolean wholeWord = bits == 8 || bits == 16 || bits == 32 || bits == 64;
        return switch (type.kind()) {
            case INT -> {
                require(wholeWord, type);
                yield new Whole(bits, true);
            }
            case UINT -> {
                require(wholeWord, type);
                yield new Whole(bits, false);
            }
            case BOOL -> {
                require(bits == 8, type);
                yield new Whole(bits, false);
            }
            case FLOAT -> {
                require(bits == 16 || bits == 32 || bits == 64, type);
                yield new Real(bits);
            }
            default -> throw unusable(type);
        };
    }

    private static void require(boolean usable, ElementType type) {
        if (!usable) {
            throw unusable(type);
        }
    }

    private static IllegalArgumentException unusable(ElementType type) {
        return new IllegalArgumentException("this host cannot compute with elements of type " + type
                + "; it knows int and uint of 8, 16, 32 and 64 bits, bool8, float16, float32 and float64");
    }

    /** Returns whether the element can be written without loss but rounding. */
    boolean holds(double element);

    /** Returns the nearest value in range, without its fraction if the type has none. */
    double clip(double value);

    /** Writes an element. */
    void put(ByteBuffer out, double element);

    /** Reads an element. */
    double get(ByteBuffer in);

    /** An integer with or without sign. */
    record Whole(int bits, boolean signed) implements ElementFormat {

        private static final double TWO_TO_63 = 0x1p63;

        private double min() {
            return signed ? -Math.scalb(1.0, bits - 1) : 0;
        }

        private double max() {
            return signed ? Math.scalb(1.0, bits - 1) - 1 : Math.scalb(1.0, bits) - 1;
        }

        @Override
        public boolean holds(double element) {
            return element >= min() && element <= max() && element == Math.rint(element);
        }

        @Override
        public double clip(double value) {
            double inRange = Math.min(Math.max(value, min()), max());
            return inRange < 0 ? Math.ceil(inRange) : Math.floor(inRange);
        }

        @Override
        public void put(ByteBuffer out, double element) {
            long value = element < TWO_TO_63 ? (long) element : (long) (element - TWO_TO_63) ^ Long.MIN_VALUE;
            for (int shift = 0; shift < bits; shift += 8) {
                out.put((byte) (value >> shift));
            }
        }

        @Override
        public double get(ByteBuffer in) {
            long value = 0;
            for (int shift = 0; shift < bits; shift += 8) {
                value |= (in.get() & 0xFFL) << shift;
            }
            if (signed) {
                int unused = Long.SIZE - bits;
                return (value << unused) >> unused;
            }
            return value >= 0 ? value : (value >>> 1) * 2.0 + (value & 1);
        }
    }

    /** An IEEE 754 number. */
    record Real(int bits) implements ElementFormat {

        @Override
        public boolean holds(double element) {
            return true;
        }

        @Override
        public double clip(double value) {
            return value;
        }

        @Override
        public void put(ByteBuffer out, double element) {
            switch (bits) {
                case 16 -> out.putShort(Half.of((float) element));
                case 32 -> out.putFloat((float) element);
                default -> out.putDouble(element);
            }
        }

        @Override
        public double get(ByteBuffer in) {
            return switch (bits) {
                case 16 -> Half.toFloat(in.getShort());
                case 32 -> in.getFloat();
                default -> in.getDouble();
            };
        }
    }
}
