package dev.kenning.testbench.emulator.core.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.core.Disassembly;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds the core against what Renode 1.15.3 recorded of {@code m7short.elf}. */
class GoldenTraceTest {

    private static final long FIFTY_MILLISECONDS = 462_000 * 50L;

    private final GoldenBoard board = new GoldenBoard();

    @BeforeEach
    void load() throws IOException {
        board.load(resource("m7short.elf"));
    }

    @Test
    void executesExactlyTheRecordedInstructions() throws IOException {
        try (BufferedReader trace = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(stream("m7.trace.gz")), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = trace.readLine(); line != null; line = trace.readLine()) {
                Disassembly next = board.cpu.disassemble(board.cpu.programCounter());
                String executed =
                        String.format(Locale.ROOT, "0x%08x:   %s  %s", next.address(), next.encoding(), next.text());
                assertThat(executed)
                        .as("instruction %d of the trace", number)
                        .isEqualTo(line.substring(0, line.lastIndexOf('[')).stripTrailing());
                board.cpu.run(board.clock.now() + 1);
                number++;
            }
            assertThat(board.cpu.executedInstructions()).isEqualTo(number);
        }
    }

    @Test
    void executes0x2470InstructionsInFiftyMilliseconds() {
        board.cpu.run(FIFTY_MILLISECONDS);

        assertThat(board.cpu.isSleeping()).as("sleeping in wfi").isTrue();
        assertThat(board.cpu.executedInstructions()).isEqualTo(0x2470);
        assertThat(board.cpu.programCounter()).isEqualTo(0x0800_01A0);
    }

    @Test
    void writesTheRecordedBytesToTheUart() throws IOException {
        board.cpu.run(FIFTY_MILLISECONDS);

        String recorded = new String(resource("m7.uart.txt"), StandardCharsets.US_ASCII);
        // The recording ends before the last line break, whose instructions are in the trace.
        assertThat(board.uart.toString(StandardCharsets.US_ASCII)).isEqualTo(recorded + "\r\n");
    }

    @Test
    void countsEveryMnemonicAsOftenAsTheTraceDoes() throws IOException {
        board.cpu.run(FIFTY_MILLISECONDS);

        assertThat(board.cpu.opcodeCounts())
                .containsEntry("bne", 2164L)
                .containsEntry("vmul.f32", 201L)
                .containsEntry("umull", 14L)
                .containsEntry("wfi", 1L);
        assertThat(board.cpu.opcodeCounts().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(0x2470);
    }

    @Test
    void stopsInTheMiddleOfABlockAtTheGivenSlot() {
        for (long slot : List.of(1L, 2L, 7L, 100L, 1000L, 5000L)) {
            board.cpu.run(slot);
            assertThat(board.cpu.executedInstructions())
                    .as("instructions by slot %d", slot)
                    .isEqualTo(slot);
            assertThat(board.clock.now()).isEqualTo(slot);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = stream(name)) {
            return in.readAllBytes();
        }
    }

    private static InputStream stream(String name) {
        return GoldenTraceTest.class.getResourceAsStream("/renode-golden/" + name);
    }
}
