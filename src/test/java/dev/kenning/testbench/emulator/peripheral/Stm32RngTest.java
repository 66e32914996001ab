package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Stm32RngTest {

    private static final int CR = 0x00;
    private static final int SR = 0x04;
    private static final int DR = 0x08;
    private static final int RNGEN = 1 << 2;

    private final Bench bench = new Bench();

    @Test
    void isReadyOnceItIsEnabled() {
        Stm32Rng rng = new Stm32Rng(bench.surroundings("rng"));
        assertThat(rng.read(SR, 4)).isZero();
        assertThat(rng.read(DR, 4)).isZero();

        rng.write(CR, 4, RNGEN);

        assertThat(rng.read(SR, 4)).isEqualTo(1);
        assertThat(draw(rng)).doesNotHaveDuplicates();
    }

    @Test
    void drawsTheSameNumbersInEveryRun() {
        assertThat(draw(enabled("rng"))).isEqualTo(draw(enabled("rng")));
        assertThat(draw(enabled("rng"))).isNotEqualTo(draw(enabled("other")));
    }

    private Stm32Rng enabled(String name) {
        Stm32Rng rng = new Stm32Rng(bench.surroundings(name));
        rng.write(CR, 4, RNGEN);
        return rng;
    }

    private static int[] draw(Stm32Rng rng) {
        return IntStream.range(0, 32).map(i -> rng.read(DR, 4)).toArray();
    }
}
