package dev.kenning.testbench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kenning.testbench.protocol.BareMetalIoSpecStruct;
import dev.kenning.testbench.protocol.BareMetalMessage;
import dev.kenning.testbench.protocol.BareMetalRule;
import dev.kenning.testbench.protocol.DeviceState;
import dev.kenning.testbench.protocol.ElementType;
import dev.kenning.testbench.protocol.FramingException;
import dev.kenning.testbench.protocol.IoSpec;
import dev.kenning.testbench.protocol.MessageDecoder;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.protocol.Statistics;
import dev.kenning.testbench.protocol.TensorSpec;
import dev.kenning.testbench.protocol.Vector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Runs the vectors of generation 1: the codec on both sides of the wire, a device by the specification's state machine,
 * and a session of our host that meets the recorded replies.
 */
final class BareMetalVectors {

    private static final String PAYLOAD = "payload host->device";

    /** The models whose structs were recorded, as IO specifications. */
    private static final Map<String, IoSpec> SPECIFICATIONS = Map.of(
            "gen1/iospec-struct",
            spec("int8", List.of(1, 8), List.of(1, 8)),
            "gen1/iospec-struct-magic-wand",
            spec("float32", List.of(1, 128, 3, 1), List.of(1, 4)));

    private static final IoSpec SPEC = spec("int8", List.of(1, 8), List.of(1, 8));

    /** Structs that no IO specification of ours can have, so that only a codec can send them. */
    private static final Set<String> BEYOND_A_SPECIFICATION =
            Set.of("gen1/iospec-159", "gen1/iospec-bad-dtype", "gen1/iospec-3-inputs");

    private BareMetalVectors() {}

    private static IoSpec spec(String type, List<Integer> input, List<Integer> output) {
        return IoSpec.of(List.of(tensor("x", type, input)), List.of(tensor("y", type, output)));
    }

    private static TensorSpec tensor(String name, String type, List<Integer> shape) {
        return new TensorSpec(name, shape, ElementType.parse(type), Optional.empty(), List.of(), 0);
    }

    static void check(Vector vector) {
        if (vector.direction().equals(PAYLOAD)) {
            checkStruct(vector);
            return;
        }
        JsonNode expected = vector.decoded().path("expected");
        checkCodec(vector, expected);
        checkDevice(vector, expected);
        checkHost(vector, expected);
    }

    private static void checkStruct(Vector vector) {
        BareMetalIoSpecStruct struct = BareMetalIoSpecStruct.decode(vector.bytes());

        assertThat(struct.problems()).as("problems a device finds").isEmpty();
        assertThat(SPECIFICATIONS.get(vector.name()).toBareMetalStruct())
                .as("struct of our IO specification")
                .isEqualTo(struct);
        JsonNode fields = vector.decoded().path("fields");
        if (fields.isMissingNode()) {
            assertThat(struct.elementType())
                    .isEqualTo(vector.decoded().path("element_type").asString());
            return;
        }
        assertThat(struct.inputCount()).isEqualTo(fields.path("num_input").asLong());
        for (int i = 0; i < 2; i++) {
            assertThat(struct.inputDimensions(i))
                    .isEqualTo(fields.at("/num_input_dim/" + i).asLong());
            assertThat(struct.inputLength(i))
                    .isEqualTo(fields.at("/input_length/" + i).asLong());
            assertThat(struct.inputElementBytes(i))
                    .isEqualTo(fields.at("/input_size_bytes/" + i).asLong());
            for (int d = 0; d < 4; d++) {
                assertThat(struct.inputShape(i, d))
                        .isEqualTo(fields.at("/input_shape/" + i + "/" + d).asLong());
            }
        }
        assertThat(struct.outputCount()).isEqualTo(fields.path("num_output").asLong());
        for (int i = 0; i < 12; i++) {
            assertThat(struct.outputLength(i))
                    .isEqualTo(fields.at("/output_length/" + i).asLong());
        }
        assertThat(struct.outputElementBytes())
                .isEqualTo(fields.path("output_size_bytes").asLong());
        assertThat(struct.elementType()).isEqualTo(fields.path("element_type").asString());
        assertThat(struct.entryFunction()).isEqualTo(fields.path("entry_func").asString());
        assertThat(struct.modelName()).isEqualTo(fields.path("model_name").asString());
    }

    private static void checkCodec(Vector vector, JsonNode expected) {
        JsonNode decoded = vector.decoded();
        if (decoded.path("message_size").asLong() > BareMetalMessage.BODY_LIMIT + 2) {
            assertThatExceptionOfType(FramingException.class)
                    .as("what no device takes")
                    .isThrownBy(() -> messages(vector.bytes()))
                    .withMessageStartingWith(
                            "size " + decoded.path("message_size").asLong() + " outside 2..1310720");
            return;
        }
        if (decoded.has("incomplete")) {
            assertThat(messages(vector.bytes())).as("messages in a part of one").isEmpty();
            return;
        }
        checkMessage("request", vector.bytes(), decoded);
        if (expected.has("reply")) {
            checkMessage("reply", Vector.hex(expected.path("reply_hex")), expected.path("reply"));
        }
    }

    private static void checkMessage(String what, byte[] bytes, JsonNode expected) {
        List<BareMetalMessage> messages = messages(bytes);
        assertThat(messages).as("messages of the %s", what).hasSize(1);
        BareMetalMessage message = messages.get(0);
        assertThat(message.type())
                .as("type of the %s", what)
                .isEqualTo(expected.path("message_type").asInt());
        assertThat(message)
                .asString()
                .startsWith(expected.path("message_type_name").asString() + ", ");
        assertThat(message.payload()).as("payload of the %s", what).isEqualTo(Vector.hex(expected.path("payload_hex")));
        assertThat(message.encode()).as("%s, encoded", what).isEqualTo(bytes);
    }

    static List<BareMetalMessage> messages(byte[] bytes) {
        List<BareMetalMessage> messages = new ArrayList<>();
        new MessageDecoder<>(BareMetalRule.ANYTHING, BareMetalMessage.BODY_LIMIT)
                .decode(ByteBuffer.wrap(bytes), messages::add);
        return messages;
    }

    private static void checkDevice(Vector vector, JsonNode expected) {
        BareMetalDevice device = new BareMetalDevice();
        expected.path("preceding_requests_hex").forEach(request -> device.send(Vector.hex(request)));
        assertThat(device.state())
                .as("state before")
                .isEqualTo(DeviceState.valueOf(expected.path("state_before").asString()));

        assertThat(device.send(vector.bytes()))
                .as("what the device answers")
                .isEqualTo(Vector.hex(expected.path("reply_hex")));

        assertThat(device.state())
                .as("state after")
                .isEqualTo(DeviceState.valueOf(expected.path("state_after").asString()));
        for (JsonNode next : expected.path("then")) {
            device.silence();
            assertThat(device.send(Vector.hex(next.path("request_hex"))))
                    .as("what the device answers after silence")
                    .isEqualTo(Vector.hex(next.path("reply_hex")));
        }
    }

    /** A host asks what the vectors ask, byte for byte, and takes the device's word for it. */
    private static void checkHost(Vector vector, JsonNode expected) {
        if (!expected.has("reply") || BEYOND_A_SPECIFICATION.contains(vector.name())) {
            return;
        }
        BareMetalDevice device = new BareMetalDevice();
        KenningSession session = KenningSession.open(device, SessionOptions.bareMetal());
        StreamSupport.stream(expected.path("preceding_requests_hex").spliterator(), false)
                .map(Vector::hex)
                .forEach(request -> ask(session, request));
        int before = device.written().length;

        Outcome.Result result = Outcome.of(() -> ask(session, vector.bytes()));

        byte[] written = device.written();
        assertThat(Arrays.copyOfRange(written, before, written.length))
                .as("what our host sends")
                .isEqualTo(vector.bytes());
        boolean good = expected.path("reply").path("message_type").asInt() == BareMetalMessage.OK;
        assertThat(result.outcome())
                .as("what our host makes of the reply")
                .isEqualTo(good ? Outcome.RETURNS : Outcome.REFUSED);
        if (result.value() instanceof Statistics statistics) {
            assertThat(statistics.encodeBareMetal())
                    .as("statistics")
                    .isEqualTo(Vector.hex(expected.path("reply").path("payload_hex")));
        }
    }

    private static Object ask(KenningSession session, byte[] request) {
        BareMetalMessage message = messages(request).get(0);
        MessageType type = MessageType.of(message.type()).orElseThrow();
        switch (type) {
            case IOSPEC -> session.upload(SPEC);
            case MODEL -> session.uploadModel(message.payload());
            case DATA -> session.uploadInput(message.payload());
            case PROCESS -> session.process();
            case OUTPUT -> {
                return session.output();
            }
            case STATS -> {
                return session.statistics();
            }
            default -> throw new AssertionError("no host asks for " + type);
        }
        return type;
    }
}
