package dev.kenning.testbench.emulator.core.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What QEMU 7.2 is no reference for. */
class BitManipulationTest {

    private static final int A0 = 10;
    private static final int CTZW_A0_A0 = 0x6015_151B;

    private final RiscVBoard board = new RiscVBoard("rv64imac_zbb");

    @ParameterizedTest
    @CsvSource({
        "0x1, 0",
        "0x80000000, 31",
        "0x7FFFFFFF00000008, 3",
        "0x0, 32",
        "0x100000000, 32",
        "0x8000000000000000, 32",
    })
    void countsTrailingZerosInTheLowerWordOnly(String value, long zeros) {
        board.program(CTZW_A0_A0);
        board.cpu.setRegister(A0, Long.parseUnsignedLong(value.substring(2), 16));

        board.run(1);

        assertThat(board.cpu.register(A0)).isEqualTo(zeros);
    }
}
