package dev.kenning.testbench.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the vectors that need no peer: frames and payloads, decoded and encoded. */
public final class PayloadVectors {

    /** No recorded frame is longer. */
    private static final int PAYLOAD_LIMIT = 1 << 21;

    /** Length of the form without names. */
    private static final int BARE_METAL_STATISTICS = 24;

    private PayloadVectors() {}

    /** Checks that the frames of a vector decode to its {@code messages} and that these encode to its bytes. */
    public static void frames(Vector vector) {
        if (vector.decoded().has("messages")) {
            frames(vector.bytes(), vector.decoded().path("messages"));
        }
    }

    /** Checks that bytes decode to messages and that these encode to the bytes. */
    public static List<Message> frames(byte[] bytes, JsonNode expected) {
        List<Message> messages = new ArrayList<>();
        try {
            new MessageDecoder<>(HeaderRule.ANYTHING, PAYLOAD_LIMIT).decode(ByteBuffer.wrap(bytes), messages::add);
        } catch (FramingException e) {
            // A boot banner taken for a header announces gigabytes.
            assertThat(announcesTooMuch(expected))
                    .as("some message announces too much: %s", e.getMessage())
                    .isTrue();
        }
        List<JsonNode> complete = Stream.of(nodes(expected))
                .filter(node -> !node.has("incomplete"))
                .toList();
        assertThat(messages).as("complete messages").hasSameSizeAs(complete);
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        for (int i = 0; i < messages.size(); i++) {
            check(messages.get(i), complete.get(i));
            encoded.writeBytes(fromFields(complete.get(i)).encode());
        }
        assertThat(encoded.toByteArray())
                .as("bytes that the recorded fields encode to")
                .isEqualTo(Arrays.copyOf(bytes, encoded.size()));
        if (complete.size() == expected.size()) {
            assertThat(encoded.size()).as("length of all messages").isEqualTo(bytes.length);
        }
        return messages;
    }

    private static boolean announcesTooMuch(JsonNode messages) {
        return Stream.of(nodes(messages))
                .anyMatch(node -> node.has("incomplete")
                        && node.path("payload_size_field").asLong() > PAYLOAD_LIMIT);
    }

    private static JsonNode[] nodes(JsonNode array) {
        return array.valueStream().toArray(JsonNode[]::new);
    }

    private static void check(Message message, JsonNode expected) {
        assertThat(message.type())
                .as("type")
                .isEqualTo(expected.path("message_type").asLong());
        assertThat(MessageType.of(message.type()).map(Enum::name).orElse("(unassigned)"))
                .as("name of the type")
                .isEqualTo(expected.path("message_type_name").asString());
        assertThat(message.flowControl().code())
                .as("flow control")
                .isEqualTo(expected.path("flow_control").asInt());
        assertThat(message.flowControl().name())
                .isEqualTo(expected.path("flow_control_name").asString());
        assertThat(message.checksum())
                .as("checksum")
                .isEqualTo(expected.path("checksum").asInt());
        assertThat(message.hasValidChecksum())
                .as("checksum is valid")
                .isEqualTo(expected.path("checksum_valid").asBoolean());
        assertThat(String.format("0x%04x", message.flags().bits()))
                .as("flags")
                .isEqualTo(expected.path("flags").asString());
        assertThat(message.flags().names()).as("flags").isEqualTo(texts(expected.path("flags_set")));
        assertThat(message.size())
                .as("size field")
                .isEqualTo(expected.path("payload_size_field").asLong());
        assertThat(message.payload()).as("payload").isEqualTo(Vector.hex(expected.path("payload_hex")));
        assertThat(message.frameLength())
                .as("length of the frame")
                .isEqualTo(expected.path("frame_length").asInt());
    }

    private static Message fromFields(JsonNode fields) {
        Message message = Message.raw(
                fields.path("message_type").asLong(),
                FlowControl.valueOf(fields.path("flow_control_name").asString()),
                new Flags(Integer.decode(fields.path("flags").asString())),
                fields.path("payload_size_field").asLong(),
                fields.path("checksum").asInt(),
                Vector.hex(fields.path("payload_hex")));
        return fields.path("checksum_valid").asBoolean() ? message.withChecksum(message.expectedChecksum()) : message;
    }

    /** Checks that joining the messages and cutting them again gives the bytes a host or server sent. */
    public static void series(Vector vector, int bodyBytes) {
        List<Message> messages = frames(vector.bytes(), vector.decoded().path("messages"));
        Event event = joined(messages);
        boolean sendsChecksums = messages.stream().allMatch(Message::hasValidChecksum);
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        for (Message message : event.messages(bodyBytes)) {
            encoded.writeBytes((sendsChecksums ? message : message.withChecksum(0)).encode());
        }
        assertThat(encoded.toByteArray())
                .as("%s, cut to bodies of %d bytes", event, bodyBytes)
                .isEqualTo(vector.bytes());
    }

    /** Returns the one event whose messages these bytes are. */
    public static Event event(byte[] bytes) {
        List<Message> messages = new ArrayList<>();
        new MessageDecoder<>(HeaderRule.ANYTHING, PAYLOAD_LIMIT).decode(ByteBuffer.wrap(bytes), messages::add);
        return joined(messages);
    }

    private static Event joined(List<Message> messages) {
        EventCollector collector = new EventCollector(PAYLOAD_LIMIT);
        List<Event> events =
                messages.stream().map(collector::add).flatMap(Optional::stream).toList();
        assertThat(events).as("events of one series").hasSize(1);
        return events.get(0);
    }

    /** Checks an IOSPEC payload: its fields, what our specification encodes to, and a device's verdict. */
    public static void ioSpec(Vector vector) {
        IoSpecStruct struct = IoSpecStruct.decode(vector.bytes());
        checkFields(struct, vector.decoded().path("fields"));
        JsonNode json = vector.decoded().path("io_spec");
        if (!json.isMissingNode()) {
            checkSpecification(vector, IoSpec.parse(json.toString(), vector.name()));
        } else if (isSpecification(struct)) {
            assertThat(struct.toIoSpec().toStruct())
                    .as("struct, decoded and encoded")
                    .isEqualTo(struct);
        }
        checkVerdict(struct, vector.decoded().path("device"));
    }

    private static void checkFields(IoSpecStruct struct, JsonNode fields) {
        assertThat(struct.inputCount()).isEqualTo(fields.path("num_input").asLong());
        assertThat(struct.outputCount()).isEqualTo(fields.path("num_output").asLong());
        for (int i = 0; i < IoSpecStruct.MAX_INPUTS; i++) {
            assertThat(struct.inputDimensions(i))
                    .isEqualTo(fields.at("/num_input_dim/" + i).asLong());
            assertThat(struct.inputTypeCode(i))
                    .isEqualTo(fields.at("/input_data_type/" + i + "/0").asInt());
            assertThat(struct.inputTypeBits(i))
                    .isEqualTo(fields.at("/input_data_type/" + i + "/1").asInt());
            for (int d = 0; d < IoSpecStruct.MAX_DIMENSIONS; d++) {
                assertThat(struct.inputShape(i, d))
                        .isEqualTo(fields.at("/input_shape/" + i + "/" + d).asLong());
            }
        }
        for (int i = 0; i < IoSpecStruct.MAX_OUTPUTS; i++) {
            assertThat(struct.outputDimensions(i))
                    .isEqualTo(fields.at("/num_output_dim/" + i).asLong());
            assertThat(struct.outputTypeCode(i))
                    .isEqualTo(fields.at("/output_data_type/" + i + "/0").asInt());
            assertThat(struct.outputTypeBits(i))
                    .isEqualTo(fields.at("/output_data_type/" + i + "/1").asInt());
            for (int d = 0; d < IoSpecStruct.MAX_DIMENSIONS; d++) {
                assertThat(struct.outputShape(i, d))
                        .isEqualTo(fields.at("/output_shape/" + i + "/" + d).asLong());
            }
        }
        assertThat(struct.entryFunction()).isEqualTo(fields.path("entry_func").asString());
        assertThat(struct.modelName()).isEqualTo(fields.path("model_name").asString());
    }

    private static void checkSpecification(Vector vector, IoSpec spec) {
        byte[] ours = spec.toStruct().encode();
        if (isMisplacedByTheReference(spec)) {
            assertThat(vector.bytes())
                    .as("what was recorded: rows without padding")
                    .isEqualTo(dense(spec));
            assertThat(ours).as("ours, with every shape row padded").isNotEqualTo(vector.bytes());
            assertThat(spec.toStruct().problems())
                    .as("what a device finds wrong with ours")
                    .isEmpty();
            assertThat(spec.toStruct().inputBytes()).isEqualTo(spec.inputBytes());
            assertThat(spec.toStruct().outputBytes()).isEqualTo(spec.outputBytes());
        } else {
            assertThat(ours).as("struct of %s", spec).isEqualTo(vector.bytes());
        }
    }

    /** Returns the struct as the reference writes it: rows of shapes one after the other (defect H1). */
    private static byte[] dense(IoSpec spec) {
        ByteBuffer struct = ByteBuffer.wrap(spec.toStruct().encode()).order(ByteOrder.LITTLE_ENDIAN);
        writeDense(struct, 12, IoSpecStruct.MAX_INPUTS, spec.inputs());
        writeDense(struct, 100, IoSpecStruct.MAX_OUTPUTS, spec.outputs());
        return struct.array();
    }

    private static void writeDense(ByteBuffer struct, int offset, int rows, List<TensorSpec> tensors) {
        struct.put(offset, new byte[4 * IoSpecStruct.MAX_DIMENSIONS * rows]);
        int at = offset;
        for (TensorSpec tensor : tensors) {
            for (int dimension : tensor.shape()) {
                struct.putInt(at, dimension);
                at += 4;
            }
        }
    }

    /** The reference pads only the end of the rows (defect H1), so it misplaces all that follow a short one. */
    private static boolean isMisplacedByTheReference(IoSpec spec) {
        return Stream.of(spec.inputs(), spec.outputs())
                .anyMatch(tensors -> tensors.stream()
                        .limit(Math.max(0, tensors.size() - 1))
                        .anyMatch(tensor -> tensor.shape().size() < IoSpecStruct.MAX_DIMENSIONS));
    }

    private static boolean isSpecification(IoSpecStruct struct) {
        return struct.problems().isEmpty()
                && IntStream.range(0, (int) struct.inputCount()).allMatch(i -> struct.inputTypeBits(i) > 0)
                && IntStream.range(0, (int) struct.outputCount()).allMatch(i -> struct.outputTypeBits(i) > 0);
    }

    private static void checkVerdict(IoSpecStruct struct, JsonNode device) {
        assertThat(struct.problems())
                .as("problems a device finds")
                .hasSize(device.path("problems_found").asInt());
        boolean accepted = device.path("reply_hex").asString().startsWith("07000000c000b1");
        assertThat(struct.problems().isEmpty()).as("accepted by a device").isEqualTo(accepted);
        assertThat(device.path("state_after").asString())
                .isEqualTo(
                        accepted
                                ? DeviceState.STRUCT_LOADED.name()
                                : device.path("state_before").asString());
        if (accepted) {
            assertThat(struct.inputBytes()).isEqualTo(device.path("input_bytes").asLong());
            assertThat(struct.outputBytes())
                    .isEqualTo(device.path("output_bytes").asLong());
        }
    }

    /** Checks a STATS payload: all its records, and what Kenning keeps of them. */
    public static void statistics(Vector vector) {
        JsonNode kept = vector.decoded().path("host_result");
        if (kept.isString()) {
            assertThat(kept.asString()).as("what Kenning does").isEqualTo("raises ValueError");
            assertThatThrownBy(() -> Statistics.decode(vector.bytes())).isInstanceOf(IllegalArgumentException.class);
            return;
        }
        Statistics statistics = Statistics.decode(vector.bytes());
        List<Statistic> records = new ArrayList<>();
        for (JsonNode record : vector.decoded().path("records")) {
            if (vector.bytes().length == BARE_METAL_STATISTICS) {
                assertThat(statistics.value(record.path("name").asString()))
                        .hasValue(record.path("value").asLong());
                continue;
            }
            records.add(new Statistic(
                    record.path("name").asString(),
                    Statistic.Kind.of(record.path("type").asLong()).orElseThrow(),
                    record.path("value").asLong()));
        }
        if (vector.bytes().length != BARE_METAL_STATISTICS) {
            assertThat(statistics.records()).as("all records").isEqualTo(records);
        }
        if (vector.bytes().length % 48 == 0) {
            assertThat(new Statistics(records).encode()).as("encoded records").isEqualTo(vector.bytes());
        }
        assertThat(json(statistics.asKenningKeepsThem(
                        vector.decoded().path("final").asBoolean())))
                .as("what Kenning keeps")
                .isEqualTo(json(kept));
    }

    private static String json(Object value) {
        return new JsonMapper().writeValueAsString(value);
    }

    /** Where we show a log that Kenning loses: bytes above 0x7F end its decoder (Kenning Protocol 12). */
    private record LogDeparture(String description, String recordedPrints, String ours) {}

    private static final List<LogDeparture> LOG_DEPARTURES = List.of(
            new LogDeparture("the host decoder raises inside its callback thread", "[]", "bytes above 0x7F as \\xNN"));

    /** Checks a series of LOGS, and other messages between them. */
    public static void logs(Vector vector) {
        List<Message> messages = frames(vector.bytes(), vector.decoded().path("messages"));
        List<List<String>> entries = messages.stream()
                .filter(message -> message.is(MessageType.LOGS))
                .map(message -> LogEntries.decode(message.payload()))
                .toList();
        List<String> flat = entries.stream().flatMap(List::stream).toList();
        JsonNode prints = vector.decoded().path("host_prints");
        boolean ascii = flat.stream().noneMatch(entry -> entry.contains("\\x"));
        if (prints.isMissingNode()) {
            JsonNode recorded = vector.decoded().path("log_entries");
            boolean nested = recorded.path(0).isArray();
            assertThat(json(nested ? entries : flat)).as("log entries").isEqualTo(json(recorded));
            assertThat(entries.stream().map(LogEntries::encode).toList())
                    .as("entries, encoded")
                    .usingElementComparator(Arrays::compare)
                    .isEqualTo(messages.stream()
                            .filter(message -> message.is(MessageType.LOGS))
                            .map(Message::payload)
                            .toList());
        } else if (ascii) {
            assertThat(flat).as("entries that the host prints").isEqualTo(texts(prints));
        } else {
            LogDeparture departure = LOG_DEPARTURES.stream()
                    .filter(row -> vector.description().contains(row.description()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no departure is listed for " + vector));
            assertThat(json(prints)).as("what was recorded").isEqualTo(departure.recordedPrints());
            assertThat(flat).as(departure.ours()).contains("\\xFF").hasSizeGreaterThan(1);
        }
    }

    /** Checks a TRACE_DATA transmission, whose flags mean nothing but HAS_PAYLOAD, FIRST and LAST. */
    public static void trace(Vector vector) {
        List<Message> messages = new ArrayList<>();
        new MessageDecoder<>(HeaderRule.FROM_PEER, PAYLOAD_LIMIT)
                .decode(ByteBuffer.wrap(vector.bytes()), messages::add);
        assertThat(messages)
                .as("messages a host takes")
                .isEqualTo(frames(vector.bytes(), vector.decoded().path("messages")));
        EventCollector collector = new EventCollector(PAYLOAD_LIMIT);
        List<Event> events =
                messages.stream().map(collector::add).flatMap(Optional::stream).toList();
        assertThat(events).as("blocks of the trace").isNotEmpty().allMatch(event -> event.is(MessageType.TRACE_DATA));
        assertThat(events.stream().mapToInt(Event::payloadLength).sum())
                .as("bytes of the trace")
                .isEqualTo(vector.bytes().length - messages.size() * Message.HEADER_BYTES);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    /** Returns the categories this class runs. */
    public static Map<String, Consumer<Vector>> categories() {
        return Map.of(
                "codec", PayloadVectors::frames,
                "host", vector -> series(vector, Event.UART_BODY_BYTES),
                "iospec", PayloadVectors::ioSpec,
                "stats", PayloadVectors::statistics,
                "logs", PayloadVectors::logs,
                "trace", PayloadVectors::trace);
    }
}
