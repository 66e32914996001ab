package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsolePrinterTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<String> lines = new ArrayList<>();
    private final ConsolePrinter printer =
            new ConsolePrinter(new PrintStream(out, false, StandardCharsets.UTF_8), lines::add);

    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            a\\r\\nb\\r\\n,a\\nb\\n,a|b
            a\\nb\\n,a\\nb\\n,a|b
            10 %\\r20 %\\r\\n,10 %\\r20 %\\n,10 %20 %
            a\\r\\r\\nb\\n,a\\r\\nb\\n,a|b
            uart:~$ ,uart:~$ ,
            """)
    void leavesOutTheCarriageReturnOfALineEndOnly(String sent, String printed, String told) {
        send(unescaped(sent).getBytes(StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(unescaped(printed));
        assertThat(String.join("|", lines)).isEqualTo(told == null ? "" : told);
    }

    @Test
    void printsEveryByteAtOnceAndAsItIs() {
        byte[] text = "é \u001b[32mok".getBytes(StandardCharsets.UTF_8);

        send(text);

        assertThat(out.toByteArray()).isEqualTo(text);
    }

    @Test
    void doesNotKeepALineWithoutEnd() {
        send(new byte[100_000]);

        assertThat(out.size()).isEqualTo(100_000);
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(4096));
        assertThat(lines.stream().mapToInt(String::length).sum()).isGreaterThan(90_000);
    }

    private void send(byte[] bytes) {
        for (byte value : bytes) {
            printer.accept(value & 0xFF);
        }
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n");
    }
}
