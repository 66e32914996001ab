package dev.kenning.testbench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.Flags;
import dev.kenning.testbench.protocol.MessageType;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NetworkSessionTest {

    private final ScriptedPort port = new ScriptedPort((request, server) -> {});

    private NetworkSession open() {
        port.reply(new byte[] {42});
        return NetworkSession.open(port);
    }

    private void answer(MessageType type, int flags, int... payload) {
        byte[] bytes = new byte[payload.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) payload[i];
        }
        port.script((request, server) -> server.reply(
                ScriptedPort.encode(Event.transmission(type, new Flags(flags | Flags.IS_KENNING), bytes))));
    }

    @Test
    void takesAnyByteForAWelcome() {
        assertThat(open().logs()).isEmpty();
        assertThat(port.written()).as("bytes sent before the first request").isEmpty();
    }

    @Test
    void givesUpOnAServerThatIsBusy() {
        assertThatExceptionOfType(DeviceLostException.class)
                .isThrownBy(() -> NetworkSession.open(port))
                .withMessageContaining("did not send its first byte within 1.000000 s; it serves one client at a time");
    }

    @Test
    void sendsLargeModelsInMessagesOfOneMebibyte() {
        NetworkSession session = open();
        answer(MessageType.MODEL, Flags.SUCCESS, 3);

        session.uploadModel(new byte[Event.TCP_BODY_BYTES + 1]);

        assertThat(port.written()).hasSize(2 * 12 + Event.TCP_BODY_BYTES + 1);
    }

    @Test
    void refusesTheActionOfAnotherRequest() {
        NetworkSession session = open();
        answer(MessageType.PROCESS, Flags.SUCCESS, 5);

        assertThatExceptionOfType(RequestRefusedException.class).isThrownBy(session::process);
    }

    @Test
    void stopsAnOptimisationWhoseModelIsRefused() {
        NetworkSession session = open();
        answer(MessageType.UNOPTIMIZED_MODEL, Flags.FAIL, 4);

        assertThatExceptionOfType(RequestRefusedException.class)
                .isThrownBy(() -> session.optimize(new byte[1]))
                .withMessageContaining("refused UNOPTIMIZED_MODEL");
        assertThat(port.requests()).hasSize(1);
    }

    @Test
    void refusesStatisticsThatAreNoJson() {
        NetworkSession session = open();
        answer(MessageType.STATS, Flags.SUCCESS, '{');

        assertThatExceptionOfType(UnexpectedReplyException.class)
                .isThrownBy(session::statistics)
                .withMessageContaining("is no JSON");
    }

    @Test
    void waitsThroughPausesInsideAMessage() {
        NetworkSession session = open();
        byte[] reply = ScriptedPort.encode(
                Event.transmission(MessageType.OUTPUT, new Flags(Flags.SUCCESS | Flags.IS_KENNING), new byte[] {1, 2}));
        port.script((request, server) -> {
            server.reply(Arrays.copyOf(reply, 13));
            server.reply(new byte[] {reply[13]}, Duration.ofSeconds(3));
        });

        assertThat(session.output()).containsExactly(1, 2);
    }
}
