package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void printsAPlainLineForEachTenthWhereThereIsNoTerminal() {
        try (Progress progress = new Progress(console(false, false), "samples", 20)) {
            for (int done = 1; done <= 20; done++) {
                progress.show(done);
            }
        }

        assertThat(printed().lines()).hasSize(10).startsWith("samples 2/20").endsWith("samples 20/20");
    }

    @Test
    void drawsWithAsciiWhereTheTerminalShowsNothingElse() {
        Progress progress = new Progress(console(true, true), "samples", 2);
        progress.show(1);

        assertThat(printed()).isEqualTo("\rsamples [###############...............] 1/2");
    }

    @Test
    void leavesACleanLineBehind() {
        try (Progress progress = new Progress(console(true, false), "samples", 1)) {
            progress.show(1);
        }

        assertThat(printed()).endsWith("\r").contains("█".repeat(30));
    }

    private Console console(boolean terminal, boolean ascii) {
        PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new Console(stream, stream, terminal, ascii);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
