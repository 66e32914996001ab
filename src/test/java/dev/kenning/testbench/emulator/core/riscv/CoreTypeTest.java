package dev.kenning.testbench.emulator.core.riscv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoreTypeTest {

    @Test
    void readsLettersInTheirOrder() {
        assertThat(CoreType.of("rv32imfcv_zicsr", false).extensions())
                .containsExactly(Extension.I, Extension.M, Extension.F, Extension.C, Extension.V);
        assertThat(CoreType.of("rv64gc_zicsr_zifencei", true).extensions())
                .containsExactly(Extension.I, Extension.M, Extension.A, Extension.F, Extension.D, Extension.C);
    }

    @Test
    void tellsWidthAndExtensionsInMisa() {
        assertThat(CoreType.of("rv32imac_zicsr", false).misa()).isEqualTo(0x4010_1105L);
        assertThat(CoreType.of("rv64imac", true).misa()).isEqualTo(0x8000_0000_0010_1105L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        rv32imxc_zicsr | false | it knows no extension "x", only i, m, a, f, d, c, v
        rv64imac       | false | it must begin with "rv32"
        rv32imac       | true  | it must begin with "rv64"
        rv32mac        | false | the base "i" is missing
        rv32imdc       | false | "d" needs "f"
        rv32imfv_zve32f | false | it knows no extension "zve32f", of those with long names only zicsr and zifencei
        cortex-m7      | false | it must begin with "rv32"
        """)
    void refusesWhatItDoesNotKnow(String cpuType, boolean is64, String reason) {
        assertThatThrownBy(() -> CoreType.of(cpuType, is64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the embedded engine has no RISC-V core of cpuType \"" + cpuType + "\": ")
                .hasMessageContaining(reason)
                .hasMessageContaining("run this board on Renode");
    }
}
