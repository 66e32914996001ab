package dev.kenning.testbench.devicetree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OverlayTest {

    private static final Devicetree BOARD = Devicetree.parse("board.dts", """
            /dts-v1/;
            / {
                chosen { zephyr,console = &uart0; };
                soc {
                    uart0: serial@1000 { status = "okay"; current-speed = <115200>; pins = <1>; };
                    uart_1: serial@2000 { status = "disabled"; child { }; };
                    /omit-if-no-ref/ spare: spare { };
                };
            };
            """);

    @Test
    void changesANodeByItsLabel() {
        Devicetree changed = BOARD.with(Overlay.parse("o", "&uart_1 { status = \"okay\"; current-speed = <9600>; };"));

        Node uart = changed.labelled("uart_1").orElseThrow();
        assertThat(uart.isEnabled()).isTrue();
        assertThat(uart.property("current-speed").orElseThrow().cell()).isEqualTo(9600);
    }

    @Test
    void leavesTheDevicetreeItIsAppliedTo() {
        BOARD.with(Overlay.parse(
                "o", "&uart_1 { status = \"okay\"; }; /delete-node/ &uart0; / { /delete-node/ chosen; };"));

        assertThat(BOARD.labelled("uart_1").orElseThrow().isEnabled()).isFalse();
        assertThat(BOARD.labelled("uart0")).isPresent();
    }

    @Test
    void addsNodesAliasesAndLabelsAtTheRoot() {
        Devicetree changed =
                BOARD.with(Overlay.parse("o", "/ { aliases { kcomms = &uart_1; }; soc { new: rng@3000 { }; }; };"));

        assertThat(changed.alias("kcomms"))
                .contains(changed.at("/soc/serial@2000").orElseThrow());
        assertThat(changed.labelled("new").orElseThrow().path()).isEqualTo("/soc/rng@3000");
    }

    @Test
    void addsALabelToANodeNamedByItsPath() {
        Devicetree changed = BOARD.with(Overlay.parse("o", "console: &{/soc/serial@1000} { x; };"));

        assertThat(changed.labelled("console").orElseThrow().labels()).containsExactly("uart0", "console");
    }

    @Test
    void deletesPropertiesAndNodes() {
        Devicetree changed =
                BOARD.with(Overlay.parse("o", "&uart0 { /delete-property/ pins; }; &uart_1 { /delete-node/ child; };"));

        assertThat(changed.labelled("uart0").orElseThrow().property("pins")).isEmpty();
        assertThat(changed.labelled("uart_1").orElseThrow().children()).isEmpty();
    }

    @Test
    void deletesANodeAndGivesItAnew() {
        Devicetree changed = BOARD.with(
                Overlay.parse("o", "/ { soc { /delete-node/ serial@1000; uart0: serial@1000 { fresh; }; }; };"));

        assertThat(changed.labelled("uart0").orElseThrow().properties())
                .extracting(Property::name)
                .containsExactly("fresh");
    }

    @Test
    void letsTheLaterOverlayWin() {
        Devicetree changed = BOARD.with(Overlay.parse("first", "&uart0 { current-speed = <1>; };"))
                .with(Overlay.parse("second", "&uart0 { current-speed = <2>; };"));

        assertThat(changed.labelled("uart0")
                        .orElseThrow()
                        .property("current-speed")
                        .orElseThrow()
                        .cell())
                .isEqualTo(2);
    }

    @Test
    void keepsANodeThatOnlyTheOverlayRefersTo() {
        Devicetree changed = BOARD.with(Overlay.parse("o", "&uart0 { uses = <&spare>; };"));

        assertThat(BOARD.labelled("spare")).isEmpty();
        assertThat(changed.labelled("spare")).isPresent();
    }

    @Test
    void givesPhandlesToNodesThatTheOverlayRefersTo() {
        Devicetree changed = BOARD.with(Overlay.parse("o", "&uart0 { uses = <&uart_1>; };"));

        long phandle = changed.labelled("uart0")
                .orElseThrow()
                .property("uses")
                .orElseThrow()
                .cell();
        assertThat(changed.withPhandle(phandle)).isEqualTo(changed.labelled("uart_1"));
    }

    @Test
    void takesTheHeadersOfCompiledOverlays() {
        Devicetree changed = BOARD.with(Overlay.parse("o", "/dts-v1/; /plugin/; &uart0 { x; };"));

        assertThat(changed.labelled("uart0").orElseThrow().property("x")).isPresent();
    }

    @Test
    void namesTheNearestLabelForAnUnknownOne() {
        Overlay overlay = Overlay.parse("boards/x.overlay", "\n&uart1 { status = \"okay\"; };");

        assertThatThrownBy(() -> BOARD.with(overlay))
                .isInstanceOf(DevicetreeException.class)
                .hasMessage("boards/x.overlay:2:1: unknown label 'uart1'. Did you mean 'uart0'?");
    }

    @Test
    void refusesToLeaveAReferenceToADeletedNode() {
        Overlay overlay = Overlay.parse("x.overlay", "/delete-node/ &uart0;");

        assertThatThrownBy(() -> BOARD.with(overlay))
                .isInstanceOf(DevicetreeException.class)
                .hasMessage("board.dts:3:31: unknown label 'uart0'.");
    }
}
