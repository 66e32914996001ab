package dev.kenning.testbench.emulator.core.riscv;

/**
 * How wide the elements of an instruction's operands are, and how they extend.
 *
 * <p>Written as destination, vs2 and, where there is one, vs1 or scalar, such as {@code 2i i u}: {@code i} is a signed
 * integer of SEW bits, {@code u} an unsigned one, {@code f} a float, {@code m} a mask bit; {@code 2} before it means
 * double, {@code /2 /4 /8} behind it that part of SEW. {@code <64} at the end means that SEW of 64 bits does not exist.
 *
 * @param b {@link Operand#NONE} if the instruction has one source
 * @param most the largest SEW, as the binary logarithm of its bytes
 */
record ElementShape(Operand d, Operand a, Operand b, int most) {

    /** One operand; its width is that of SEW plus a scale, both as binary logarithms. */
    record Operand(char kind, int scale) {

        static final Operand NONE = new Operand('-', 0);

        private static final int FLOAT_WIDTH = 2;

        static Operand parse(String text) {
            if (text.startsWith("2")) {
                return new Operand(text.charAt(1), 1);
            }
            int slash = text.indexOf('/');
            int scale = slash < 0 ? 0 : -Integer.numberOfTrailingZeros(Integer.parseInt(text.substring(slash + 1)));
            return new Operand(text.charAt(0), scale);
        }

        boolean isMask() {
            return kind == 'm';
        }

        boolean isFloat() {
            return kind == 'f';
        }

        boolean isSigned() {
            return kind != 'u';
        }

        boolean exists() {
            return kind != '-';
        }

        /** Returns whether elements of this width exist, with SEW of a width, on a core with 64-bit integers. */
        boolean exists(int sew) {
            int width = sew + scale;
            return isFloat() ? width == FLOAT_WIDTH : width >= 0 && width <= 3;
        }
    }

    static ElementShape parse(String text) {
        String[] parts = text.split(" ", -1);
        Operand b = parts.length == 2 ? Operand.NONE : Operand.parse(parts[2]);
        return new ElementShape(Operand.parse(parts[0]), Operand.parse(parts[1]), b, text.endsWith("<64") ? 2 : 3);
    }

    boolean isFloat() {
        return d.isFloat() || a.isFloat() || b.isFloat();
    }

    /** Returns the widest operand's scale. */
    int widest() {
        return Math.max(d.scale, Math.max(a.scale, b.scale));
    }

    /** Returns whether all operands exist with SEW of a width. */
    boolean exists(int sew) {
        return sew <= most && d.exists(sew) && a.exists(sew) && b.exists(sew);
    }
}
