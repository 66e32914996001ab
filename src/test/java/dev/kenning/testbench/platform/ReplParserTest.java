package dev.kenning.testbench.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kenning.testbench.platform.Attribute.Interrupts;
import dev.kenning.testbench.platform.Attribute.Property;
import dev.kenning.testbench.text.Position;
import dev.kenning.testbench.text.Source;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReplParserTest {

    private static final Position ANYWHERE = new Position(Source.ofText(""), 1, 1, 1);

    private static final RecursiveComparisonConfiguration WITHOUT_POSITIONS = RecursiveComparisonConfiguration.builder()
            .withIgnoredFieldsOfTypes(Position.class)
            .withStrictTypeChecking(true)
            .build();

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void readsEveryKindOfValue(String text, Value expected) {
        Description description = Description.parse(Source.ofText("a: B\n    x: " + text));

        Property property = (Property) description.entries().get(0).attributes().get(0);

        assertThat(property.value())
                .as(text)
                .usingRecursiveComparison(WITHOUT_POSITIONS)
                .isEqualTo(expected);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("\"text\"", new Value.Text("text", ANYWHERE)),
                Arguments.of("\"a \\\"b\\\" \\\\ c\"", new Value.Text("a \"b\" \\ c", ANYWHERE)),
                Arguments.of("\"\"", new Value.Text("", ANYWHERE)),
                Arguments.of("'''one\n  two \\'''\n\\n'''", new Value.Text("one\n  two '''\n\\n", ANYWHERE)),
                Arguments.of("462", new Value.Numeric("462", ANYWHERE)),
                Arguments.of("-5", new Value.Numeric("-5", ANYWHERE)),
                Arguments.of("1.5", new Value.Numeric("1.5", ANYWHERE)),
                Arguments.of("0x4000_0000", new Value.Numeric("0x40000000", ANYWHERE)),
                Arguments.of("-0xFF", new Value.Numeric("-0xff", ANYWHERE)),
                Arguments.of("66_000_000", new Value.Numeric("66000000", ANYWHERE)),
                Arguments.of("true", new Value.Bool(true, ANYWHERE)),
                Arguments.of("True", new Value.Bool(true, ANYWHERE)),
                Arguments.of("false", new Value.Bool(false, ANYWHERE)),
                Arguments.of("False", new Value.Bool(false, ANYWHERE)),
                Arguments.of("none", new Value.None(ANYWHERE)),
                Arguments.of("empty", new Value.Empty(ANYWHERE)),
                Arguments.of("cpu0", new Value.Reference("cpu0", ANYWHERE)),
                Arguments.of("<0x100, 0x200>", new Value.Range(0x100, 0x200, ANYWHERE)),
                Arguments.of("<0x100, +256>", new Value.Range(0x100, 0x200, ANYWHERE)),
                Arguments.of("<0xFFFFFFFFFFFFFFF0, +0xF>", new Value.Range(-16, -1, ANYWHERE)),
                Arguments.of(
                        "CSRValidationLevel.None",
                        new Value.EnumMember(Optional.of("CSRValidationLevel"), "None", ANYWHERE)),
                Arguments.of("A.B.C", new Value.EnumMember(Optional.of("A.B"), "C", ANYWHERE)),
                Arguments.of(".None", new Value.EnumMember(Optional.empty(), "None", ANYWHERE)),
                Arguments.of("[]", new Value.Items(List.of(), ANYWHERE)),
                Arguments.of(
                        "[1, empty, [\"a\"],]",
                        new Value.Items(
                                List.of(
                                        new Value.Numeric("1", ANYWHERE),
                                        new Value.Empty(ANYWHERE),
                                        new Value.Items(List.of(new Value.Text("a", ANYWHERE)), ANYWHERE)),
                                ANYWHERE)),
                Arguments.of("{}", new Value.Dictionary(List.of(), ANYWHERE)),
                Arguments.of(
                        "{ \"a\": 1; 2: [3] }",
                        new Value.Dictionary(
                                List.of(
                                        new Value.Pair(new Value.Text("a", ANYWHERE), new Value.Numeric("1", ANYWHERE)),
                                        new Value.Pair(
                                                new Value.Numeric("2", ANYWHERE),
                                                new Value.Items(List.of(new Value.Numeric("3", ANYWHERE)), ANYWHERE))),
                                ANYWHERE)),
                Arguments.of(
                        "new Bus.BusPointRegistration { address: 0x1000; cpu: cpu }",
                        new Value.NewObject(
                                new TypeName("Bus.BusPointRegistration", ANYWHERE),
                                List.of(
                                        new Property("address", new Value.Numeric("0x1000", ANYWHERE), ANYWHERE),
                                        new Property("cpu", new Value.Reference("cpu", ANYWHERE), ANYWHERE)),
                                ANYWHERE)),
                Arguments.of("new Thing", new Value.NewObject(new TypeName("Thing", ANYWHERE), List.of(), ANYWHERE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("interrupts")
    void readsEveryKindOfConnection(String text, Interrupts expected) {
        Description description = Description.parse(Source.ofText("a: B\n    " + text));

        assertThat(description.entries().get(0).attributes().get(0))
                .as(text)
                .usingRecursiveComparison(WITHOUT_POSITIONS)
                .isEqualTo(expected);
    }

    static Stream<Arguments> interrupts() {
        return Stream.of(
                Arguments.of("-> nvic@37", irq(List.of(), to("nvic", pins(37, 37)))),
                Arguments.of("IRQ -> nvic@37", irq(List.of(named("IRQ")), to("nvic", pins(37, 37)))),
                Arguments.of("3->nvic@0x25", irq(List.of(pins(3, 3)), to("nvic", pins(37, 37)))),
                Arguments.of("0-3 -> nvic@19-22", irq(List.of(pins(0, 3)), to("nvic", pins(19, 22)))),
                Arguments.of(
                        "[0, IRQ, 7-5] -> nvic@[1-3, 9, 8]",
                        irq(
                                List.of(pins(0, 0), named("IRQ"), pins(7, 5)),
                                to("nvic", pins(1, 3), pins(9, 9), pins(8, 8)))),
                Arguments.of("IRQ -> a@1 | b@2", irq(List.of(named("IRQ")), to("a", pins(1, 1)), to("b", pins(2, 2)))),
                Arguments.of(
                        "[0-1] -> a@[1-2] | b@[3-4]",
                        irq(List.of(pins(0, 1)), to("a", pins(1, 2)), to("b", pins(3, 4)))),
                Arguments.of(
                        "0 -> gic#0x1@27",
                        irq(
                                List.of(pins(0, 0)),
                                new Attribute.Destination(
                                        new Value.Reference("gic", ANYWHERE),
                                        OptionalInt.of(1),
                                        List.of(pins(27, 27))))),
                Arguments.of("IRQ -> none", irq(List.of(named("IRQ")))),
                Arguments.of("[0-2] -> none", irq(List.of(pins(0, 2)))));
    }

    private static Interrupts irq(List<Attribute.End> sources, Attribute.Destination... destinations) {
        return new Interrupts(sources, List.of(destinations), ANYWHERE);
    }

    private static Attribute.Destination to(String receiver, Attribute.End.Pins... inputs) {
        return new Attribute.Destination(new Value.Reference(receiver, ANYWHERE), OptionalInt.empty(), List.of(inputs));
    }

    private static Attribute.End.Pins pins(int first, int last) {
        return new Attribute.End.Pins(first, last, ANYWHERE);
    }

    private static Attribute.End.Named named(String name) {
        return new Attribute.End.Named(name, ANYWHERE);
    }

    @Test
    void readsEverythingThatAnEntryMayHold() {
        Description description = Description.parse(Source.ofText("""
                using "a.repl"
                using "./b.repl"

                local x: Some.Type @ {
                        sysbus 0x1000;
                  sysbus new Bus.BusMultiRegistration { address: 0x2000; size: 0x100; region: "two" }
                } as "y"
                    preinit:
                        include @one.cs
                    init add:
                        Tag <0x0, 0xF> "a;b" // twice
                        Write "{"
                    reset:
                        Clear
                y: @ none
                z: Type @ x
                """));

        assertThat(description.usings()).extracting(Using::path).containsExactly("a.repl", "./b.repl");
        assertThat(description.entries()).extracting(Entry::name).containsExactly("x", "y", "z");
        Entry x = description.entries().get(0);
        assertThat(x.local()).isTrue();
        assertThat(x.type()).hasToString("Optional[Some.Type]");
        assertThat(x.registrations().orElseThrow().list())
                .extracting(registration -> registration.parent().name())
                .containsExactly("sysbus", "sysbus");
        assertThat(x.alias().orElseThrow().name()).isEqualTo("y");
        assertThat(x.attributes())
                .map(Attribute.Script.class::cast)
                .extracting(
                        Attribute.Script::kind,
                        Attribute.Script::add,
                        script -> script.statements().stream()
                                .map(Statement::text)
                                .toList())
                .containsExactly(
                        tuple(Attribute.Script.Kind.PREINIT, false, List.of("include @one.cs")),
                        tuple(Attribute.Script.Kind.INIT, true, List.of("Tag <0x0, 0xF> \"a;b\"", "Write \"{\"")),
                        tuple(Attribute.Script.Kind.RESET, false, List.of("Clear")));
        assertThat(description.entries().get(1).registrations().orElseThrow().list())
                .as("registrations of `@ none`")
                .isEmpty();
        assertThat(description
                        .entries()
                        .get(2)
                        .registrations()
                        .orElseThrow()
                        .list()
                        .get(0)
                        .point())
                .as("registration without a point")
                .isEmpty();
    }

    @Test
    void keepsWhereThingsStand() {
        Description description = Description.parse(Source.ofText("""
                uart: UART.PL011 @ sysbus 0x1000 /* x */

                    // comment
                    -> nvic@3
                """));

        Entry uart = description.entries().get(0);
        assertThat(uart.type().orElseThrow().position()).hasToString("1:7");
        assertThat(uart.type().orElseThrow().position().length()).isEqualTo(10);
        assertThat(uart.registrations()
                        .orElseThrow()
                        .list()
                        .get(0)
                        .point()
                        .orElseThrow()
                        .position())
                .hasToString("1:27");
        Interrupts interrupts = (Interrupts) uart.attributes().get(0);
        assertThat(interrupts.position()).hasToString("4:5");
        assertThat(interrupts.destinations().get(0).receiver().position()).hasToString("4:8");
    }

    @Test
    void readsNumbersAs64Bits() {
        assertThat(new Value.Numeric("0xFFFFFFFFFFFFFFFF", ANYWHERE).asLong()).isEqualTo(-1);
        assertThat(new Value.Numeric("-1", ANYWHERE).asLong()).isEqualTo(-1);
        assertThat(new Value.Numeric("-0x10", ANYWHERE).asLong()).isEqualTo(-16);
        assertThat(new Value.Numeric("1.25", ANYWHERE).asDouble()).isEqualTo(1.25);
        assertThat(new Value.Numeric("0x10", ANYWHERE).asDouble()).isEqualTo(16);
    }

    @Test
    void readsAnEmptyDescription() {
        assertThat(Description.parse(Source.ofText("// nothing\n\n")).entries()).isEmpty();
    }
}
