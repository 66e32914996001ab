package dev.kenning.testbench.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.text.Source;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PreLexerTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void turnsIndentationIntoBraces(String rule, String input, String expected) {
        assertThat(PreLexer.process(Source.ofText(input))).as(rule).isEqualTo(expected);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("an empty text stays empty", "", ""),
                Arguments.of("a text of blank lines keeps none of them", "\n  \n", ""),
                Arguments.of("a single line stays as it is", "a: B", "a: B"),
                Arguments.of("lines at one level are separated", "a: B\nc: D", "a: B;\nc: D"),
                Arguments.of("a deeper line opens a brace", "a: B\n    c: 1", "a: B{\n    c: 1}"),
                Arguments.of(
                        "a shallower line closes one and separates", "a: B\n    c: 1\nd: E", "a: B{\n    c: 1};\nd: E"),
                Arguments.of(
                        "several levels close at once",
                        "a:\n    init:\n        x\nb: C",
                        "a:{\n    init:{\n        x}};\nb: C"),
                Arguments.of("two levels down are two braces", "a:\n        x: 1\nb: C", "a:{{\n        x: 1}};\nb: C"),
                Arguments.of(
                        "the end of the text closes what is open",
                        "a:\n    init:\n        x",
                        "a:{\n    init:{\n        x}}"),
                Arguments.of("blank lines stay where they are", "\na: B\n\n\nc: D\n", "\na: B;\n\n\nc: D"),
                Arguments.of("carriage returns go", "a: B\r\nc: D\r\n", "a: B;\nc: D"),
                Arguments.of(
                        "inside braces indentation means nothing",
                        "a: B {\n  c: 1;\n      d: 2 }",
                        "a: B {\n  c: 1;\n      d: 2 }"),
                Arguments.of(
                        "after braces the indent is compared with the line before them",
                        "x: T @ {\n  sysbus 1;\nsysbus 2\n}\n    a: 5",
                        "x: T @ {\n  sysbus 1;\nsysbus 2\n}{\n    a: 5}"),
                Arguments.of("braces in strings do not count", "a: \"{\"\nb: C", "a: \"{\";\nb: C"),
                Arguments.of("escaped quotes do not end a string", "a: \"\\\"{\"\nb: C", "a: \"\\\"{\";\nb: C"),
                Arguments.of("braces in long strings do not count", "a: '''{\n'''\nb: C", "a: '''{\n''';\nb: C"),
                Arguments.of(
                        "a multi-line string is one logical line",
                        "a: B\n    s: '''x\n y\n'''\nc: D",
                        "a: B{\n    s: '''x\n y\n'''};\nc: D"),
                Arguments.of("a comment at column 0 is blanked", "// x\na: B", "\na: B"),
                Arguments.of("a comment after a blank is blanked", "a: B // x\nc: D", "a: B     ;\nc: D"),
                Arguments.of("two slashes inside a word are no comment", "a: x//y\nc: D", "a: x//y;\nc: D"),
                Arguments.of("slashes in a string are no comment", "a: \" // \"\nc: D", "a: \" // \";\nc: D"),
                Arguments.of(
                        "slashes in a long string are no comment",
                        "a: '''\n// x\n'''\nc: D",
                        "a: '''\n// x\n''';\nc: D"),
                Arguments.of("a comment inside a line is blanked", "a: /* x */ B\nc: D", "a:         B;\nc: D"),
                Arguments.of(
                        "a comment over several lines is blanked",
                        "a: B /* x\n y\n z */\nc: D",
                        "a: B     ;\n\n\nc: D"),
                Arguments.of(
                        "inside braces a comment may end anywhere",
                        "a: { /* x\n y */ b: 1;\n/* z */ c: 2 }",
                        "a: {     \n      b: 1;\n        c: 2 }"),
                Arguments.of("tabs are no indentation", "a: B\n\tc: D", "a: B;\n\tc: D"));
    }

    @Test
    void keepsTheNumberOfLines() {
        String input = "\n// x\na: B\n    s: '''1\n2\n3'''\n\n    t: 1 /* 4\n5 */\nb: C\n";

        String output = PreLexer.process(Source.ofText(input));

        assertThat(output.lines().toList().indexOf("b: C"))
                .as("line of the last entry")
                .isEqualTo(input.lines().toList().indexOf("b: C"));
    }
}
