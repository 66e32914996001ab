package dev.kenning.testbench.devicetree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the exact text of every error. */
class DevicetreeErrorsTest {

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // What stands inside of the root node, on line 2.
                "reg = <1>                  | 2:10: expected ';' after the value of 'reg', found '}'",
                "reg = <1                   | 2:9: expected a cell or '>' in the value of 'reg', found '}'",
                "reg = <1; };               | 2:9: expected a cell or '>' in the value of 'reg', found ';'",
                "reg <1>;                   | 2:5: expected '=', ';' or '{' after 'reg', found '<'",
                "reg = ;                    | 2:7: expected a value of 'reg': \"text\", <cells>, [bytes] or &label, found ';'",
                "reg = <1>,;                | 2:11: expected a value of 'reg': \"text\", <cells>, [bytes] or &label, found ';'",
                "reg = <x>;                 | 2:8: expected a number, found 'x'",
                "reg = <0xfg>;              | 2:8: expected a number, found '0xfg'",
                "reg = <$>;                 | 2:8: expected a number, found '$'",
                "reg = <09>;                | 2:8: '09' is not a number of 64 bits (a leading 0 means octal)",
                "reg = <0x10000000000000000>;"
                        + "| 2:8: '0x10000000000000000' is not a number of 64 bits (a leading 0 means octal)",
                "reg = <0x100000000>;       | 2:8: 0x100000000 does not fit into a cell of 32 bits",
                "reg = /bits/ 8 <256>;      | 2:17: 0x100 does not fit into a cell of 8 bits",
                "reg = /bits/ 12 <1>;       | 2:14: expected 8, 16, 32 or 64 after '/bits/', found 12",
                "reg = /bits/ 8 1;          | 2:16: expected '<' after '/bits/ 8', found '1'",
                "a: reg = /bits/ 64 <&{/}>; | 2:21: &{/} needs an array of 32-bit cells, not of /bits/ 64",
                "reg = <-1>;                | 2:8: expected a number (an expression needs parentheses, as in (-1)), found '-1'",
                "reg = <(1 + )>;            | 2:13: expected a number, found ')'",
                "reg = <(1 + 2>;            | 2:15: expected a number, found ';'",
                "reg = <(1 2)>;             | 2:11: expected ')' after the expression, found '2'",
                "reg = <(1 ? 2)>;           | 2:14: expected ':' between the branches of '?', found ')'",
                "reg = <(1 / 0)>;           | 2:11: division by zero",
                "reg = <(1 % (2 - 2))>;     | 2:11: division by zero",
                "reg = <'ab'>;              | 2:8: expected one character between the quotes, found 2 bytes",
                "reg = <''>;                | 2:8: expected one character between the quotes, found 0 bytes",
                "s = \"ab;                  | 2:5: this string never ends: expected \"",
                "s = \"\\xg\";              | 2:8: expected a hexadecimal digit after '\\x'",
                "b = [1];                   | 2:6: expected two hexadecimal digits or ']' in the value of 'b', found '1'",
                "b = [0g];                  | 2:6: expected two hexadecimal digits or ']' in the value of 'b', found '0g'",
                "p = &;                     | 2:6: expected a label or '{/path}' after '&', found ';'",
                "p = &{a};                  | 2:6: expected a label or '{/path}' after '&', found '{'",
                "p = &uart1;                | 2:5: unknown label 'uart1'. Did you mean 'uart0'?",
                "p = <&somewhere_else>;     | 2:6: unknown label 'somewhere_else'.",
                "p = &{/soc/uarz};          | 2:5: unknown path '/soc/uarz': /soc has no child 'uarz'. Did you mean 'uart'?",
                "p: q; p: r;                | 2:10: label 'p' is on two places: property 'q' of / and property 'r' of /",
                "uart0: n { };              | 3:8: label 'uart0' is on two places: /n and /soc/uart",
                "n { }; n { };              | 2:8: node 'n' is already in this block, at t.dts:2:1: merge the two",
                "n { }                      | 2:6: expected ';' after the '}' that ends 'n', found '}'",
                "/delete-node/ ;            | 2:15: expected the name of a node, found ';'",
                "/delete-node/ &uart0;      | 2:15: expected the name of a node, found '&'",
                "/delete-property/ a b;     | 2:21: expected ';' after '/delete-property/ a', found 'b'",
                "/omit-if-no-ref/ p;        | 2:19: expected '{' after 'p', because '/omit-if-no-ref/' is for nodes, found ';'",
                "/include/ \"x.dtsi\"       | 2:1: '/include/' is not followed: give the flattened zephyr.dts of the build folder",
                "p = /incbin/(\"x\");       | 2:5: '/incbin/' is not supported: write the bytes out as [ 00 11 ]",
                "#include <x.h>             | 2:1: '#include' is for the C preprocessor, which has not run over this file."
                        + " Give the flattened zephyr.dts of the build folder, or the output of"
                        + " `gcc -E -nostdinc -undef -x assembler-with-cpp`.",
                "phandle = <0>;             | 2:1: expected one cell from 0x1 to 0xfffffffe as value of 'phandle', found < 0x0 >",
                "phandle = \"a\";           | 2:1: expected one cell from 0x1 to 0xfffffffe as value of 'phandle', found \"a\"",
                "phandle = <9>;             | 3:15: phandle 0x9 is on two nodes: / and /soc/uart",
                "p = @;                     | 2:5: expected a value of 'p': \"text\", <cells>, [bytes] or &label, found '@'",
                "§                          | 2:1: expected a property, a node or '}', found U+00A7",
                "/* never                   | 2:1: this comment never ends: expected */",
            })
    void refusesInsideOfANode(String line, String expected) {
        String source = "/dts-v1/; / {\n" + line + "}; / { soc {\nuart0: uart { phandle = <9>; }; }; };";

        assertThat(refusal(source)).as(line).isEqualTo("t.dts:" + expected);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                          | 1:1: expected '/dts-v1/;' at the start of a devicetree",
                "/ { };                      | 1:1: expected '/dts-v1/;' at the start of a devicetree",
                "/dts-v1/                    | 1:9: expected ';' after '/dts-v1/', found the end of the file",
                "/dts-v1/;                   | 1:10: expected '/ {', found the end of the file",
                "/dts-v1/; /plugin/; / { };  | 1:11: this is an overlay ('/plugin/'): apply it to a devicetree",
                "/dts-v1/; soc { };          | 1:11: expected '/ {', '&label {' or a directive such as '/delete-node/', found 'soc'",
                "/dts-v1/; / ;               | 1:13: expected '{' after '/', found ';'",
                "/dts-v1/; / {               | 1:14: expected a property, a node or '}', found the end of the file",
                "/dts-v1/; / { } /           | 1:17: expected ';' after the '}' that ends '/', found '/'",
                "/dts-v1/; / { }; &a { };    | 1:18: unknown label 'a'.",
                "/dts-v1/; / { }; /delete-node/ &{/};   | 1:32: the root node cannot be deleted",
                "/dts-v1/; / { }; /delete-node/ soc;    | 1:32: expected '&label' or '&{/path}', found 'soc'",
                "/dts-v1/; / { }; /omit-if-no-ref/ &a;  | 1:35: unknown label 'a'.",
                "/dts-v1/; /memreserve/ 1;   | 1:25: expected a number, found ';'",
                "/dts-v1/; /include/ \"a\"   | 1:11: '/include/' is not followed: give the flattened zephyr.dts of the build folder",
            })
    void refusesAtTheTop(String source, String expected) {
        assertThat(refusal(source)).as(source).isEqualTo("t.dts:" + expected);
    }

    @Test
    void refusesNodesNestedWithoutEnd() {
        assertThat(refusal("/dts-v1/; / {" + "a{".repeat(100_000)))
                .isEqualTo("t.dts:1:213: nodes are nested deeper than 100 levels");
    }

    @Test
    void refusesExpressionsNestedWithoutEnd() {
        assertThat(refusal("/dts-v1/; / { p = <" + "(".repeat(100_000)))
                .isEqualTo("t.dts:1:121: this expression is nested deeper than 100 levels");
    }

    @Test
    void namesTheFileOfTheLineMarker() {
        assertThat(refusal("/dts-v1/;\n/ {\n# 12 \"boards/x.overlay\"\n  reg = ;\n};"))
                .startsWith("boards/x.overlay:12:9: expected a value of 'reg'");
    }

    private static String refusal(String source) {
        return catchThrowableOfType(DevicetreeException.class, () -> Devicetree.parse("t.dts", source))
                .getMessage();
    }
}
