package dev.kenning.testbench.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kenning.testbench.text.NearestWord;
import dev.kenning.testbench.text.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the exact text of every error that needs no knowledge of the models. */
class ReplErrorsTest {

    private static final Map<String, String> FILES = Map.of(
            "cpu.repl", "cpu: CPU.CortexM @ sysbus\n    nvic: nvic\nnvic: IRQControllers.NVIC @ sysbus 0xE000E000",
            "loop.repl", "using \"back.repl\"\na: B",
            "back.repl", "using \"loop.repl\"\nb: C",
            "broken.repl", "a: B\n    size 5",
            "local.repl", "local hidden: Thing\nshown: Thing");

    private static final PlatformReader READER = new PlatformReader(
            (path, from) -> Optional.ofNullable(FILES.get(path)).map(text -> new Source(path, text)));

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void refuses(String mistake, String text, String expected) {
        PlatformException error =
                catchThrowableOfType(PlatformException.class, () -> READER.read(new Source("board.repl", text)));

        assertThat(error).as(mistake).hasMessage(expected.stripTrailing());
        assertThat(expected)
                .startsWith(String.format("Error E%02d: ", error.error().number()));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("a missing colon", "uart UART.PL011", """
                        Error E00: Syntax error, unexpected 'U'; expected colon
                        At board.repl:1:6:
                        uart UART.PL011
                             ^
                        """),
                mistake("a size suffix", "ram: Memory.MappedMemory @ sysbus 0x0\n    size: 256k", """
                        Error E00: Syntax error, unexpected 'k'; expected ; or }
                        At board.repl:2:14:
                            size: 256k
                                     ^
                        """),
                mistake("a line that ends too early", "a: B\n    x:\nc: D", """
                        Error E00: Syntax error, unexpected end of line; expected value
                        At board.repl:2:7:
                            x:
                              ^
                        """),
                mistake("a text that ends too early", "a: B { x: 1;", """
                        Error E00: Syntax error, Unexpected end of input reached; expected attribute
                        At board.repl:1:13:
                        a: B { x: 1;
                                    ^
                        """),
                mistake("a reserved word as a name", "init: B", """
                        Error E00: Syntax error, unexpected 'i'; expected identifier
                        At board.repl:1:1:
                        init: B
                        ^
                        """),
                mistake("a using after an entry", "a: B\nusing \"cpu.repl\"", """
                        Error E00: Syntax error, unexpected 'u'; expected identifier
                        At board.repl:2:1:
                        using "cpu.repl"
                        ^
                        """),
                mistake("a prefix, which Renode gave up", "using \"cpu.repl\" prefixed \"x\"", """
                        Error E00: Syntax error, unexpected 'p'; expected ; \
                        ('prefixed' is gone from Renode since March 2026; copy the file and rename)
                        At board.repl:1:18:
                        using "cpu.repl" prefixed "x"
                                         ^
                        """),
                mistake("a range that runs backwards", "a: B @ sysbus <0x200, 0x100>", """
                        Error E00: Syntax error, expected end of range that defines positive range
                        At board.repl:1:23:
                        a: B @ sysbus <0x200, 0x100>
                                              ^^^^^
                        """),
                mistake("an interrupt range of one", "a: B\n    [3-3] -> a@[1]", """
                        Error E00: Syntax error, unexpected 3; expected number other than 3 and less than 4096 away
                        At board.repl:2:8:
                            [3-3] -> a@[1]
                               ^
                        """),
                mistake("an endless interrupt range", "a: B\n    [0-4096] -> a@[1]", """
                        Error E00: Syntax error, unexpected 4096; expected number other than 0 and less than 4096 away
                        At board.repl:2:8:
                            [0-4096] -> a@[1]
                               ^^^^
                        """),
                mistake("an interrupt number beyond any", "a: B\n    -> a@0xFFFFFFFF", """
                        Error E00: Syntax error, '0xFFFFFFFF' is no line number
                        At board.repl:2:10:
                            -> a@0xFFFFFFFF
                                 ^^^^^^^^^^
                        """),
                mistake("an unknown escape in a string", "a: B\n    x: \"C:\\temp\"", """
                        Error E00: Syntax error, unexpected 't'; expected \\" or \\\\ in a string
                        At board.repl:2:12:
                            x: "C:\\temp"
                                   ^
                        """),
                mistake("a string that does not end", "a: B\n    x: \"y", """
                        Error E00: Unterminated string.
                        At board.repl:2:9:
                            x: "y
                                ^
                        """),
                mistake("a multi-line string that does not end", "a: B\n    x: '''y\nz", """
                        Error E00: Unclosed multiline string
                        At board.repl:2:8:
                            x: '''y
                               ^
                        """),
                mistake("two multi-line strings in a line", "a: B\n    x: '''y''' '''\n'''", """
                        Error E00: The start of one multiline string cannot be on the same line as the end of another
                        At board.repl:2:16:
                            x: '''y''' '''
                                       ^
                        """),
                mistake("text behind a long comment", "a: B /* x\n*/ c: D", """
                        Error E00: Multiline comment in indent mode can only finish at the end of the line.
                        At board.repl:2:1:
                        */ c: D
                        ^
                        """),
                mistake("a comment in front of an entry", "/* x */ a: B", """
                        Error E00: Single line multiline comment in indent mode cannot be the first non-whitespace \
                        element of a line if it is does not span to the end of the line.
                        At board.repl:1:1:
                        /* x */ a: B
                        ^
                        """),
                mistake("values nested too deep", "a: B\n    x: " + "[".repeat(65), """
                        Error E00: Syntax error, values nested more than 64 deep
                        At board.repl:2:72:
                            x: %s
                        %s^
                        """.formatted(
                                "[".repeat(65), " ".repeat(71))),
                mistake("a bound that does not fit", "a: B @ sysbus <0x10000000000000000, +1>", """
                        Error E06: '0x10000000000000000' does not fit into 64 bits.
                        At board.repl:1:16:
                        a: B @ sysbus <0x10000000000000000, +1>
                                       ^^^^^^^^^^^^^^^^^^^
                        """),
                mistake("a syntax error in a used file", "using \"broken.repl\"", """
                        Error E00: Syntax error, unexpected '5'; expected colon or arrow
                        At broken.repl:2:10:
                            size 5
                                 ^
                        """),
                mistake("an entry that nobody declares", "using \"cpu.repl\"\nnvci:\n    x: 1", """
                        Error E01: Variable 'nvci' is never declared - type is unknown. Did you mean 'nvic'?
                        At board.repl:2:1:
                        nvci:
                        ^
                        """),
                mistake("another file's local name", "using \"local.repl\"\nhidden:\n    x: 1", """
                        Error E01: Variable 'hidden' is never declared - type is unknown.
                        At board.repl:2:1:
                        hidden:
                        ^
                        """),
                mistake("a second declaration", "using \"cpu.repl\"\ncpu: CPU.CortexM", """
                        Error E02: Variable 'cpu' was already declared, previous declaration was at cpu.repl:1:1.
                        At board.repl:2:1:
                        cpu: CPU.CortexM
                        ^
                        """),
                mistake("a declaration of what every machine has", "sysbus: Bus.SystemBus", """
                        Error E02: Variable 'sysbus' was already defined as an already registered peripheral or builtin.
                        At board.repl:1:1:
                        sysbus: Bus.SystemBus
                        ^
                        """),
                mistake("an entry that says nothing", "using \"cpu.repl\"\ncpu:", """
                        Error E03: Entry cannot be empty.
                        At board.repl:2:1:
                        cpu:
                        ^
                        """),
                mistake("connections that do not match", "a: B\n    [0-2] -> a@[1, 2]", """
                        Error E08: Irq arity does not match. It is 3 on the left side and 2 on the right side.
                        At board.repl:2:5:
                            [0-2] -> a@[1, 2]
                            ^
                        """),
                mistake("a constructor argument twice", "a: B\n    x: 1\n    x: 2", """
                        Error E09: Constructor argument 'x' is used more than once.
                        At board.repl:3:5:
                            x: 2
                            ^
                        """),
                mistake("a property twice", "a: B\n    X: 1\n    X: 2", """
                        Error E09: Property 'X' is used more than once.
                        At board.repl:3:5:
                            X: 2
                            ^
                        """),
                mistake("an interrupt to nowhere", "using \"cpu.repl\"\na: B\n    -> nvci@3", """
                        Error E11: Irq destination 'nvci' does not exist. Did you mean 'nvic'?
                        At board.repl:3:8:
                            -> nvci@3
                               ^^^^
                        """),
                mistake("an output that drives two lines", "a: B\n    IRQ -> a@1\n    IRQ -> a@2", """
                        Error E16: Interrupt 'IRQ' has already been used as a source in this entry.
                        At board.repl:3:5:
                            IRQ -> a@2
                            ^^^^
                        """),
                mistake("a number twice in one line", "a: B\n    [0, 0] -> a@[1, 2]", """
                        Error E16: Interrupt '0' has already been used as a source in this entry.
                        At board.repl:2:9:
                            [0, 0] -> a@[1, 2]
                                ^
                        """),
                mistake("two outputs at one input", "a: B\n    1 -> a@7\n    [2-3] -> a@[6-7]", """
                        Error E17: Destination 'a:7' has already been used as a destination in this entry. Join the lines through a Miscellaneous.CombinedInput.
                        At board.repl:3:17:
                            [2-3] -> a@[6-7]
                                        ^^^
                        """),
                mistake("an input twice in one line", "a: B\n    X -> a#1@7 | a#2@7 | a#1@7", """
                        Error E17: Destination 'a#1:7' has already been used as a destination in this entry. Join the lines through a Miscellaneous.CombinedInput.
                        At board.repl:2:30:
                            X -> a#1@7 | a#2@7 | a#1@7
                                                     ^
                        """),
                mistake("a file used twice", "using \"cpu.repl\"\nusing \"cpu.repl\"", """
                        Error E17: Duplicate using entry.
                        At board.repl:2:7:
                        using "cpu.repl"
                              ^
                        """),
                mistake("two init sections", "a: B\n    init:\n        x\n    init:\n        y", """
                        Error E19: Entry can contain only one init attribute.
                        At board.repl:4:5:
                            init:
                            ^
                        """),
                mistake("a parent that is not there", "a: B @ sysbsu 0x0", """
                        Error E20: Undefined register '[ReferenceValue: sysbsu]'. Did you mean 'sysbus'?
                        At board.repl:1:8:
                        a: B @ sysbsu 0x0
                               ^^^^^^^
                        """),
                mistake("a reference to nothing", "a: B\n    x: [cpu]", """
                        Error E20: Undefined reference 'cpu'.
                        At board.repl:2:9:
                            x: [cpu]
                                ^^^
                        """),
                mistake("a reference to another file's local name", "using \"local.repl\"\na: B\n    x: hidden", """
                        Error E20: Undefined reference 'hidden'.
                        At board.repl:3:8:
                            x: hidden
                               ^^^^^^
                        """),
                mistake("constructors that wait for each other", "a: B\n    x: b\nb: B\n    x: a", """
                        Error E24: Dependency cycle has been found. The path is as follows:
                        Entry 'a' at board.repl:1:4 references 'b' at board.repl:2:8.
                        Entry 'b' at board.repl:3:4 references 'a' at board.repl:4:8.
                        At board.repl:1:1:
                        a: B
                        ^
                        """),
                mistake("files that use each other", "using \"loop.repl\"", """
                        Error E30: There is a cycle in using file dependency: loop.repl -> back.repl -> loop.repl.
                        At back.repl:1:7:
                        using "loop.repl"
                              ^
                        """),
                mistake("an indented first line", "    a: B", """
                        Error E32: First line with text cannot be indented.
                        At board.repl:1:1:
                            a: B
                        ^
                        """),
                mistake("an indent of three", "a: B\n   x: 1", """
                        Error E32: Indent's length has to be multiple of 4, this one is 3 spaces long.
                        At board.repl:2:3:
                           x: 1
                          ^
                        """),
                mistake("an alias of nothing", "a: B as \"c\"", """
                        Error E33: Entry 'a' has an alias 'c', while not having a registration info.
                        At board.repl:1:9:
                        a: B as "c"
                                ^^^
                        """),
                mistake("an alias that is not registered", "a: B @ none as \"c\"", """
                        Error E34: Entry 'a' has an alias 'c', while having a none registration info.
                        At board.repl:1:16:
                        a: B @ none as "c"
                                       ^^^
                        """),
                mistake("a constructor argument of what exists", "sysbus:\n    x: 1", """
                        Error E35: Constructor attribute within entry for variable that is not created.
                        At board.repl:2:5:
                            x: 1
                            ^
                        """),
                mistake("a file that is not there", "using \"platforms/cpus/none.repl\"", """
                        Error E36: Using 'platforms/cpus/none.repl' resolved as '' does not exist.
                        At board.repl:1:7:
                        using "platforms/cpus/none.repl"
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^
                        """),
                mistake("components that are registered in each other", "a: B @ b\nb: B @ a", """
                        Error E45: Dependency cycle has been found. The path is as follows:
                        Entry 'a' at board.repl:1:4 references 'b' at board.repl:1:8.
                        Entry 'b' at board.repl:2:4 references 'a' at board.repl:2:8.
                        At board.repl:1:1:
                        a: B @ b
                        ^
                        """),
                mistake("two reset sections", "a: B\n    reset:\n        x\n    reset:\n        y", """
                        Error E47: Entry can contain only one reset attribute.
                        At board.repl:4:5:
                            reset:
                            ^
                        """),
                mistake("two preinit sections", "a: B\n    preinit:\n        x\n    preinit:\n        y", """
                        Error E50: Entry can contain only one preinit attribute.
                        At board.repl:4:5:
                            preinit:
                            ^
                        """));
    }

    private static Arguments mistake(String name, String text, String expected) {
        return Arguments.of(name, text, expected);
    }

    @Test
    void namesNoFileForTextThatCameFromNone() {
        PlatformException error =
                catchThrowableOfType(PlatformException.class, () -> READER.read(Source.ofText("a B")));

        assertThat(error).hasMessageContaining("\nAt 1:3:\n");
    }

    @Test
    void isRaisedInTheSameFormByLaterStages() {
        PlatformDescription platform =
                READER.read(new Source("board.repl", "usart1: UART.STM32F7_USRT @ sysbus 0x40011000"));
        Component usart1 = platform.component("usart1").orElseThrow();
        String type = usart1.type().orElseThrow().name();

        PlatformException error = PlatformError.TYPE_NOT_RESOLVED.across(
                usart1.typePosition(),
                "Could not resolve type: '" + type + "'."
                        + NearestWord.hint(type, List.of("UART.PL011", "UART.STM32F7_USART")));

        assertThat(error).hasMessage("""
                Error E04: Could not resolve type: 'UART.STM32F7_USRT'. Did you mean 'UART.STM32F7_USART'?
                At board.repl:1:9:
                usart1: UART.STM32F7_USRT @ sysbus 0x40011000
                        ^^^^^^^^^^^^^^^^^^""");
    }
}
