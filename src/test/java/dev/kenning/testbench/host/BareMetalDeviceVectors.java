package dev.kenning.testbench.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.host.DeviceUnderTest.Build;
import dev.kenning.testbench.protocol.DeviceState;
import dev.kenning.testbench.protocol.Vector;
import tools.jackson.databind.JsonNode;

/** Holds the firmware's device of generation 1 against what the real one answered, byte for byte. */
final class BareMetalDeviceVectors {

    /** A little longer than the 5 ms after which a device forgets a part of a message (Kenning Protocol 22.3). */
    private static final int SILENCE_MILLIS = 6;

    private BareMetalDeviceVectors() {}

    /** Returns whether a vector tells what a device answers, rather than what a payload means. */
    static boolean isFor(Vector vector) {
        return vector.category().equals("gen1") && vector.decoded().has("expected");
    }

    static void check(Vector vector, DeviceUnderTest.Lab lab) {
        JsonNode expected = vector.decoded().path("expected");
        try (DeviceUnderTest device = lab.reset(Build.GENERATION_1)) {
            expected.path("preceding_requests_hex").forEach(request -> device.send(Vector.hex(request)));
            checkState(device, expected, "state_before");

            assertThat(device.send(vector.bytes())).as("reply").isEqualTo(Vector.hex(expected.path("reply_hex")));

            checkState(device, expected, "state_after");
            for (JsonNode next : expected.path("then")) {
                assertThat(device.silence(SILENCE_MILLIS))
                        .as("what is said into the silence")
                        .isEmpty();
                assertThat(device.send(Vector.hex(next.path("request_hex"))))
                        .as("reply to the next request")
                        .isEqualTo(Vector.hex(next.path("reply_hex")));
            }
        }
    }

    /** Generation 1 has no state between reset and the first IO specification; our firmware calls it INITIALIZED. */
    private static void checkState(DeviceUnderTest device, JsonNode expected, String when) {
        DeviceState recorded = DeviceState.valueOf(expected.path(when).asString());
        DeviceState ours = recorded == DeviceState.UNINITIALIZED ? DeviceState.INITIALIZED : recorded;
        device.state().ifPresent(state -> assertThat(state).as(when).isEqualTo(ours));
    }
}
