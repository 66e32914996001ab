package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatternDeviceTest {

    @Test
    void flipsWithEveryAccess() {
        PatternDevice device = PatternDevice.flipFlop();

        assertThat(reads(device, 3)).containsExactly(-1, 0, -1);
        device.write(0, 4, 0x1234);
        assertThat(reads(device, 2)).as("after a write, which is an access too").containsExactly(-1, 0);
    }

    @Test
    void rollsOneBit() {
        assertThat(reads(PatternDevice.rollingBit(), 34)).startsWith(1, 2, 4).endsWith(1 << 31, 1, 2);
    }

    @Test
    void repeatsWhatWasWritten() {
        PatternDevice device = PatternDevice.repeater();
        device.write(0, 4, 42);

        assertThat(reads(device, 2)).containsExactly(42, 42);
    }

    @Test
    void startsAnewOnReset() {
        PatternDevice device = PatternDevice.flipFlop();
        device.read(0, 4);

        device.reset();

        assertThat(device.read(0, 4)).isEqualTo(-1);
    }

    private static int[] reads(PatternDevice device, int count) {
        return IntStream.range(0, count).map(i -> device.read(0, 4)).toArray();
    }
}
