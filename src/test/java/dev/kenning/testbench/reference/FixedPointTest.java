package dev.kenning.testbench.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.reference.FixedPoint.Factor;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedPointTest {

    @ParameterizedTest(name = "{0} / 2^{1} is {2}")
    @CsvSource({"5, 1, 3", "-5, 1, -3", "4, 1, 2", "-4, 1, -2", "1, 2, 0", "2, 2, 1", "-2, 2, -1", "-1, 2, 0", "7, 0, 7"
    })
    void dividingByAPowerOfTwoRoundsHalvesAwayFromZero(int value, int exponent, int expected) {
        assertThat(FixedPoint.divideByPowerOfTwo(value, exponent)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} times {1} is {2}")
    @CsvSource({
        "-2147483648, -2147483648, 2147483647",
        "1073741824, 1073741824, 536870912",
        "1, 1073741824, 1",
        "-1, 1073741824, 0",
        "-3, 1073741824, -1"
    })
    void multiplyingSaturatesAndRoundsToNearest(int a, int b, int expected) {
        assertThat(FixedPoint.multiply(a, b)).isEqualTo(expected);
    }

    @Test
    void aFactorThatRoundsUpToAPowerOfTwoKeepsItsMultiplierIn31Bits() {
        assertThat(Factor.of(Math.nextDown(1.0))).isEqualTo(new Factor(1 << 30, 1));
    }

    @Test
    void aFactorBelow31BitsIsZero() {
        assertThat(Factor.of(Math.scalb(1.0, -33))).isEqualTo(new Factor(0, 0));
    }

    @Test
    void timesAFactorIsWithinOneOfTheRealProduct() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 100_000; round++) {
            double real = Math.scalb(random.nextDouble(), -random.nextInt(20));
            int value = random.nextInt(1 << 24) - (1 << 23);
            assertThat((double) Factor.of(real).times(value))
                    .as("%d times %s (seed %d)", value, real, seed)
                    .isBetween(value * real - 1, value * real + 1);
        }
    }
}
