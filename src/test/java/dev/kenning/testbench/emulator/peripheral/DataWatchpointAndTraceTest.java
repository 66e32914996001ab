package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DataWatchpointAndTraceTest {

    private static final int CTRL = 0x00;
    private static final int CYCCNT = 0x04;

    private final Bench bench = new Bench();
    private final DataWatchpointAndTrace dwt = new DataWatchpointAndTrace(bench.surroundings("dwt"), 216_000_000);

    @Test
    void countsCyclesOnceItIsEnabled() {
        bench.passMicros(10);
        assertThat(dwt.read(CYCCNT, 4)).isZero();

        dwt.write(CTRL, 4, 1);
        bench.passMicros(10);
        assertThat(dwt.read(CYCCNT, 4)).isEqualTo(2160);

        dwt.write(CTRL, 4, 0);
        bench.passMicros(10);
        assertThat(dwt.read(CYCCNT, 4)).as("stopped").isEqualTo(2160);
    }

    @Test
    void countsOnFromWhatIsWrittenAndWrapsAround() {
        dwt.write(CTRL, 4, 1);
        dwt.write(CYCCNT, 4, -1000);

        bench.passMicros(5);

        assertThat(dwt.read(CYCCNT, 4)).isEqualTo(80);
    }

    @Test
    void saysThatItHasNoComparatorsAndNoOtherCounters() {
        assertThat(dwt.read(CTRL, 4) >>> 28).as("NUMCOMP").isZero();
        assertThat(dwt.read(CTRL, 4) & (1 << 25)).as("NOCYCCNT").isZero();
        assertThat(dwt.read(CTRL, 4) & (1 << 24)).as("NOPRFCNT").isNotZero();
    }
}
