package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.Peripheral;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WatchdogsTest {

    private final Bench bench = new Bench();
    private int resets;

    @Nested
    class OfTheNrf52840 {

        private static final int START = 0x000;
        private static final int TIMEOUT = 0x100;
        private static final int INTENSET = 0x304;
        private static final int RUNSTATUS = 0x400;
        private static final int REQSTATUS = 0x404;
        private static final int CRV = 0x504;
        private static final int RREN = 0x508;
        private static final int CONFIG = 0x50C;
        private static final int RR_0 = 0x600;
        private static final int RR_1 = 0x604;
        private static final int RELOAD = 0x6E524635;

        /** One second. */
        private static final int SECOND = 32_767;

        private final Nrf52840Watchdog watchdog = new Nrf52840Watchdog(bench.surroundings("wdt"));
        private final InterruptLine irq = watchdog.outputs().get("IRQ");

        OfTheNrf52840() {
            watchdog.onResetRequest(() -> resets++);
        }

        @Test
        void resetsAfterItsPeriod() {
            write(watchdog, CRV, SECOND);
            write(watchdog, START, 1);

            bench.passMicros(999_900);
            assertThat(resets).isZero();
            bench.passMicros(200);
            assertThat(resets).isOne();
            assertThat(bench.log)
                    .containsExactly("wdt: The watchdog resets the machine: the reload requests RR[0] did not come.");
        }

        @Test
        void waitsWhileItIsFed() {
            write(watchdog, CRV, SECOND);
            write(watchdog, START, 1);

            for (int i = 0; i < 5; i++) {
                bench.passMicros(900_000);
                write(watchdog, RR_0, RELOAD);
            }

            assertThat(resets).isZero();
        }

        @Test
        void wantsEveryEnabledRequest() {
            write(watchdog, CRV, SECOND);
            write(watchdog, RREN, 3);
            write(watchdog, START, 1);
            bench.passMicros(900_000);

            write(watchdog, RR_1, RELOAD);

            assertThat(read(watchdog, REQSTATUS)).isEqualTo(1);
            bench.passMicros(200_000);
            assertThat(resets).isOne();
        }

        @Test
        void takesNothingButTheMagicNumber() {
            write(watchdog, CRV, SECOND);
            write(watchdog, START, 1);
            bench.passMicros(900_000);

            write(watchdog, RR_0, 1);

            bench.passMicros(200_000);
            assertThat(resets).isOne();
        }

        @Test
        void interruptsTwoCyclesBeforeTheReset() {
            write(watchdog, CRV, SECOND);
            write(watchdog, INTENSET, 1);
            write(watchdog, START, 1);

            bench.passMicros(1_000_000);
            assertThat(irq.isHigh()).isTrue();
            assertThat(read(watchdog, TIMEOUT)).isOne();
            assertThat(resets).isZero();

            write(watchdog, RR_0, RELOAD);
            bench.passMicros(62);
            assertThat(resets).as("fed too late").isOne();
        }

        @Test
        void keepsItsConfigurationWhileItRuns() {
            write(watchdog, CRV, SECOND);
            write(watchdog, CONFIG, 9);
            write(watchdog, START, 1);

            write(watchdog, CRV, 20);
            write(watchdog, RREN, 0);
            write(watchdog, CONFIG, 1);

            assertThat(read(watchdog, CRV)).isEqualTo(SECOND);
            assertThat(read(watchdog, RREN)).isOne();
            assertThat(read(watchdog, CONFIG)).isEqualTo(9);
            assertThat(read(watchdog, RUNSTATUS)).isOne();
            assertThat(bench.log)
                    .hasSize(3)
                    .allMatch(line -> line.endsWith("keeps its value while the watchdog runs."));
        }

        @Test
        void standsStillAfterAReset() {
            write(watchdog, CRV, SECOND);
            write(watchdog, START, 1);

            watchdog.reset();

            bench.passMicros(2_000_000);
            assertThat(resets).isZero();
            assertThat(read(watchdog, RUNSTATUS)).isZero();
            assertThat(read(watchdog, CRV)).isEqualTo(-1);
        }
    }

    @Nested
    class OfAnStm32 {

        private static final int KR = 0x00;
        private static final int PR = 0x04;
        private static final int RLR = 0x08;
        private static final int WINR = 0x10;

        private final Stm32IndependentWatchdog watchdog = new Stm32IndependentWatchdog(
                bench.surroundings("iwdg"), new Stm32IndependentWatchdog.Kind(32_000, 0, true));

        OfAnStm32() {
            watchdog.onResetRequest(() -> resets++);
        }

        /** 1000 counts of 1 ms. */
        private void startWithOneSecond() {
            write(watchdog, KR, 0xCCCC);
            write(watchdog, KR, 0x5555);
            write(watchdog, PR, 3);
            write(watchdog, RLR, 1000);
            write(watchdog, KR, 0xAAAA);
        }

        @Test
        void resetsWhenItHasCountedDown() {
            startWithOneSecond();

            bench.passMicros(999_000);
            assertThat(resets).isZero();
            bench.passMicros(1_000);
            assertThat(resets).isOne();
            assertThat(bench.log).containsExactly("iwdg: The watchdog resets the machine: it counted down to 0.");
        }

        @Test
        void waitsWhileItIsFed() {
            startWithOneSecond();

            for (int i = 0; i < 5; i++) {
                bench.passMicros(900_000);
                write(watchdog, KR, 0xAAAA);
            }

            assertThat(resets).isZero();
        }

        @Test
        void startsWithItsLongestPeriodAtItsLeastDivider() {
            write(watchdog, KR, 0xCCCC);

            bench.passMicros(511_000);
            assertThat(resets).isZero();
            bench.passMicros(1_000);
            assertThat(resets).isOne();
        }

        @Test
        void keepsItsRegistersUnlessTheyAreUnlocked() {
            write(watchdog, PR, 3);
            write(watchdog, KR, 0x5555);
            write(watchdog, KR, 0xAAAA);
            write(watchdog, RLR, 1);

            assertThat(read(watchdog, PR)).isZero();
            assertThat(read(watchdog, RLR)).isEqualTo(0xFFF);
            assertThat(bench.log).hasSize(2).allMatch(line -> line.endsWith("write 0x5555 to KR before it."));
        }

        @Test
        void resetsWhenItIsFedBeforeItsWindow() {
            startWithOneSecond();
            write(watchdog, KR, 0x5555);
            write(watchdog, WINR, 500);

            bench.passMicros(499_000);
            write(watchdog, KR, 0xAAAA);

            assertThat(resets).isOne();
            assertThat(bench.log.get(0)).endsWith("it was reloaded at 501, before its window of 500.");
        }

        @Test
        void reloadsWithinItsWindow() {
            startWithOneSecond();
            write(watchdog, KR, 0x5555);
            write(watchdog, WINR, 500);

            bench.passMicros(500_000);
            write(watchdog, KR, 0xAAAA);
            bench.passMicros(999_000);

            assertThat(resets).isZero();
        }

        @Test
        void standsStillAfterAReset() {
            startWithOneSecond();

            watchdog.reset();

            bench.passMicros(3_000_000);
            assertThat(resets).isZero();
            assertThat(read(watchdog, PR)).isZero();
        }
    }

    private static int read(Peripheral device, int offset) {
        return device.read(offset, 4);
    }

    private static void write(Peripheral device, int offset, int value) {
        device.write(offset, 4, value);
    }
}
