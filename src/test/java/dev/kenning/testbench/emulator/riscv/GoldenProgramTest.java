package dev.kenning.testbench.emulator.riscv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.emulator.CoreFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Holds the core against what Renode 1.15.3 recorded of {@code rvshort.elf}. */
class GoldenProgramTest {

    @Test
    void stopsAtTheFirstVectorInstructionOnACoreWithoutThem() throws IOException {
        RiscVBoard board = new RiscVBoard("rv32imfc_zicsr");
        board.load(resource("rvshort.elf"));

        assertThatThrownBy(() -> board.run(20_000))
                .as("a trap without a handler")
                .isInstanceOf(CoreFault.class)
                .hasMessageContaining("locked up");

        assertThat(board.uart.toString(StandardCharsets.US_ASCII))
                .as("output so far")
                .isEqualTo("hello from rv32\r\nwork 2974993692\r\n");
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = GoldenProgramTest.class.getResourceAsStream("/renode-golden/" + name)) {
            return in.readAllBytes();
        }
    }
}
