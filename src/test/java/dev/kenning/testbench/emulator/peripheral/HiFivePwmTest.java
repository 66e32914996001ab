package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import org.junit.jupiter.api.Test;

/** Against the pulse-width modulator of the FE310-G002 manual, chapter 16. */
class HiFivePwmTest {

    private static final int CONFIGURATION = 0x00;
    private static final int COUNT = 0x08;
    private static final int SCALED = 0x10;
    private static final int COMPARE = 0x20;
    private static final int STICKY = 1 << 8;
    private static final int ZERO_AFTER_COMPARE = 1 << 9;
    private static final int ALWAYS = 1 << 12;
    private static final int ONE_SHOT = 1 << 13;

    private final Bench bench = new Bench();
    private final HiFivePwm pwm = new HiFivePwm(bench.surroundings("pwm0"), 1_000_000);
    private final InterruptLine irq = pwm.outputs().get("IRQ");

    @Test
    void countsItsClockAndScalesIt() {
        pwm.write(CONFIGURATION, 4, ALWAYS | 2);

        bench.passMicros(1001);

        assertThat(pwm.read(COUNT, 4)).isEqualTo(1001);
        assertThat(pwm.read(SCALED, 4)).as("by 4").isEqualTo(250);
    }

    @Test
    void raisesAComparatorFromItsValueOn() {
        pwm.write(COMPARE + 4, 4, 100);
        pwm.write(CONFIGURATION, 4, ALWAYS);

        bench.passMicros(99);
        assertThat(pwm.outputs().get("1").isHigh()).as("at 99").isFalse();
        bench.passMicros(1);
        assertThat(pwm.outputs().get("1").isHigh()).as("at 100").isTrue();
        assertThat(pwm.outputs().get("2").isHigh()).as("another").isFalse();
        assertThat(irq.isHigh()).isTrue();
        assertThat(pwm.read(CONFIGURATION, 4) >>> 28).as("pwmcmpXip").isEqualTo(2);

        bench.passMicros(0x10000 - 100);
        assertThat(pwm.read(COUNT, 4)).as("the next round").isZero();
        assertThat(irq.isHigh()).isFalse();
    }

    @Test
    void beginsAnewAfterTheFirstComparator() {
        pwm.write(COMPARE, 4, 9);
        pwm.write(CONFIGURATION, 4, ALWAYS | ZERO_AFTER_COMPARE);

        bench.passMicros(35);

        assertThat(pwm.read(COUNT, 4)).as("rounds of ten").isEqualTo(5);
    }

    @Test
    void keepsWhatWasReachedWhereThatIsSticky() {
        pwm.write(COMPARE, 4, 9);
        pwm.write(CONFIGURATION, 4, ALWAYS | ZERO_AFTER_COMPARE | STICKY);

        bench.passMicros(12);
        assertThat(irq.isHigh()).as("in the next round").isTrue();

        pwm.write(CONFIGURATION, 4, ALWAYS | ZERO_AFTER_COMPARE | STICKY);
        assertThat(irq.isHigh()).as("cleared").isFalse();
    }

    @Test
    void stopsAfterOneShot() {
        pwm.write(COMPARE, 4, 9);
        pwm.write(CONFIGURATION, 4, ONE_SHOT | ZERO_AFTER_COMPARE);

        bench.passMicros(35);

        assertThat(pwm.read(COUNT, 4)).isZero();
        assertThat(pwm.read(CONFIGURATION, 4) & ONE_SHOT).isZero();
    }

    @Test
    void countsBackInTheSecondHalfWhereCentred() {
        pwm.write(COMPARE, 4, 0x6000);
        pwm.write(CONFIGURATION, 4, ALWAYS | 1 << 16);

        bench.passMicros(0x6000);
        assertThat(pwm.outputs().get("0").isHigh()).isTrue();
        bench.passMicros(0xA000 - 0x6000 - 1);
        assertThat(pwm.outputs().get("0").isHigh()).as("until it has come back").isTrue();
        bench.passMicros(1);
        assertThat(pwm.outputs().get("0").isHigh()).isFalse();
    }

    @Test
    void holdsAGangedOutputWhileTheNextIsUp() {
        pwm.write(COMPARE, 4, 10);
        pwm.write(COMPARE + 4, 4, 20);
        pwm.write(CONFIGURATION, 4, ALWAYS | 1 << 24);

        bench.passMicros(15);
        assertThat(pwm.outputs().get("0").isHigh()).isTrue();
        bench.passMicros(10);
        assertThat(pwm.outputs().get("0").isHigh()).as("pwm1 is up").isFalse();
    }
}
