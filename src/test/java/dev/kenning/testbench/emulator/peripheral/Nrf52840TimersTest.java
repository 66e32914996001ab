package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.Peripheral;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class Nrf52840TimersTest {

    private static final int START = 0x000;
    private static final int STOP = 0x004;
    private static final int CLEAR = 0x008;
    private static final int COMPARE_0 = 0x140;
    private static final int INTENSET = 0x304;
    private static final int CC_0 = 0x540;

    private final Bench bench = new Bench();

    @Nested
    class RealTimeCounter {

        private static final int TRIGOVRFLW = 0x00C;
        private static final int OVRFLW = 0x104;
        private static final int EVTENSET = 0x344;
        private static final int COUNTER = 0x504;
        private static final int PRESCALER = 0x508;

        private final Nrf52840Rtc rtc = new Nrf52840Rtc(bench.surroundings("rtc1"), 4);
        private final InterruptLine irq = rtc.outputs().get("IRQ");

        @Test
        void countsTheLowFrequencyClock() {
            write(rtc, START, 1);

            bench.passMicros(1_000_000);

            assertThat(read(rtc, COUNTER)).isEqualTo(32_768);
        }

        @Test
        void countsThroughThePrescaler() {
            write(rtc, PRESCALER, 32);
            write(rtc, START, 1);

            bench.passMicros(1_000_000);

            assertThat(read(rtc, COUNTER)).isEqualTo(32_768 / 33);
        }

        @Test
        void interruptsAtACompareValue() {
            write(rtc, CC_0, 33);
            write(rtc, EVTENSET, 1 << 16);
            write(rtc, INTENSET, 1 << 16);
            write(rtc, START, 1);

            bench.passMicros(1_007);
            assertThat(irq.isHigh()).as("after 32 ticks").isFalse();
            bench.passMicros(1);
            assertThat(irq.isHigh()).as("after 33 ticks").isTrue();
        }

        @Test
        void keepsEventsToItselfThatNobodyWaitsFor() {
            write(rtc, CC_0, 1);
            write(rtc, START, 1);

            bench.passMicros(1_000);

            assertThat(read(rtc, COMPARE_0)).isZero();
        }

        @Test
        void overflowsAfterTwentyFourBits() {
            write(rtc, INTENSET, 1 << 1);
            write(rtc, TRIGOVRFLW, 1);
            write(rtc, START, 1);

            bench.passMicros(489);

            assertThat(read(rtc, OVRFLW)).as("OVRFLW").isEqualTo(1);
            assertThat(read(rtc, COUNTER)).isZero();
        }

        @Test
        void standsWhileStoppedAndStartsAgainFromZeroWhenCleared() {
            write(rtc, START, 1);
            bench.passMicros(1_000_000);
            write(rtc, STOP, 1);
            bench.passMicros(1_000_000);
            assertThat(read(rtc, COUNTER)).as("while stopped").isEqualTo(32_768);

            write(rtc, CLEAR, 1);

            assertThat(read(rtc, COUNTER)).isZero();
        }
    }

    @Nested
    class Timer {

        private static final int COUNT = 0x008;
        private static final int CAPTURE_1 = 0x044;
        private static final int SHORTS = 0x200;
        private static final int MODE = 0x504;
        private static final int BITMODE = 0x508;
        private static final int PRESCALER = 0x510;
        private static final int CC_1 = 0x544;

        private final Nrf52840Timer timer = new Nrf52840Timer(bench.surroundings("timer0"), 4);
        private final InterruptLine irq = timer.outputs().get("IRQ");

        @Test
        void countsMicrosecondsUnlessToldOtherwise() {
            write(timer, START, 1);

            bench.passMicros(250);

            assertThat(captured()).isEqualTo(250);
        }

        @Test
        void countsSixteenTimesAMicrosecondWithoutPrescaler() {
            write(timer, PRESCALER, 0);
            write(timer, BITMODE, 3);
            write(timer, START, 1);

            bench.passMicros(100_000);

            assertThat(captured()).isEqualTo(1_600_000);
        }

        @Test
        void wrapsAtItsWidth() {
            write(timer, BITMODE, 1);
            write(timer, START, 1);

            bench.passMicros(256 + 7);

            assertThat(captured()).isEqualTo(7);
        }

        @Test
        void startsAnewAtEachMatchWhereAShortcutSaysSo() {
            write(timer, CC_0, 100);
            write(timer, SHORTS, 1);
            write(timer, INTENSET, 1 << 16);
            write(timer, START, 1);

            bench.passMicros(100);
            assertThat(irq.isHigh()).as("at the first match").isTrue();
            write(timer, COMPARE_0, 0);
            bench.passMicros(100);
            assertThat(irq.isHigh()).as("at the second match").isTrue();
            assertThat(captured()).isZero();
        }

        @Test
        void stopsAtAMatchWhereAShortcutSaysSo() {
            write(timer, CC_0, 100);
            write(timer, SHORTS, 1 << 8);
            write(timer, START, 1);

            bench.passMicros(500);

            assertThat(captured()).isEqualTo(100);
        }

        @Test
        void countsWhatItIsToldInCounterMode() {
            write(timer, MODE, 1);
            write(timer, CC_0, 2);
            write(timer, START, 1);

            write(timer, COUNT, 1);
            assertThat(read(timer, COMPARE_0)).as("after one").isZero();
            write(timer, COUNT, 1);
            assertThat(read(timer, COMPARE_0)).as("after two").isEqualTo(1);
        }

        private int captured() {
            write(timer, CAPTURE_1, 1);
            return read(timer, CC_1);
        }
    }

    private static int read(Peripheral device, int offset) {
        return device.read(offset, 4);
    }

    private static void write(Peripheral device, int offset, int value) {
        device.write(offset, 4, value);
    }
}
