package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import org.junit.jupiter.api.Test;

/** Against the CLINT of the FU540-C000 manual, chapter 9. */
class CoreLevelInterruptorTest {

    private static final int MSIP_1 = 0x0004;
    private static final int MTIMECMP_0 = 0x4000;
    private static final int MTIMECMP_1 = 0x4008;
    private static final int MTIME = 0xBFF8;

    private final Bench bench = new Bench();
    private final CoreLevelInterruptor clint = new CoreLevelInterruptor(bench.surroundings("clint"), 1_000_000, 2);

    @Test
    void countsAtItsFrequency() {
        bench.passMicros(1234);

        assertThat(clint.read(MTIME, 4)).isEqualTo(1234);
        assertThat(clint.read(MTIME + 4, 4)).isZero();
        assertThat(clint.time()).isEqualTo(1234);
    }

    @Test
    void interruptsAHartFromItsCompareValueOn() {
        setCompare(MTIMECMP_1, 100);

        bench.passMicros(99);
        assertThat(line(3).isHigh()).as("at 99 us").isFalse();

        bench.passMicros(1);
        assertThat(line(3).isHigh()).as("at 100 us").isTrue();
        assertThat(line(1).isHigh()).as("the other hart").isFalse();

        setCompare(MTIMECMP_1, 200);
        assertThat(line(3).isHigh()).as("after it was set anew").isFalse();
    }

    @Test
    void interruptsAtOnceWhenTheTimeHasPassed() {
        bench.passMicros(50);

        setCompare(MTIMECMP_0, 50);

        assertThat(line(1).isHigh()).isTrue();
    }

    @Test
    void compares64Bits() {
        setCompare(MTIMECMP_0, 0x1_0000_0000L);
        bench.passMicros(1000);
        assertThat(line(1).isHigh()).isFalse();

        clint.write(MTIME + 4, 4, 1);
        assertThat(line(1).isHigh()).as("after mtime was set beyond").isTrue();
    }

    @Test
    void drivesSoftwareInterrupts() {
        clint.write(MSIP_1, 4, 1);
        assertThat(line(2).isHigh()).isTrue();
        assertThat(clint.read(MSIP_1, 4)).isEqualTo(1);

        clint.write(MSIP_1, 4, 0);
        assertThat(line(2).isHigh()).isFalse();
    }

    @Test
    void startsAgainFrom0AfterAReset() {
        setCompare(MTIMECMP_0, 10);
        clint.write(MSIP_1, 4, 1);
        bench.passMicros(100);

        clint.reset();

        assertThat(clint.time()).isZero();
        assertThat(line(1).isHigh()).isFalse();
        assertThat(line(2).isHigh()).isFalse();
    }

    @Test
    void reportsRegistersThatItDoesNotHave() {
        assertThat(clint.read(0x8000, 4)).isZero();

        assertThat(bench.log).containsExactly("clint: Read from an unimplemented register, offset 0x8000");
    }

    private void setCompare(int register, long value) {
        clint.write(register + 4, 4, -1);
        clint.write(register, 4, (int) value);
        clint.write(register + 4, 4, (int) (value >>> 32));
    }

    private InterruptLine line(int number) {
        return clint.outputs().get(Integer.toString(number));
    }
}
