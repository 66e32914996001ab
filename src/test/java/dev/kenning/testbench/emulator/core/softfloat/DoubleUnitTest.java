package dev.kenning.testbench.emulator.core.softfloat;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Double precision against the host's, which rounds to nearest, and against exact decimal arithmetic. */
class DoubleUnitTest {

    private static final int CASES = 50_000;
    private static final long DEFAULT_NAN = 0x7FF8_0000_0000_0000L;
    /** Half of the smallest normal number: below it nothing rounds up to a normal one. */
    private static final BigDecimal TINY = new BigDecimal(Double.MIN_NORMAL / 2);
    /** Enough digits for every double, so that a quotient or a root which is one is exact. */
    private static final MathContext CLOSE = new MathContext(1200);

    private static final class Status extends FloatEnvironment {

        private final int mode;
        private int raised;

        Status(int mode) {
            this.mode = mode;
        }

        @Override
        public void raise(int exceptions) {
            raised |= exceptions;
        }

        @Override
        public int roundingMode() {
            return mode;
        }
    }

    /** An operation on bits, and what the host and decimal arithmetic make of the same numbers. */
    private enum Operation {
        ADD {
            @Override
            long bits(FloatEnvironment status, long a, long b, long c) {
                return DoubleUnit.add(status, a, b);
            }

            @Override
            double host(double a, double b, double c) {
                return a + b;
            }

            @Override
            BigDecimal exact(BigDecimal a, BigDecimal b, BigDecimal c) {
                return a.add(b);
            }
        },
        SUBTRACT {
            @Override
            long bits(FloatEnvironment status, long a, long b, long c) {
                return DoubleUnit.subtract(status, a, b);
            }

            @Override
            double host(double a, double b, double c) {
                return a - b;
            }

            @Override
            BigDecimal exact(BigDecimal a, BigDecimal b, BigDecimal c) {
                return a.subtract(b);
            }
        },
        MULTIPLY {
            @Override
            long bits(FloatEnvironment status, long a, long b, long c) {
                return DoubleUnit.multiply(status, a, b);
            }

            @Override
            double host(double a, double b, double c) {
                return a * b;
            }

            @Override
            BigDecimal exact(BigDecimal a, BigDecimal b, BigDecimal c) {
                return a.multiply(b);
            }
        },
        DIVIDE {
            @Override
            long bits(FloatEnvironment status, long a, long b, long c) {
                return DoubleUnit.divide(status, a, b);
            }

            @Override
            double host(double a, double b, double c) {
                return a / b;
            }

            @Override
            BigDecimal exact(BigDecimal a, BigDecimal b, BigDecimal c) {
                return a.divide(b, CLOSE);
            }
        },
        SQUARE_ROOT {
            @Override
            long bits(FloatEnvironment status, long a, long b, long c) {
                return DoubleUnit.squareRoot(status, a);
            }

            @Override
            double host(double a, double b, double c) {
                return Math.sqrt(a);
            }

            @Override
            BigDecimal exact(BigDecimal a, BigDecimal b, BigDecimal c) {
                return a.sqrt(CLOSE);
            }
        },
        MULTIPLY_ADD {
            @Override
            long bits(FloatEnvironment status, long a, long b, long c) {
                return DoubleUnit.multiplyAdd(status, c, a, b);
            }

            @Override
            double host(double a, double b, double c) {
                return Math.fma(a, b, c);
            }

            @Override
            BigDecimal exact(BigDecimal a, BigDecimal b, BigDecimal c) {
                return a.multiply(b).add(c);
            }
        };

        abstract long bits(FloatEnvironment status, long a, long b, long c);

        abstract double host(double a, double b, double c);

        abstract BigDecimal exact(BigDecimal a, BigDecimal b, BigDecimal c);
    }

    @Test
    void roundsToNearestAsTheHostDoes() {
        SplittableRandom random = random();
        for (int i = 0; i < CASES; i++) {
            double a = number(random);
            double b = number(random);
            double c = number(random);
            for (Operation operation : Operation.values()) {
                long result = operation.bits(new Status(FloatEnvironment.TO_NEAREST), bits(a), bits(b), bits(c));

                double expected = operation.host(a, b, c);

                assertThat(result)
                        .as("%s of %s, %s, %s", operation, a, b, c)
                        .isEqualTo(Double.isNaN(expected) ? DEFAULT_NAN : bits(expected));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {FloatEnvironment.TO_PLUS_INFINITY, FloatEnvironment.TO_MINUS_INFINITY, FloatEnvironment.TO_ZERO})
    void roundsToTheNextNumberInADirection(int mode) {
        SplittableRandom random = random();
        for (int i = 0; i < CASES / 100; i++) {
            double a = number(random);
            double b = number(random);
            double c = number(random);
            for (Operation operation : Operation.values()) {
                if (Double.isFinite(operation.host(a, b, c)) && Double.isFinite(a + b + c)) {
                    checkDirection(operation, mode, a, b, c);
                }
            }
        }
    }

    private static void checkDirection(Operation operation, int mode, double a, double b, double c) {
        Status status = new Status(mode);
        double result = Double.longBitsToDouble(operation.bits(status, bits(a), bits(b), bits(c)));
        BigDecimal exact = operation.exact(new BigDecimal(a), new BigDecimal(b), new BigDecimal(c));
        if (Double.isInfinite(result)) {
            assertThat(status.raised & FloatEnvironment.OVERFLOW).isNotZero();
            return;
        }
        boolean up =
                mode == FloatEnvironment.TO_PLUS_INFINITY || (mode == FloatEnvironment.TO_ZERO && exact.signum() < 0);
        String text = operation + " of " + a + ", " + b + ", " + c + " in mode " + mode + " is " + result;
        BigDecimal rounded = new BigDecimal(result);
        int beyond = rounded.compareTo(exact) * (up ? 1 : -1);
        assertThat(beyond).as(text).isNotNegative();
        double before = up ? Math.nextDown(result) : Math.nextUp(result);
        if (Double.isFinite(before)) {
            assertThat(new BigDecimal(before).compareTo(exact) * (up ? 1 : -1))
                    .as(text)
                    .isNegative();
        }
        assertThat((status.raised & FloatEnvironment.INEXACT) != 0)
                .as(text + ", inexact")
                .isEqualTo(beyond != 0);
        if (beyond != 0 && exact.abs().compareTo(TINY) < 0) {
            assertThat(status.raised & FloatEnvironment.UNDERFLOW)
                    .as(text + ", underflow")
                    .isNotZero();
        }
    }

    @ParameterizedTest(name = "{0} and {1} give {2}, flags {3}")
    @CsvSource({
        "7ff0000000000000, fff0000000000000, 7ff8000000000000, 1",
        "7ff0000000000001, 3ff0000000000000, 7ff8000000000000, 1",
        "7ff8000000000001, 3ff0000000000000, 7ff8000000000000, 0",
        "7fefffffffffffff, 7fefffffffffffff, 7ff0000000000000, 14",
        "3ff0000000000000, bff0000000000000, 0000000000000000, 0",
        "8000000000000000, 8000000000000000, 8000000000000000, 0",
        "0000000000000001, 0000000000000001, 0000000000000002, 0"
    })
    void addsWhatIsNoOrdinaryNumber(String a, String b, String sum, String flags) {
        Status status = new Status(FloatEnvironment.TO_NEAREST);

        long result = DoubleUnit.add(status, Long.parseUnsignedLong(a, 16), Long.parseUnsignedLong(b, 16));

        assertThat(Long.toHexString(result)).isEqualTo(Long.toHexString(Long.parseUnsignedLong(sum, 16)));
        assertThat(Integer.toHexString(status.raised)).isEqualTo(flags);
    }

    @Test
    void findsThatInfinityTimesZeroIsInvalidEvenBesideANan() {
        Status status = new Status(FloatEnvironment.TO_NEAREST);

        long result = DoubleUnit.multiplyAdd(status, DEFAULT_NAN, bits(Double.POSITIVE_INFINITY), bits(0));

        assertThat(result).isEqualTo(DEFAULT_NAN);
        assertThat(status.raised).isEqualTo(FloatEnvironment.INVALID);
    }

    @Test
    void takesAResultForTinyOnlyIfItIsAfterRounding() {
        long smallestNormal = bits(Double.MIN_NORMAL);
        long justBelowOne = bits(Math.nextDown(1.0));
        Status rounded = new Status(FloatEnvironment.TO_PLUS_INFINITY);
        Status cut = new Status(FloatEnvironment.TO_ZERO);

        assertThat(DoubleUnit.multiply(rounded, bits(Math.nextUp(Double.MIN_NORMAL)), justBelowOne))
                .isEqualTo(bits(Math.nextUp(Double.MIN_NORMAL)));
        assertThat(DoubleUnit.multiply(cut, smallestNormal, justBelowOne)).isEqualTo(smallestNormal - 1);

        assertThat(rounded.raised).isEqualTo(FloatEnvironment.INEXACT);
        assertThat(cut.raised).isEqualTo(FloatEnvironment.INEXACT | FloatEnvironment.UNDERFLOW);
    }

    private static SplittableRandom random() {
        long seed = Long.getLong("testbench.seed", System.nanoTime());
        System.out.println("DoubleUnitTest: seed " + seed + " (-Dtestbench.seed)");
        return new SplittableRandom(seed);
    }

    /** Returns any number, often one whose sums cancel or whose products underflow. */
    private static double number(SplittableRandom random) {
        long fraction = random.nextLong() & 0x800F_FFFF_FFFF_FFFFL & (random.nextBoolean() ? -1L : -1L << 40);
        long[] exponents = {0, 1, 52, 511, 1000, 1022, 1023, 1024, 1075, 1534, 2046};
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(-8, 8);
            case 1 -> Double.longBitsToDouble(random.nextLong());
            default -> Double.longBitsToDouble(fraction | exponents[random.nextInt(exponents.length)] << 52);
        };
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }
}
