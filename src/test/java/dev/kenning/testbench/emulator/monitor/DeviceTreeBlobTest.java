package dev.kenning.testbench.emulator.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.emulator.machine.MachineException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DeviceTreeBlobTest {

    /**
     * What dtc makes of {@code /memreserve/ 0x1000 0x20; / { compatible = "board"; chosen { bootargs = "quiet "; };
     * serial@1000 { status = "okay"; reg = <0x1000 4>; }; };}.
     */
    private static final byte[] BLOB = HexFormat.of().parseHex("""
            d00dfeed000000eb00000048000000cc000000280000001100000010000000000000001f000000840000000000001000
            0000000000000020000000000000000000000000000000000000000100000000000000030000000600000000626f6172
            640000000000000163686f73656e000000000003000000070000000b7175696574200000000000020000000173657269
            616c4031303030000000000300000005000000146f6b61790000000000000003000000080000001b0000100000000004
            000000020000000200000009636f6d70617469626c6500626f6f7461726773007374617475730072656700
            """.replace("\n", ""));

    private final DeviceTreeBlob tree = DeviceTreeBlob.read(BLOB);

    @Test
    void isWrittenAsItWasRead() {
        assertThat(tree.bytes()).isEqualTo(BLOB);
    }

    @Test
    void takesMoreBootArguments() {
        tree.setBootArguments("console=ttyS0", true);

        assertThat(text(tree)).contains("quiet console=ttyS0\0");
        assertThat(DeviceTreeBlob.read(tree.bytes()).bytes()).isEqualTo(tree.bytes());
    }

    @Test
    void takesOtherBootArguments() {
        tree.setBootArguments("console=ttyS0", false);

        assertThat(text(tree)).contains("console=ttyS0\0").doesNotContain("quiet");
    }

    @Test
    void disablesADevice() {
        tree.disable("serial@1000");

        assertThat(text(tree)).contains("disabled\0").doesNotContain("okay");
    }

    @Test
    void refusesToDisableWhatIsNotThere() {
        assertThatThrownBy(() -> tree.disable("serial"))
                .isInstanceOf(MachineException.class)
                .hasMessage("Device serial not found.");
    }

    @Test
    void refusesWhatIsNoDevicetree() {
        assertThatThrownBy(() -> DeviceTreeBlob.read(new byte[100]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it does not start with 0xD00DFEED");
        for (int length = 0; length < BLOB.length; length++) {
            byte[] cut = Arrays.copyOf(BLOB, length);
            assertThatThrownBy(() -> DeviceTreeBlob.read(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String text(DeviceTreeBlob tree) {
        return new String(tree.bytes(), StandardCharsets.ISO_8859_1);
    }
}
