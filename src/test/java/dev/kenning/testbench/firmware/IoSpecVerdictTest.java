package dev.kenning.testbench.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.protocol.Vector;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Holds the device's judgement of IO specifications against the real one's. */
class IoSpecVerdictTest {

    static Stream<Vector> judged() {
        return Vector.all().stream()
                .filter(vector -> vector.category().equals("iospec"))
                .filter(vector -> vector.decoded().has("device"));
    }

    @ParameterizedTest
    @MethodSource("judged")
    void acceptsWhatTheRealDeviceAccepts(Vector vector) {
        JsonNode verdict = vector.decoded().path("device");
        DeviceScript script = new DeviceScript();
        int reply = script.send(Event.request(MessageType.IOSPEC, vector.bytes()));
        int state = script.state();

        DeviceScript.Answers answers = script.run("kenning-device-conformance");

        assertThat(answers.replies(reply))
                .as("reply")
                .singleElement()
                .satisfies(message ->
                        assertThat(message.withChecksum(0).encode()).isEqualTo(Vector.hex(verdict.path("reply_hex"))));
        assertThat(answers.state(state))
                .as("state")
                .isEqualTo(verdict.path("state_after").asString());
    }
}
