package dev.kenning.testbench.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.protocol.DeviceState;
import dev.kenning.testbench.protocol.ElementType;
import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.IoSpec;
import dev.kenning.testbench.protocol.IoSpecStruct;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.protocol.PayloadVectors;
import dev.kenning.testbench.protocol.Statistic;
import dev.kenning.testbench.protocol.Statistics;
import dev.kenning.testbench.protocol.TensorSpec;
import dev.kenning.testbench.protocol.Vector;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Replays each step of a recorded session: our host must send the recorded request, and must take the recorded reply.
 *
 * <p>Each vector stands alone, because not every file holds every step: the steps before it are played with replies of
 * our own.
 */
final class SessionVectors {

    private static final IoSpec SPEC = IoSpec.of(
            List.of(TensorSpec.of("x", ElementType.parse("int8"), 1, 8)),
            List.of(TensorSpec.of("y", ElementType.parse("int8"), 1, 8)));

    /** What Kenning calls the steps, in their order and without the number of the inference. */
    private enum Step {
        INITIALIZE_CLIENT("initialize_client"),
        UPLOAD_IO_SPECIFICATION("upload_io_specification"),
        UPLOAD_MODEL("upload_model"),
        UPLOAD_INPUT("upload_input"),
        REQUEST_PROCESSING("request_processing"),
        DOWNLOAD_OUTPUT("download_output"),
        DOWNLOAD_STATISTICS("download_statistics"),
        DISCONNECT("disconnect");

        private final String name;

        Step(String name) {
            this.name = name;
        }

        static Step of(Vector vector) {
            String name = vector.name().replaceFirst("session/\\d+-([a-z_]+).*", "$1");
            return Arrays.stream(values())
                    .filter(step -> step.name.equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no step of a session is called " + name));
        }
    }

    private SessionVectors() {}

    static void check(Vector vector) {
        PayloadVectors.frames(vector);
        if (vector.name().endsWith("-request")) {
            checkRequest(vector, Step.of(vector));
        } else {
            assertThat(vector.name())
                    .as("requests and replies are all there is")
                    .endsWith("-reply");
            checkReply(vector, Step.of(vector));
        }
    }

    private static void checkRequest(Vector vector, Step step) {
        ScriptedPort port = willing();
        byte[] payload = PayloadVectors.event(vector.bytes()).payload();
        if (step == Step.INITIALIZE_CLIENT) {
            try (KenningSession session = KenningSession.open(port)) {
                assertThat(port.written()).isEqualTo(vector.bytes());
                assertThat(session.state()).isEmpty();
            }
            return;
        }
        KenningSession session = KenningSession.open(port);
        int before = port.written().length;
        perform(session, step, payload);
        byte[] written = port.written();
        assertThat(Arrays.copyOfRange(written, before, written.length))
                .as("what our host sends")
                .isEqualTo(vector.bytes());
    }

    private static void checkReply(Vector vector, Step step) {
        Event reply = PayloadVectors.event(vector.bytes());
        ScriptedPort port = willing();
        if (step == Step.INITIALIZE_CLIENT) {
            port.script((request, device) -> device.reply(vector.bytes()));
        }
        KenningSession session = KenningSession.open(port);
        for (Step earlier : Step.values()) {
            if (earlier.compareTo(Step.INITIALIZE_CLIENT) > 0 && earlier.compareTo(step) < 0) {
                perform(session, earlier, payloadOf(earlier));
            }
        }
        port.script((request, device) -> device.reply(vector.bytes()));
        if (step == Step.INITIALIZE_CLIENT) {
            return;
        }
        byte[] data = perform(session, step, payloadOf(step));
        assertThat(data).as("data of the reply").isEqualTo(reply.payload());
        checkState(vector.decoded().path("device_state_after"), session, step);
        if (vector.decoded().has("host_statistics")) {
            assertThat(vector.decoded().path("host_statistics").asString()).startsWith("{}");
            assertThat(Statistics.decode(reply.payload()).records())
                    .as("records that Kenning drops and we keep")
                    .extracting(Statistic::kind)
                    .contains(Statistic.Kind.INFERENCE_TIME);
        }
    }

    private static void checkState(JsonNode recorded, KenningSession session, Step step) {
        if (!recorded.isMissingNode()) {
            assertThat(session.state())
                    .as("state of the device as our host knows it after %s", step)
                    .contains(DeviceState.valueOf(recorded.asString()));
        }
    }

    private static ScriptedPort willing() {
        Statistics statistics = new Statistics(List.of(new Statistic("x", Statistic.Kind.DEFAULT, 1)));
        return new ScriptedPort((request, device) -> device.reply(
                ScriptedPort.good(request, request.is(MessageType.STATS) ? statistics.encode() : new byte[8])));
    }

    private static byte[] payloadOf(Step step) {
        return switch (step) {
            case UPLOAD_IO_SPECIFICATION -> SPEC.toStruct().encode();
            case UPLOAD_INPUT -> new byte[8];
            default -> new byte[0];
        };
    }

    /** Performs a step and returns the data it fetches. */
    private static byte[] perform(KenningSession session, Step step, byte[] payload) {
        switch (step) {
            case UPLOAD_IO_SPECIFICATION ->
                session.upload(IoSpecStruct.decode(payload).toIoSpec());
            case UPLOAD_MODEL -> session.uploadModel(payload);
            case UPLOAD_INPUT -> session.uploadInput(payload);
            case REQUEST_PROCESSING -> session.process();
            case DOWNLOAD_OUTPUT -> {
                return session.output();
            }
            case DOWNLOAD_STATISTICS -> {
                return session.statistics().encode();
            }
            case DISCONNECT -> session.close();
            case INITIALIZE_CLIENT -> throw new AssertionError(step + " is how a session begins");
        }
        return new byte[0];
    }
}
