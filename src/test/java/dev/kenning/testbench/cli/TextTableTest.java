package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

    private final TextTable table = new TextTable("ENGINE", ">SAMPLES");

    @Test
    void setsNumbersToTheRight() {
        table.add("embedded", "10");

        assertThat(table.lines()).containsExactly("ENGINE    SAMPLES", "embedded       10");
    }

    @Test
    void isMarkdownToo() {
        table.add("embedded", "10");

        assertThat(table.markdown()).containsExactly("| ENGINE | SAMPLES |", "| --- | ---: |", "| embedded | 10 |");
    }
}
