package dev.kenning.testbench.emulator.core.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.core.softfloat.FloatUnit;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds single-precision results against exact arithmetic, and special cases against the architecture's words. */
class FloatUnitTest {

    private static final long SEED = 20_261_121;
    private static final int CASES = 20_000;
    private static final int ONE = 0x3F80_0000;
    private static final int SIGNALLING = 0x7F80_0001;
    private static final int QUIET = 0x7FC0_1234;

    private final FloatStatus status = new FloatStatus();
    private final Random random = new Random(SEED);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void roundsSumsAsTheModeSays(int mode) {
        for (int i = 0; i < CASES; i++) {
            float a = finite();
            float b = finite();
            status.set(mode << 22);
            int result = FloatUnit.add(status, bits(a), bits(b));
            assertRounded("%a + %a".formatted(a, b), exact(a).add(exact(b)), result, mode);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void roundsProductsAsTheModeSays(int mode) {
        for (int i = 0; i < CASES; i++) {
            float a = finite();
            float b = finite();
            status.set(mode << 22);
            int result = FloatUnit.multiply(status, bits(a), bits(b));
            assertRounded("%a * %a".formatted(a, b), exact(a).multiply(exact(b)), result, mode);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void roundsFusedProductsOnce(int mode) {
        for (int i = 0; i < CASES; i++) {
            float a = finite();
            float b = finite();
            float c = i % 2 == 0 ? finite() : -a * b;
            if (Float.isInfinite(c)) {
                continue;
            }
            status.set(mode << 22);
            int result = FloatUnit.multiplyAdd(status, bits(c), bits(a), bits(b));
            BigDecimal expected = exact(a).multiply(exact(b)).add(exact(c));
            assertRounded("%a * %a + %a".formatted(a, b, c), expected, result, mode);
        }
    }

    @Test
    void dividesAndTakesRootsAsIeeeDoes() {
        for (int i = 0; i < CASES; i++) {
            float a = Math.abs(finite());
            float b = finite();
            status.set(0);
            assertThat(FloatUnit.divide(status, bits(a), bits(b)))
                    .as("%a / %a", a, b)
                    .isEqualTo(bits(a / b));
            assertThat(FloatUnit.squareRoot(status, bits(a))).as("sqrt %a", a).isEqualTo(bits((float) Math.sqrt(a)));
        }
    }

    @Test
    void tellsInexactQuotients() {
        FloatUnit.divide(status, bits(1), bits(4));
        assertThat(status.value()).as("flags of 1/4").isZero();

        FloatUnit.divide(status, bits(1), bits(3));
        assertThat(status.value()).as("flags of 1/3").isEqualTo(FloatStatus.INEXACT);
    }

    @ParameterizedTest
    @CsvSource({
        "inf - inf,   7f800000, ff800000",
        "-inf + inf,  ff800000, 7f800000",
    })
    void callsDifferencesOfInfinitiesInvalid(String what, String a, String b) {
        int result = FloatUnit.add(status, Integer.parseUnsignedInt(a, 16), Integer.parseUnsignedInt(b, 16));

        assertThat(result).as(what).isEqualTo(FloatUnit.DEFAULT_NAN);
        assertThat(status.value()).isEqualTo(FloatStatus.INVALID);
    }

    @Test
    void passesQuietNansOn() {
        assertThat(FloatUnit.add(status, ONE, QUIET)).isEqualTo(QUIET);
        assertThat(status.value()).isZero();
    }

    @Test
    void prefersSignallingNansAndQuietsThem() {
        assertThat(FloatUnit.multiply(status, QUIET, SIGNALLING)).isEqualTo(SIGNALLING | 0x0040_0000);
        assertThat(status.value()).isEqualTo(FloatStatus.INVALID);
    }

    @Test
    void givesTheDefaultNanWhenAskedTo() {
        status.set(1 << 25);

        assertThat(FloatUnit.add(status, ONE, QUIET)).isEqualTo(FloatUnit.DEFAULT_NAN);
    }

    @Test
    void raisesDivisionByZeroButNotFor0By0() {
        assertThat(FloatUnit.divide(status, bits(-1), 0)).isEqualTo(bits(Float.NEGATIVE_INFINITY));
        assertThat(status.value()).isEqualTo(FloatStatus.DIVISION_BY_ZERO);

        status.set(0);
        assertThat(FloatUnit.divide(status, 0, 0)).isEqualTo(FloatUnit.DEFAULT_NAN);
        assertThat(status.value()).isEqualTo(FloatStatus.INVALID);
    }

    @Test
    void flushesDenormalsWhenAskedTo() {
        status.set(1 << 24);

        assertThat(FloatUnit.add(status, 0x8000_0001, ONE)).isEqualTo(ONE);
        assertThat(status.value()).isEqualTo(1 << 24 | FloatStatus.INPUT_DENORMAL);
        status.set(1 << 24);
        assertThat(FloatUnit.multiply(status, bits(-Float.MIN_NORMAL), bits(0.5f)))
                .isEqualTo(0x8000_0000);
        assertThat(status.value()).isEqualTo(1 << 24 | FloatStatus.UNDERFLOW);
    }

    @Test
    void callsAnInexactTinyResultAnUnderflowEvenIfItRoundsUpToNormal() {
        int justBelow = FloatUnit.multiply(status, 0x0080_0000, 0x3F7F_FFFF);

        assertThat(justBelow).isEqualTo(0x0080_0000);
        assertThat(status.value()).isEqualTo(FloatStatus.UNDERFLOW | FloatStatus.INEXACT);
    }

    @Test
    void takesTheNumberBesideAQuietNan() {
        assertThat(FloatUnit.maximumNumber(status, QUIET, ONE)).isEqualTo(ONE);
        assertThat(FloatUnit.minimumNumber(status, ONE, QUIET)).isEqualTo(ONE);
        assertThat(FloatUnit.maximumNumber(status, 0x8000_0000, 0))
                .as("max(-0, +0)")
                .isZero();
    }

    private void assertRounded(String what, BigDecimal exact, int result, int mode) {
        float rounded = Float.intBitsToFloat(result);
        int flags = status.value() & 0x9F;
        if (exact.signum() == 0) {
            assertThat(rounded).as(what).isZero();
            assertThat(flags).as("flags of %s", what).isZero();
            return;
        }
        if (mode == FloatStatus.TO_NEAREST) {
            assertThat(result).as(what).isEqualTo(bits(exact.floatValue()));
        } else {
            boolean up = mode == FloatStatus.TO_PLUS_INFINITY || (mode == FloatStatus.TO_ZERO && exact.signum() < 0);
            assertThat(compare(rounded, exact) * (up ? 1 : -1)).as(what).isNotNegative();
            float inner = up ? Math.nextDown(rounded) : Math.nextUp(rounded);
            assertThat(compare(rounded, exact) == 0 || compare(inner, exact) * (up ? 1 : -1) < 0)
                    .as("%s gives the nearest float on its side", what)
                    .isTrue();
        }
        boolean inexact = Float.isInfinite(rounded) || compare(rounded, exact) != 0;
        boolean tiny = exact.abs().compareTo(exact(Float.MIN_NORMAL)) < 0;
        assertThat((flags & FloatStatus.INEXACT) != 0).as("inexact: %s", what).isEqualTo(inexact);
        assertThat((flags & FloatStatus.UNDERFLOW) != 0)
                .as("underflow: %s", what)
                .isEqualTo(inexact && tiny);
    }

    private static int compare(float value, BigDecimal exact) {
        return Float.isInfinite(value) ? (value > 0 ? 1 : -1) : exact(value).compareTo(exact);
    }

    /** Returns a number of any size, denormals and neighbours of powers of two included. */
    private float finite() {
        int exponent = random.nextInt(4) == 0 ? random.nextInt(255) : 107 + random.nextInt(40);
        int fraction = random.nextInt(3) == 0 ? (random.nextInt(4) - 2) & 0x7F_FFFF : random.nextInt(1 << 23);
        int tiny = random.nextInt(20) == 0 ? 0 : exponent;
        return Float.intBitsToFloat((random.nextInt() & 0x8000_0000) | (tiny << 23) | fraction);
    }

    private static int bits(float value) {
        return Float.floatToRawIntBits(value);
    }

    private static BigDecimal exact(float value) {
        return new BigDecimal(value);
    }
}
