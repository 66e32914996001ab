package dev.kenning.testbench.devicetree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads the standard properties as the Devicetree Specification, chapter 2, defines them. */
class NodeTest {

    @Test
    void findsNodesByPathAliasLabelAndPhandle() {
        Devicetree tree = tree("aliases { com = &u; }; soc { u: uart@10 { phandle = <5>; sub { }; }; uart@20 { }; };");
        Node uart = tree.at("/soc/uart@10").orElseThrow();

        assertThat(tree.labelled("u")).contains(uart);
        assertThat(tree.withPhandle(5)).contains(uart);
        assertThat(tree.at("com")).contains(uart);
        assertThat(tree.at("com/sub").orElseThrow().path()).isEqualTo("/soc/uart@10/sub");
        assertThat(tree.at("/")).contains(tree.root());
        assertThat(tree.aliases()).containsExactly(java.util.Map.entry("com", uart));
    }

    @Test
    void findsANodeWithoutItsUnitAddressOnlyIfThereIsOne() {
        Devicetree tree = tree("soc { uart@10 { }; uart@20 { }; rng@30 { }; };");

        assertThat(tree.at("/soc/rng")).isPresent();
        assertThat(tree.at("/soc/uart")).isEmpty();
        assertThat(tree.at("unknown")).isEmpty();
    }

    @Test
    void splitsItsName() {
        Node node = tree("serial@40011000 { };").at("/serial").orElseThrow();

        assertThat(node.baseName()).isEqualTo("serial");
        assertThat(node.unitAddress()).contains("40011000");
        assertThat(node.parent().orElseThrow().unitAddress()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'',true",
        "status = \"okay\";,true",
        "status = \"ok\";,true",
        "status = \"disabled\";,false",
        "status = \"fail\";,false"
    })
    void isEnabledByItsStatus(String status, boolean enabled) {
        assertThat(tree("n { " + status + " };").at("/n").orElseThrow().isEnabled())
                .isEqualTo(enabled);
    }

    @Test
    void knowsItsModels() {
        Devicetree tree = tree("n { compatible = \"st,stm32-usart\", \"st,stm32-uart\"; };");

        assertThat(tree.at("/n").orElseThrow().compatible()).containsExactly("st,stm32-usart", "st,stm32-uart");
        assertThat(tree.compatibleWith("st,stm32-uart"))
                .containsExactly(tree.at("/n").orElseThrow());
    }

    @Test
    void readsRegWithTheCellsOfItsParent() {
        Node node = tree("#address-cells = <1>; #size-cells = <1>;"
                        + "n { reg = <0x10 0x20>, <0x80000000 0xf0000000>; reg-names = \"a\"; #size-cells = <7>; };")
                .at("/n")
                .orElseThrow();

        assertThat(node.reg())
                .containsExactly(
                        new RegBlock(Optional.of("a"), 0x10, 0x20),
                        new RegBlock(Optional.empty(), 0x8000_0000L, 0xF000_0000L));
    }

    @Test
    void readsRegOf64Bits() {
        Node node =
                tree("#address-cells = <2>; #size-cells = <2>; n { reg = <0x1 0x80000000 0xffffffff 0xfffffffe>; };")
                        .at("/n")
                        .orElseThrow();

        assertThat(node.reg()).containsExactly(new RegBlock(Optional.empty(), 0x1_8000_0000L, -2));
    }

    @Test
    void readsRegWithDefaultCellsAndWithoutSizes() {
        assertThat(tree("n { reg = <0 1 2>; };").at("/n").orElseThrow().reg())
                .containsExactly(new RegBlock(Optional.empty(), 1, 2));
        assertThat(tree("#address-cells = <1>; #size-cells = <0>; n { reg = <3>, <4>; };")
                        .at("/n")
                        .orElseThrow()
                        .reg())
                .containsExactly(new RegBlock(Optional.empty(), 3, 0), new RegBlock(Optional.empty(), 4, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n { reg = <1 2>; }; | t.dts:1:18: 'reg' of /n has 2 cells, expected a multiple of 3 (see #address-cells and #size-cells)",
                "n { reg = [01]; }; | t.dts:1:18: expected cells of 4 bytes as value of 'reg', found [ 01 ]",
                "#address-cells = <3>; n { reg = <1 2 3 4>; }; | t.dts:1:40: 'reg' of /n has numbers of 3 cells, which are more than 64 bits",
                "#address-cells = \"1\"; n { reg = <1>; }; | t.dts:1:14: expected one cell as value of '#address-cells', found \"1\"",
                "#address-cells; n { reg = <1>; }; | t.dts:1:14: expected one cell as value of '#address-cells', found nothing",
                "#address-cells = <0>; #size-cells = <0>; n { reg = <1>; }; | t.dts:1:59: 'reg' of /n has 1 cells, expected a multiple of 0 (see #address-cells and #size-cells)",
                "#size-cells = <999>; n { reg = <1>; }; | t.dts:1:14: #size-cells of / is 999"
            })
    void refusesARegThatDoesNotFit(String body, String expected) {
        Devicetree tree = tree(body);

        assertThatThrownBy(() -> tree.at("/n").orElseThrow().reg()).hasMessage(expected);
    }

    @Test
    void translatesAddressesThroughRanges() {
        Devicetree tree = tree("""
                #address-cells = <2>; #size-cells = <2>;
                soc { #address-cells = <1>; #size-cells = <1>; ranges = <0x0 0x1 0x0 0x1000>, <0x8000 0x0 0x40000000 0x1000>;
                  bus@0 { #address-cells = <1>; #size-cells = <1>; ranges; reg = <0 0x10>;
                    n@8010 { reg = <0x8010 4>; }; m@20 { reg = <0x20 4>; }; o@5000 { reg = <0x5000 4>; };
                    i2c { #address-cells = <1>; #size-cells = <0>; chip@38 { reg = <0x38>; }; }; }; };
                """);

        assertThat(address(tree, "/soc/bus/n")).isEqualTo(0x4000_0010L);
        assertThat(address(tree, "/soc/bus/m")).isEqualTo(0x1_0000_0020L);
        assertThat(address(tree, "/soc/bus/o"))
                .as("an address that no range covers")
                .isEqualTo(0x5000);
        assertThat(address(tree, "/soc/bus/i2c/chip"))
                .as("below a bus without ranges")
                .isEqualTo(0x38);
        assertThat(tree.at("/soc/bus").orElseThrow().ranges()).contains(List.of());
        assertThat(tree.at("/soc").orElseThrow().ranges())
                .contains(List.of(
                        new AddressMapping(0, 0x1_0000_0000L, 0x1000),
                        new AddressMapping(0x8000, 0x4000_0000L, 0x1000)));
    }

    @Test
    void findsItsInterruptsThroughTheNearestInterruptParent() {
        Devicetree tree = tree("""
                nvic: nvic { #interrupt-cells = <2>; };
                soc { interrupt-parent = <&nvic>; n { interrupts = <37 0>, <38 1>; interrupt-names = "rx"; }; };
                """);
        Node nvic = tree.labelled("nvic").orElseThrow();

        assertThat(tree.interrupts(tree.at("/soc/n").orElseThrow()))
                .containsExactly(
                        new Interrupt(nvic, List.of(37L, 0L), Optional.of("rx")),
                        new Interrupt(nvic, List.of(38L, 1L), Optional.empty()));
    }

    @Test
    void findsItsInterruptsOnSeveralControllers() {
        Devicetree tree = tree("a: a { #interrupt-cells = <1>; }; b: b { #interrupt-cells = <2>; };"
                + "n { interrupts = <9>; interrupts-extended = <&a 3 &b 4 5>; };");

        assertThat(tree.interrupts(tree.at("/n").orElseThrow()))
                .containsExactly(
                        new Interrupt(tree.labelled("a").orElseThrow(), List.of(3L), Optional.empty()),
                        new Interrupt(tree.labelled("b").orElseThrow(), List.of(4L, 5L), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n { interrupts = <1>; }; | t.dts:1:18: no interrupt controller found for /n",
                "n { interrupts = <1>; interrupt-parent = <77>; }; | t.dts:1:36: 'interrupt-parent' refers to phandle 0x4d, which no node has",
                "n: n { interrupts = <1>; interrupt-parent = <&n>; }; | t.dts:1:21: no interrupt controller found for /n",
                "#interrupt-cells = <2>; n { interrupts = <1 2 3>; }; | t.dts:1:42: 'interrupts' of /n does not fit #interrupt-cells of /",
                "#interrupt-cells = <0>; n { interrupts = <1>; }; | t.dts:1:42: 'interrupts' of /n does not fit #interrupt-cells of /",
                "n: n { interrupts-extended = <&n 1>; }; | t.dts:1:21: /n has no '#interrupt-cells'",
            })
    void refusesInterruptsThatDoNotFit(String body, String expected) {
        Devicetree tree = tree(body);

        assertThatThrownBy(() -> tree.interrupts(tree.at("/n").orElseThrow())).hasMessage(expected);
    }

    @Test
    void refusesAValueOfAnotherType() {
        Property texts = tree("p = \"a\", \"b\";").root().property("p").orElseThrow();
        Property cells = tree("p = <1 2>;").root().property("p").orElseThrow();

        assertThatThrownBy(texts::text)
                .hasMessage("t.dts:1:14: expected one string as value of 'p', found \"a\", \"b\"");
        assertThatThrownBy(cells::cell).hasMessage("t.dts:1:14: expected one cell as value of 'p', found < 0x1 0x2 >");
        assertThatThrownBy(cells::texts).hasMessage("t.dts:1:14: expected strings as value of 'p', found < 0x1 0x2 >");
    }

    private static long address(Devicetree tree, String path) {
        return tree.at(path).orElseThrow().translatedReg().get(0).address();
    }

    private static Devicetree tree(String body) {
        return Devicetree.parse("t.dts", "/dts-v1/; / {" + body + "};");
    }
}
