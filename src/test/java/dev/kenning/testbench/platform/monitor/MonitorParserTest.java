package dev.kenning.testbench.platform.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.text.Position;
import dev.kenning.testbench.text.Source;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MonitorParserTest {

    private static final Position ANYWHERE = new Position(Source.ofText(""), 1, 1, 1);

    private static final RecursiveComparisonConfiguration WITHOUT_POSITIONS = RecursiveComparisonConfiguration.builder()
            .withIgnoredFieldsOfTypes(Position.class)
            .withStrictTypeChecking(true)
            .build();

    @ParameterizedTest(name = "{0}")
    @MethodSource("arguments")
    void readsEveryKindOfArgument(String text, Argument expected) {
        MonitorStatement.Call call = call("x " + text);

        assertThat(call.arguments()).as(text).hasSize(1);
        assertThat(call.arguments().get(0))
                .as(text)
                .usingRecursiveComparison(WITHOUT_POSITIONS)
                .isEqualTo(expected);
    }

    static Stream<Arguments> arguments() {
        return Stream.of(
                Arguments.of("\"a b; # $c @d\"", text("a b; # $c @d")),
                Arguments.of("\"say \\\"hi\\\"\"", text("say \"hi\"")),
                Arguments.of("\"\"", text("")),
                Arguments.of("\"C:\\\\x\"", text("C:\\\\x")),
                Arguments.of("'a \"b\"'", text("a \"b\"")),
                Arguments.of("\"\"\"one\n  \"two\"\n\"\"\"", text("one\n  \"two\"\n")),
                Arguments.of("@a/b.elf", new Argument.FilePath("a/b.elf", ANYWHERE)),
                Arguments.of("@/a\\ b/c.elf", new Argument.FilePath("/a b/c.elf", ANYWHERE)),
                Arguments.of("@https://host/x.elf-s_1-2", new Argument.FilePath("https://host/x.elf-s_1-2", ANYWHERE)),
                Arguments.of("123", whole(123, "123")),
                Arguments.of("-5", whole(-5, "-5")),
                Arguments.of("0x1F", whole(31, "0x1F")),
                Arguments.of("0xFFFFFFFFFFFFFFFF", whole(-1, "0xFFFFFFFFFFFFFFFF")),
                Arguments.of("1.5", new Argument.Fraction(1.5, "1.5", ANYWHERE)),
                Arguments.of("-0.25", new Argument.Fraction(-0.25, "-0.25", ANYWHERE)),
                Arguments.of("<0x100, 0x1FF>", new Argument.AddressRange(0x100, 0x100, ANYWHERE)),
                Arguments.of("<0x100 0x20>", new Argument.AddressRange(0x100, 0x20, ANYWHERE)),
                Arguments.of("<0x0, 0xFFFFFFFFFFFFFFFF>", new Argument.AddressRange(0, 0, ANYWHERE)),
                Arguments.of("true", new Argument.Truth(true, ANYWHERE)),
                Arguments.of("False", new Argument.Truth(false, ANYWHERE)),
                Arguments.of("null", new Argument.Nothing(ANYWHERE)),
                Arguments.of("PCAndOpcode", word("PCAndOpcode")),
                Arguments.of("sysbus.uart-0", word("sysbus.uart-0")),
                Arguments.of("dev[0]", new Argument.Word("dev", List.of(whole(0, "0")), ANYWHERE)),
                Arguments.of("[]", new Argument.Items(List.of(), ANYWHERE)),
                Arguments.of(
                        "[1, \"b\", [c]]",
                        new Argument.Items(
                                List.of(whole(1, "1"), text("b"), new Argument.Items(List.of(word("c")), ANYWHERE)),
                                ANYWHERE)),
                Arguments.of("timeout=30", new Argument.Named("timeout", whole(30, "30"), ANYWHERE)),
                Arguments.of("$bin", new Argument.Variable("bin", "", ANYWHERE)),
                Arguments.of("$global.bin", new Argument.Variable("global.bin", "", ANYWHERE)),
                Arguments.of("$ORIGIN/../x.repl", new Argument.Variable("ORIGIN", "/../x.repl", ANYWHERE)),
                Arguments.of("@$ORIGIN/x.repl", new Argument.Variable("ORIGIN", "/x.repl", ANYWHERE)));
    }

    @Test
    void readsAStatementBetweenBackticks() {
        Argument.Substitution substitution = (Argument.Substitution)
                call("cpu PC `sysbus GetSymbolAddress \"main\"`").arguments().get(1);

        assertThat(substitution.statements())
                .extracting(statement -> ((MonitorStatement.Call) statement).text())
                .containsExactly("sysbus GetSymbolAddress \"main\"");
    }

    @Test
    void separatesStatementsAndDropsComments() {
        List<MonitorStatement> statements = parse("""
                :name: a board
                # a comment
                mach create; start # and another
                ;; pause
                    : not a comment at column 0, but at the start of a line
                sysbus.gpio#x
                """.replace("sysbus.gpio#x", "quit"));

        assertThat(statements)
                .extracting(statement -> ((MonitorStatement.Call) statement).text())
                .containsExactly("mach create", "start", "pause", "quit");
    }

    @ParameterizedTest
    @CsvSource({"$x=1, x, false", "$x?=1, x, true", "$x = 1, x, false", "$x ?= 1, x, true"})
    void readsAssignments(String text, String variable, boolean onlyIfUnset) {
        MonitorStatement.Assignment assignment =
                (MonitorStatement.Assignment) parse(text).get(0);

        assertThat(assignment.variable()).isEqualTo(variable);
        assertThat(assignment.onlyIfUnset()).isEqualTo(onlyIfUnset);
        assertThat(assignment.value().text()).isEqualTo("1");
    }

    @Test
    void readsAVariableThatIsShown() {
        assertThat(parse("$x").get(0))
                .isInstanceOfSatisfying(
                        MonitorStatement.Show.class,
                        show -> assertThat(show.variable().name()).isEqualTo("x"));
    }

    @ParameterizedTest
    @CsvSource({"' '", "'\n'", "'\n\n  '"})
    void readsAMacroWithItsBlock(String between) {
        List<MonitorStatement> statements = parse(
                "macro reset" + between + "\"\"\"\n  sysbus LoadELF $bin\n  cpu PC 0x10\n\"\"\"\nrunMacro $reset");

        MonitorStatement.Macro macro = (MonitorStatement.Macro) statements.get(0);
        assertThat(macro.name()).isEqualTo("reset");
        assertThat(macro.body()).hasSize(2);
        assertThat(statements.get(1))
                .isInstanceOfSatisfying(
                        MonitorStatement.RunMacro.class,
                        run -> assertThat(run.name()).isEqualTo("reset"));
    }

    @Test
    void keepsPlacesInsideMacros() {
        MonitorStatement.Macro macro = (MonitorStatement.Macro)
                parse("\nmacro reset\n\"\"\"\n    cpu PC\n\"\"\"").get(0);

        assertThat(macro.body().get(0).position()).hasToString("4:5");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void refuses(String line, int column) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(MonitorException.class)
                .hasMessage("Could not tokenize here:\n" + line + "\n" + " ".repeat(column - 1) + "^");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("5 start", 1),
                Arguments.of("emulation RunFor \"1.5", 18),
                Arguments.of("x 'y", 3),
                Arguments.of("x 10ms", 5),
                Arguments.of("x 0x", 3),
                Arguments.of("x 0x1FFFFFFFFFFFFFFFF", 3),
                Arguments.of("x 1.", 4),
                Arguments.of("x \"a\"\"b\"", 6),
                Arguments.of("x <5, 4>", 7),
                Arguments.of("x <5 0>", 6),
                Arguments.of("x <5, -4>", 7),
                Arguments.of("x <5, 6", 8),
                Arguments.of("x [1 2]", 6),
                Arguments.of("x [1,", 6),
                Arguments.of("x `y", 3),
                Arguments.of("x @", 3),
                Arguments.of("x $", 3),
                Arguments.of("$x=1 2", 6),
                Arguments.of("x %", 3),
                Arguments.of("macro reset", 12),
                Arguments.of("macro \"x\"", 7),
                Arguments.of("runMacro", 9));
    }

    @Test
    void namesThePlaceOfAMistakeInAFile() {
        assertThatThrownBy(() -> MonitorStatement.parse(new Source("board.resc", "mach create\nx 10ms")))
                .hasMessage("Could not tokenize here:\nx 10ms\n    ^\nAt board.resc:2:5.");
    }

    private static MonitorStatement.Call call(String text) {
        List<MonitorStatement> statements = parse(text);
        assertThat(statements).as(text).hasSize(1);
        return (MonitorStatement.Call) statements.get(0);
    }

    private static List<MonitorStatement> parse(String text) {
        return MonitorStatement.parse(Source.ofText(text));
    }

    private static Argument text(String text) {
        return new Argument.Text(text, ANYWHERE);
    }

    private static Argument whole(long value, String digits) {
        return new Argument.Whole(value, digits, ANYWHERE);
    }

    private static Argument word(String text) {
        return new Argument.Word(text, List.of(), ANYWHERE);
    }
}
