package dev.kenning.testbench.devicetree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows each form that a value can have, and the bytes that it means. */
class LiteralFormsTest {

    private static final String NODES = "a: a@1 { b: b { }; }; c { phandle = <7>; };";

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(
            delimiterString = " gives ",
            quoteCharacter = '`',
            value = {
                "<1>                          gives 00 00 00 01",
                "<0x1F 0Xa 010>               gives 00 00 00 1f 00 00 00 0a 00 00 00 08",
                "<1U 2L 3UL 4LL 5ULL>         gives 00 00 00 01 00 00 00 02 00 00 00 03 00 00 00 04 00 00 00 05",
                "<'a' '\\n' '\\x41' '\\''>    gives 00 00 00 61 00 00 00 0a 00 00 00 41 00 00 00 27",
                "<(1 + 2 * 3)>                gives 00 00 00 07",
                "<((1 + 2) * 3)>              gives 00 00 00 09",
                "<(-1)>                       gives ff ff ff ff",
                "<(~0 & 0xff)>                gives 00 00 00 ff",
                "<(!5) (!0) (- -1) (!~0)>     gives 00 00 00 00 00 00 00 01 00 00 00 01 00 00 00 00",
                "<(1 << 4 >> 2) (1 << 64)>    gives 00 00 00 04 00 00 00 00",
                "<(7 / 2) (7 % 4) (9 - 4 - 3)> gives 00 00 00 03 00 00 00 03 00 00 00 02",
                "<(1 < 2) (2 <= 1) (3 > 2) (1 >= 2) (1 == 1) (1 != 1)>"
                        + " gives 00 00 00 01 00 00 00 00 00 00 00 01 00 00 00 00 00 00 00 01 00 00 00 00",
                "<(6 & 3 | 8 ^ 1)>            gives 00 00 00 0b",
                "<(1 && 0 || 1)>              gives 00 00 00 01",
                "<(1 ? 2 : 3) (0 ? 2 : 0 ? 3 : 4)> gives 00 00 00 02 00 00 00 04",
                "<((-1) > 1)>                 gives 00 00 00 01",
                "< >                          gives ``",
                "/bits/ 8 <1 0xff (-1)>       gives 01 ff ff",
                "/bits/ 16 <0x1234>           gives 12 34",
                "/bits/ 32 <0x12345678>       gives 12 34 56 78",
                "/bits/ 64 <0x123456789abcdef0 (-1)> gives 12 34 56 78 9a bc de f0 ff ff ff ff ff ff ff ff",
                "\"ab\"                       gives 61 62 00",
                "\"\"                         gives 00",
                "\"\\a\\b\\t\\n\\v\\f\\r\\\"\\\\\" gives 07 08 09 0a 0b 0c 0d 22 5c 00",
                "\"\\x41\\101\\0\\377\\x7\"   gives 41 41 00 ff 07 00",
                "\"é\"                        gives c3 a9 00",
                "\"a\", \"b\"                 gives 61 00 62 00",
                "[c2 28 17]                   gives c2 28 17",
                "[C22817]                     gives c2 28 17",
                "[]                           gives ``",
                "<&a 1>                       gives 00 00 00 01 00 00 00 01",
                "<&{/c}>                      gives 00 00 00 07",
                "&b                           gives 2f 61 40 31 2f 62 00",
                "&{/a@1/b}                    gives 2f 61 40 31 2f 62 00",
                "\"x\", <2>, [03], &a         gives 78 00 00 00 00 02 03 2f 61 40 31 00",
                "l1: <l2: 1 l3:> l4:, l5: [l6: 02 l7:] l8: gives 00 00 00 01 02",
                "/* one */ <1> // two         gives 00 00 00 01",
            })
    void reads(String value, String bytes) {
        String source = "/dts-v1/;\n/ {\np = " + value + "\n;\n" + NODES + "\n};";

        assertThat(property(source).bytes()).as(value).hasToString(bytes);
    }

    @Test
    void keepsWhatWasWritten() {
        Property property = property("/dts-v1/; / { p = \"x\", <1 &a>, &a, [01]; a: a { }; };");

        assertThat(property.values())
                .extracting(Object::getClass)
                .containsExactly(Value.Text.class, Value.Cells.class, Value.Path.class, Value.ByteString.class);
        assertThat(property).hasToString("p = \"x\", < 0x1 &a >, &a, [ 01 ];");
    }

    @Test
    void keepsLabelsOfPropertiesAndInsideOfThem() {
        Property property = property("/dts-v1/; / { one: two: p = three: <1 four: 2>; };");

        assertThat(property.labels()).containsExactly("one", "two", "three", "four");
    }

    @Test
    void readsAPropertyThatOnlySaysThatItIsThere() {
        Property property = property("/dts-v1/; / { p; };");

        assertThat(property.bytes().isEmpty()).isTrue();
        assertThat(property.values()).isEmpty();
    }

    @Test
    void takesNamesWithEveryCharacterThatTheSpecificationAllows() {
        Devicetree tree = Devicetree.parse("t.dts", "/dts-v1/; / { #a,b.c_d+e*f?g-1; \\p; 1@2,3 { 4; }; \\q { }; };");

        assertThat(tree.root().properties()).extracting(Property::name).containsExactly("#a,b.c_d+e*f?g-1", "p");
        assertThat(tree.root().children()).extracting(Node::name).containsExactly("1@2,3", "q");
    }

    @Test
    void takesPropertiesAfterChildrenAsZephyrDoes() {
        Devicetree tree = Devicetree.parse("t.dts", "/dts-v1/; / { a { b { }; reg = <1>; }; p; };");

        assertThat(tree.at("/a").orElseThrow().property("reg")).isPresent();
    }

    @Test
    void placesTokensByTheLineMarkersOfThePreprocessor() {
        Devicetree tree = Devicetree.parse("zephyr.dts.pre", """
                # 0 "<command-line>"
                # 1 "board.dts" 1
                /dts-v1/;
                / {
                # 40 "soc.dtsi" 1 3
                    soc { };
                #line 3 "board.dts"
                    #size-cells = <1>;
                };
                """);

        assertThat(tree.at("/soc").orElseThrow().position()).hasToString("soc.dtsi:40:5");
        assertThat(tree.root().property("#size-cells").orElseThrow().position()).hasToString("board.dts:3:5");
    }

    @Test
    void readsReservations() {
        Devicetree tree = Devicetree.parse(
                "t.dts", "/dts-v1/; /memreserve/ 0x1000 (2 * 8); l: /memreserve/ 0xffffffffffffffff 1; / { };");

        assertThat(tree.reservations())
                .isEqualTo(List.of(new MemoryReservation(0x1000, 16), new MemoryReservation(-1, 1)));
    }

    private static Property property(String source) {
        return Devicetree.parse("t.dts", source).root().property("p").orElseThrow();
    }
}
