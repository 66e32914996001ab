package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long nanos;

    @Test
    void printsAPlainLineForEachTenthWhereThereIsNoTerminal() {
        try (Progress progress = new Progress(console(false, false), "samples", 20, () -> nanos)) {
            for (int done = 1; done <= 20; done++) {
                progress.show(done);
            }
        }

        assertThat(printed().lines()).hasSize(10).startsWith("samples 2/20").endsWith("samples 20/20");
    }

    @Test
    void drawsWithAsciiWhereTheTerminalShowsNothingElse() {
        Progress progress = new Progress(console(true, true), "samples", 2, () -> nanos);
        progress.show(1);

        assertThat(printed()).isEqualTo("\rsamples [###############...............] 1/2");
    }

    @Test
    void leavesACleanLineBehind() {
        try (Progress progress = new Progress(console(true, false), "samples", 1, () -> nanos)) {
            progress.show(1);
        }

        assertThat(printed()).endsWith("\r").contains("█".repeat(30));
    }

    @Test
    void tellsRateAndRemainingTime() {
        Progress progress = new Progress(console(false, false), "samples", 300, () -> nanos);
        nanos = 20_000_000_000L;
        progress.show(30);
        nanos = 200_000_000_000L;
        progress.show(299);
        progress.show(300);

        assertThat(printed().lines())
                .containsExactly(
                        "samples 30/300, 1.5/s, 3 min 0 s left",
                        "samples 299/300, 1.5/s, 1 s left",
                        "samples 300/300, 1.5/s");
    }

    @Test
    void coversALongerLineWithAShorterOne() {
        try (Progress progress = new Progress(console(true, true), "samples", 2, () -> nanos)) {
            nanos = 100_000_000_000L;
            progress.show(1);
            progress.show(2);
        }

        List<String> drawn = printed().lines().toList();
        assertThat(drawn.get(2)).hasSameSizeAs(drawn.get(1));
    }

    private Console console(boolean terminal, boolean ascii) {
        PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new Console(stream, stream, terminal, ascii, false, Map.of());
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
