package dev.kenning.testbench.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {

    /** Values of Wilson's formula without correction of continuity, as in Newcombe (1998), table I. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0, 0.1611", "1, 29, 0.0061, 0.1718"})
    void hasTheIntervalOfWilson(long count, long trials, double low, double high) {
        Share share = new Share(count, trials);

        assertThat(share.low()).isCloseTo(low, within(5e-5));
        assertThat(share.high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void knowsNothingOfNoTrials() {
        Share none = new Share(0, 0);

        assertThat(none.percent()).isEqualTo("-");
        assertThat(none.interval()).isEqualTo("-");
        assertThat(none.low()).isZero();
        assertThat(none.high()).isOne();
    }

    @Test
    void refusesMoreThanAll() {
        assertThatThrownBy(() -> new Share(3, 2)).hasMessage("3 of 2 is no share");
    }
}
