package dev.kenning.testbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MonitorNumberTest {

    @Test
    void readsRegistersOf64Bits() {
        assertThat(MonitorNumber.of("0xFFFFFFFF80000000\n")).isEqualTo(0xFFFF_FFFF_8000_0000L);
        assertThat(MonitorNumber.of("0x8000000000000000")).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void readsDecimals() {
        assertThat(MonitorNumber.of("417790\n\n")).isEqualTo(417790);
    }

    @Test
    void saysWhatIsNoNumber() {
        assertThat(MonitorNumber.in("True")).isEmpty();
        assertThatThrownBy(() -> MonitorNumber.of("True"))
                .isInstanceOf(EngineException.class)
                .hasMessage("the monitor answered with no number: True");
    }
}
