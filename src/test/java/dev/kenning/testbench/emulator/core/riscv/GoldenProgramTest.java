package dev.kenning.testbench.emulator.core.riscv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.emulator.core.CoreFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
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

    @Test
    void countsVectorInstructionsAsRenodeDid() throws IOException {
        RiscVBoard board = new RiscVBoard("rv32imfcv_zicsr");
        board.load(resource("rvshort.elf"));

        board.run(20_000);

        assertThat(board.cpu.executedInstructions()).as("executed instructions").isEqualTo(0x2F42);
        assertThat(board.uart.toByteArray()).as("output").startsWith(resource("rv.uart.txt"));
        assertThat(board.cpu.opcodeCounts())
                .as("vector instructions by mnemonic")
                .containsAllEntriesOf(recordedVectorCounts());
    }

    private static Map<String, Long> recordedVectorCounts() throws IOException {
        return new String(resource("rv.opcodes.csv"), StandardCharsets.US_ASCII)
                .lines()
                .map(line -> line.split(";", -1))
                .filter(fields -> fields[0].startsWith("v") && !fields[1].equals("0"))
                .collect(Collectors.toMap(fields -> fields[0], fields -> Long.valueOf(fields[1])));
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = GoldenProgramTest.class.getResourceAsStream("/renode-golden/" + name)) {
            return in.readAllBytes();
        }
    }
}
