package dev.kenning.testbench.gdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GdbAddressTest {

    @Test
    void readsAHostAndAPort() {
        assertThat(GdbAddress.parse("localhost:3333")).contains(new GdbAddress("localhost", 3333));
        assertThat(GdbAddress.parse("[::1]:65535")).contains(new GdbAddress("::1", 65535));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", ":3333", "localhost:", "localhost:0", "localhost:65536", "localhost:x", "3333"})
    void readsNothingElse(String text) {
        assertThat(GdbAddress.parse(text)).isEmpty();
    }
}
