package dev.kenning.testbench.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MessageTest {

    @Test
    void encodesTypeAndFlowControlIntoFortyBits() {
        Message message = Message.of(0x2A_1234_5678L, FlowControl.ACKNOWLEDGE, new Flags(Flags.FIRST), new byte[0]);

        assertThat(HexFormat.of().formatHex(message.encode())).startsWith("78563412aa");
    }

    @Test
    void encodesTheLargestType() {
        Message message = Message.of((1L << 38) - 1, FlowControl.TRANSMISSION, Flags.NONE, new byte[0]);

        assertThat(HexFormat.of().formatHex(message.encode())).startsWith("ffffffffff");
        assertThat(message.hasValidChecksum()).isTrue();
    }

    @Test
    void refusesATypeOfThirtyNineBits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Message.of(1L << 38, FlowControl.REQUEST, Flags.NONE, new byte[0]))
                .withMessageContaining("38 bits");
    }

    @Test
    void checksumMakesTheXorOverTheFrame4B() {
        byte[] frame = Message.of(2, FlowControl.REQUEST, new Flags(0xFFFF), new byte[] {1, -2, 3})
                .encode();

        int xor = 0;
        for (byte b : frame) {
            xor ^= b & 0xFF;
        }
        assertThat(xor).isEqualTo(0x4B);
    }

    @Test
    void setsHasPayloadExactlyWhenThereIsOne() {
        Flags contrary = new Flags(Flags.HAS_PAYLOAD);

        assertThat(Message.of(3, FlowControl.REQUEST, contrary, new byte[0]).flags())
                .isEqualTo(Flags.NONE);
        assertThat(Message.of(3, FlowControl.REQUEST, Flags.NONE, new byte[1]).flags())
                .isEqualTo(contrary);
    }

    @Test
    void keepsItsPayloadToItself() {
        byte[] payload = {1};
        Message message = Message.of(2, FlowControl.REQUEST, Flags.NONE, payload);

        payload[0] = 2;
        message.payload()[0] = 3;

        assertThat(message.payload()).containsExactly(1);
    }

    @Test
    void refusesARawMessageWhoseFieldsAnnounceAnotherPayload() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Message.raw(2, FlowControl.REQUEST, new Flags(Flags.HAS_PAYLOAD), 2, 0, new byte[] {1}))
                .withMessageContaining("do not announce a payload of 1 bytes");
    }
}
