package dev.kenning.testbench.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.KenningHardware;
import dev.kenning.testbench.devicetree.Overlay;
import dev.kenning.testbench.devicetree.UartNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The overlays that give a Zephyr build its {@code kcomms} UART, merged into the devicetrees of real builds. */
class OverlayFilesTest {

    @Test
    void speaksTheProtocolWhereTheCatalogueSaysOnStm32f746gDisco() {
        Board board = BoardCatalogue.builtIn().board("stm32f746g_disco");
        Devicetree build = Devicetree.read(Path.of("src/test/resources/devicetrees/stm32f746g_disco.dts"));

        Devicetree merged = build.with(Overlay.read(Path.of("overlays/stm32f746g_disco.overlay")));

        UartNode kcomms = new KenningHardware(merged).requireKcomms();
        assertThat(kcomms.label()).isEqualTo(board.kcomms());
        assertThat(kcomms.enabled()).isTrue();
        assertThat(kcomms.baudRate()).hasValue(115200);
        assertThat(new KenningHardware(merged).console().map(UartNode::label)).contains(board.console());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hifive_unmatched/fu740/s7", "hifive_unmatched/fu740/u74"})
    void speaksTheProtocolWhereTheCatalogueSaysOnHifiveUnmatched(String name) {
        Board board = BoardCatalogue.builtIn().board(name);
        Devicetree build = Devicetree.read(Path.of("src/test/resources/devicetrees/hifive_unmatched.dts"))
                .with(Overlay.parse("without-protocol", "/ { aliases { /delete-property/ kcomms; }; };"));

        Devicetree merged = build.with(Overlay.read(Path.of("overlays/" + name.replace('/', '_') + ".overlay")));

        UartNode kcomms = new KenningHardware(merged).requireKcomms();
        assertThat(kcomms.label()).isEqualTo(board.kcomms());
        assertThat(kcomms.baudRate()).hasValue(115200);
        assertThat(new KenningHardware(merged).console().map(UartNode::label)).contains(board.console());
    }
}
