package dev.kenning.testbench.emulator.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClockTest {

    private static final long MIPS_462 = 462_000_000L;

    private final Clock clock = new Clock(MIPS_462);
    private final List<String> fired = new ArrayList<>();

    @Test
    void countsNanosecondsInWholeInstructionSlots() {
        clock.moveTo(231);

        assertThat(clock.nanos()).as("231 slots at 462 MIPS").isEqualTo(500);
    }

    @Test
    void findsTheFirstSlotAtWhichATimeHasCome() {
        long seed = 20_240_607;
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            long nanos = random.nextLong(1L << 50);
            long slot = clock.slotAtNanos(nanos);

            clock.moveTo(slot);
            assertThat(clock.nanos())
                    .as("seed %d, case %d: time has come", seed, i)
                    .isGreaterThanOrEqualTo(nanos);
            clock.moveTo(slot - 1);
            assertThat(clock.nanos())
                    .as("seed %d, case %d: not a slot earlier", seed, i)
                    .isLessThan(nanos);
        }
    }

    @Test
    void scalesToOtherFrequenciesWithoutRoundingOrOverflow() {
        long seed = 99;
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            long slots = random.nextLong(Long.MAX_VALUE >> random.nextInt(62));
            long exact = BigInteger.valueOf(slots)
                    .multiply(BigInteger.valueOf(216_000_000))
                    .divide(BigInteger.valueOf(MIPS_462))
                    .longValueExact();

            assertThat(clock.ticksIn(slots, 216_000_000))
                    .as("seed %d, case %d", seed, i)
                    .isEqualTo(exact);
        }
    }

    @Test
    void firesAlarmsInOrderOfTimeThenOfSetting() {
        Alarm late = clock.newAlarm(() -> fired.add("late"));
        Alarm early = clock.newAlarm(() -> fired.add("early"));
        Alarm alsoLate = clock.newAlarm(() -> fired.add("also late"));
        late.at(20);
        early.at(10);
        alsoLate.at(20);

        clock.moveTo(20);
        clock.fireDue();

        assertThat(fired).containsExactly("early", "late", "also late");
    }

    @Test
    void movesAnAlarmThatIsSetAgain() {
        Alarm alarm = clock.newAlarm(() -> fired.add("fired"));
        alarm.at(10);
        alarm.at(30);

        clock.moveTo(20);
        clock.fireDue();

        assertThat(fired).isEmpty();
        assertThat(clock.nextAlarm()).isEqualTo(30);
    }

    @Test
    void forgetsACancelledAlarm() {
        Alarm alarm = clock.newAlarm(() -> fired.add("fired"));
        alarm.at(10);
        alarm.cancel();

        clock.moveTo(20);
        clock.fireDue();

        assertThat(fired).isEmpty();
        assertThat(alarm.isSet()).isFalse();
    }

    @Test
    void keepsThePastWhenTheSpeedChanges() {
        clock.moveTo(MIPS_462);
        clock.setSlotsPerSecond(1_000_000);
        clock.moveTo(MIPS_462 + 500_000);

        assertThat(clock.nanos())
                .as("a second at 462 MIPS, half a second at 1 MIPS")
                .isEqualTo(1_500_000_000L);
    }
}
