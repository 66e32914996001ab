package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import org.junit.jupiter.api.Test;

class Stm32TimerTest {

    private static final int CR1 = 0x00;
    private static final int DIER = 0x0C;
    private static final int SR = 0x10;
    private static final int EGR = 0x14;
    private static final int CNT = 0x24;
    private static final int PSC = 0x28;
    private static final int ARR = 0x2C;
    private static final int CCR1 = 0x34;

    private static final int CEN = 1;
    private static final int OPM = 1 << 3;
    private static final int UIF = 1;
    private static final int CC1IF = 2;

    private final Bench bench = new Bench();

    /** 10 MHz: ten ticks a microsecond. */
    private final Stm32Timer timer = new Stm32Timer(bench.surroundings("timer2"), 10_000_000, 0xFFFF_FFFFL);

    private final InterruptLine irq = timer.outputs().get("IRQ");

    @Test
    void countsInVirtualTime() {
        write(CR1, CEN);

        bench.passMicros(7);

        assertThat(read(CNT)).isEqualTo(70);
    }

    @Test
    void countsThroughThePrescaler() {
        write(PSC, 9);
        write(EGR, 1);
        write(SR, 0);
        write(CR1, CEN);

        bench.passMicros(7);

        assertThat(read(CNT)).isEqualTo(7);
    }

    @Test
    void raisesAnUpdateAtEveryOverflow() {
        write(ARR, 99);
        write(DIER, UIF);
        write(CR1, CEN);

        for (int period = 1; period <= 3; period++) {
            bench.passMicros(9);
            assertThat(irq.isHigh()).as("before the end of period %d", period).isFalse();
            bench.passMicros(1);
            assertThat(irq.isHigh()).as("at the end of period %d", period).isTrue();
            assertThat(read(CNT)).isZero();
            write(SR, 0);
            assertThat(irq.isHigh()).as("after it was acknowledged").isFalse();
        }
    }

    @Test
    void noticesOverflowsThatNobodyWaitedFor() {
        write(ARR, 99);
        write(CR1, CEN);

        bench.passMicros(35);

        assertThat(read(SR) & UIF).isEqualTo(UIF);
        assertThat(read(CNT)).isEqualTo(50);
    }

    @Test
    void stopsAfterOnePulse() {
        write(ARR, 99);
        write(CR1, CEN | OPM);

        bench.passMicros(25);

        assertThat(read(CR1) & CEN).isZero();
        assertThat(read(CNT)).isZero();
        assertThat(read(SR) & UIF).isEqualTo(UIF);
    }

    @Test
    void comparesWithAChannel() {
        write(ARR, 99);
        write(CCR1, 40);
        write(DIER, CC1IF);
        write(CR1, CEN);

        bench.passMicros(3);
        assertThat(irq.isHigh()).isFalse();
        bench.passMicros(1);
        assertThat(irq.isHigh()).isTrue();

        write(SR, ~CC1IF);
        bench.passMicros(9);
        assertThat(irq.isHigh()).isFalse();
        bench.passMicros(1);
        assertThat(irq.isHigh()).as("one period later").isTrue();
    }

    @Test
    void keepsItsCountWhileItIsStopped() {
        write(CR1, CEN);
        bench.passMicros(5);
        write(CR1, 0);
        bench.passMicros(5);
        assertThat(read(CNT)).isEqualTo(50);

        write(CR1, CEN);
        bench.passMicros(5);
        assertThat(read(CNT)).isEqualTo(100);
    }

    @Test
    void takesANewPrescalerAtTheNextUpdate() {
        write(ARR, 99);
        write(CR1, CEN);
        write(PSC, 9);

        bench.passMicros(5);
        assertThat(read(CNT)).as("still the old one").isEqualTo(50);

        bench.passMicros(5 + 20);
        assertThat(read(CNT))
                .as("20 us after the update, at a tenth of the speed")
                .isEqualTo(20);
    }

    /** As Zephyr's counter driver does: the flag is cleared with the channel at the current count, then the alarm is set. */
    @Test
    void interruptsForAnAlarmOfZephyrsCounterDriver() {
        write(PSC, 10_799);
        write(ARR, 0xFFFF);
        write(EGR, 1);
        write(SR, 0);
        write(CR1, CEN);
        bench.passMicros(200_000_000);

        int now = read(CNT);
        write(CCR1, now);
        write(SR, ~CC1IF);
        write(CCR1, now + 1000 & 0xFFFF);
        write(DIER, CC1IF);

        bench.passMicros(1_078_000);
        assertThat(irq.isHigh()).as("before the alarm").isFalse();
        bench.passMicros(3_000);
        assertThat(irq.isHigh()).as("after 1000 ticks of 1.08 ms").isTrue();
    }

    @Test
    void matchesANewCompareValueOnlyFromItsWriteOn() {
        write(ARR, 99);
        write(CCR1, 100);
        write(CR1, CEN);
        bench.passMicros(35);
        write(SR, 0);
        bench.passMicros(25);

        write(CCR1, 40);

        assertThat(read(SR) & CC1IF).as("40 was passed before it was written").isZero();
        bench.passMicros(10);
        assertThat(read(SR) & CC1IF).isEqualTo(CC1IF);
    }

    @Test
    void saysThatItCannotCountDown() {
        write(CR1, CEN | 1 << 4);
        write(CR1, CEN | 1 << 4);

        assertThat(bench.log)
                .containsExactly(
                        "timer2: CR1 asks for down- or centre-aligned counting, which this model does not have.");
    }

    @Test
    void forgetsEverythingOnReset() {
        write(ARR, 99);
        write(DIER, UIF);
        write(CR1, CEN);
        bench.passMicros(15);

        timer.reset();

        assertThat(irq.isHigh()).isFalse();
        bench.passMicros(15);
        assertThat(read(CNT)).isZero();
        assertThat(read(ARR)).isEqualTo(-1);
    }

    private int read(int offset) {
        return timer.read(offset, 4);
    }

    private void write(int offset, int value) {
        timer.write(offset, 4, value);
    }
}
