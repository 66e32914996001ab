package dev.kenning.testbench.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.host.DeviceUnderTest.Build;
import dev.kenning.testbench.protocol.DeviceState;
import dev.kenning.testbench.protocol.Flags;
import dev.kenning.testbench.protocol.FlowControl;
import dev.kenning.testbench.protocol.HeaderRule;
import dev.kenning.testbench.protocol.Message;
import dev.kenning.testbench.protocol.MessageDecoder;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.protocol.Statistic;
import dev.kenning.testbench.protocol.Statistics;
import dev.kenning.testbench.protocol.Vector;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Runs the vectors of a device: requests, good and malformed, and what the real device answers.
 *
 * <p>The reference leaves the checksum byte undefined; ours must be right. The values of statistics are examples. Where
 * the reference's behaviour is undefined ({@code DEPARTURES}), ours must answer and live on.
 */
public final class DeviceVectors {

    /** Which build a vector needs, by the words that say so: in its {@code device_build}, else, where the reference crashed, in its text. */
    private record BuildRow(Pattern words, Build build) {}

    private static final List<BuildRow> BUILDS = List.of(
            new BuildRow(Pattern.compile("outgoing payload limit 40 bytes"), Build.OUTGOING_40),
            new BuildRow(Pattern.compile("response payload buffer 64 bytes"), Build.RESPONSE_64),
            new BuildRow(Pattern.compile("LLEXT"), Build.LLEXT),
            new BuildRow(Pattern.compile("(?i)^stub|stub (runtime|build)"), Build.STUB),
            new BuildRow(Pattern.compile("(?i)tflite|late|input loader|capacity 0"), Build.LATE_INPUT));

    /** Pairs a reaction that the reference leaves undefined with what our device does. */
    private record Departure(Pattern recorded, int oneOfTheseFlags, String ours) {}

    private static final List<Departure> DEPARTURES = List.of(
            new Departure(Pattern.compile("undefined.*answer FAIL.*"), Flags.FAIL, "answers FAIL"),
            new Departure(
                    Pattern.compile("undefined.*"),
                    Flags.FAIL | Flags.SUCCESS,
                    "answers SUCCESS or FAIL, as its runtime has it"));

    private static final byte[] NEUTRAL_PING = HexFormat.of().parseHex("00000000007b300000000000");

    private DeviceVectors() {}

    /** Checks one vector against a device that has just been reset. */
    public static void check(Vector vector, DeviceUnderTest.Lab lab) {
        JsonNode expected = vector.decoded().path("expected");
        try (DeviceUnderTest device = lab.reset(build(vector))) {
            for (JsonNode request : expected.path("preceding_requests_hex")) {
                device.send(Vector.hex(request));
            }
            checkState(device, expected.path("state_before"), "before");
            device.listenResults();

            ByteArrayOutputStream reply = new ByteArrayOutputStream();
            reply.writeBytes(device.send(vector.bytes()));
            if (expected.has("device_idle_ms")) {
                reply.writeBytes(device.silence(expected.path("device_idle_ms").asInt()));
            }

            if (expected.has("reply_hex")) {
                checkReply("reply", reply.toByteArray(), Vector.hex(expected.path("reply_hex")));
            } else {
                checkDeparture(vector, reply.toByteArray());
            }
            checkListenResults(device, expected.path("listen_results"));
            checkState(device, expected.path("state_after"), "after");
            for (JsonNode next : expected.path("then")) {
                byte[] answer = device.send(Vector.hex(next.path("request_hex")));
                checkReply("reply to the next request", answer, Vector.hex(next.path("reply_hex")));
            }
            checkAlive(device);
        }
    }

    static Build build(Vector vector) {
        JsonNode named = vector.decoded().path("expected").path("device_build");
        if (!named.isMissingNode()) {
            return BUILDS.stream()
                    .filter(row -> row.words().matcher(named.asString()).find())
                    .findFirst()
                    .map(BuildRow::build)
                    .orElseThrow(() -> new AssertionError("no build of the firmware is known for " + named));
        }
        if (vector.decoded().path("expected").has("reply_hex")) {
            return Build.CONFORMANCE;
        }
        return BUILDS.stream()
                .filter(row -> row.words().matcher(vector.description()).find())
                .findFirst()
                .map(BuildRow::build)
                .orElse(Build.CONFORMANCE);
    }

    private static void checkState(DeviceUnderTest device, JsonNode expected, String when) {
        if (!expected.isMissingNode()) {
            device.state()
                    .ifPresent(state ->
                            assertThat(state).as("state %s", when).isEqualTo(DeviceState.valueOf(expected.asString())));
        }
    }

    private static void checkListenResults(DeviceUnderTest device, JsonNode expected) {
        if (!expected.isMissingNode()) {
            List<String> recorded =
                    expected.valueStream().map(JsonNode::asString).toList();
            device.listenResults()
                    .ifPresent(results -> assertThat(results)
                            .as("how the receiver ended each event")
                            .isEqualTo(recorded));
        }
    }

    private static void checkReply(String what, byte[] reply, byte[] recorded) {
        List<Message> ours = messages(reply);
        List<Message> theirs = messages(recorded);
        assertThat(ours)
                .as("messages of the %s: %s", what, HexFormat.of().formatHex(reply))
                .hasSameSizeAs(theirs);
        for (int i = 0; i < ours.size(); i++) {
            Message message = ours.get(i);
            assertThat(message.hasValidChecksum())
                    .as("checksum of %s %d is valid", what, i)
                    .isTrue();
            assertThat(message.type())
                    .as("type of %s %d", what, i)
                    .isEqualTo(theirs.get(i).type());
            assertThat(message.flowControl())
                    .as("flow control of %s %d", what, i)
                    .isEqualTo(theirs.get(i).flowControl());
            assertThat(message.flags())
                    .as("flags of %s %d", what, i)
                    .isEqualTo(theirs.get(i).flags());
            assertThat(message.size())
                    .as("size of %s %d", what, i)
                    .isEqualTo(theirs.get(i).size());
        }
        checkPayload(what, ours, theirs);
    }

    private static void checkPayload(String what, List<Message> ours, List<Message> theirs) {
        byte[] payload = joined(ours);
        byte[] recorded = joined(theirs);
        if (!ours.isEmpty() && ours.get(0).is(MessageType.STATS)) {
            assertThat(withoutValues(payload)).as("statistics in the %s", what).isEqualTo(withoutValues(recorded));
        } else {
            assertThat(payload).as("payload of the %s", what).isEqualTo(recorded);
        }
    }

    private static List<String> withoutValues(byte[] payload) {
        return Statistics.decode(payload).records().stream()
                .map((Statistic record) -> record.name() + " " + record.kind())
                .toList();
    }

    private static byte[] joined(List<Message> messages) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        messages.forEach(message -> payload.writeBytes(message.payload()));
        return payload.toByteArray();
    }

    private static void checkDeparture(Vector vector, byte[] reply) {
        String recorded = vector.decoded().path("expected").path("reaction").asString();
        Departure departure = DEPARTURES.stream()
                .filter(row -> row.recorded().matcher(recorded).matches())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no departure is listed for \"" + recorded + "\""));
        List<Message> messages = messages(reply);
        assertThat(messages).as("our device %s", departure.ours()).hasSize(1);
        Message message = messages.get(0);
        assertThat(message.type()).isEqualTo(messages(vector.bytes()).get(0).type());
        assertThat(message.flowControl()).isEqualTo(FlowControl.TRANSMISSION);
        assertThat(message.flags().has(Flags.IS_ZEPHYR))
                .as("says it is a device")
                .isTrue();
        assertThat(message.flags().bits() & departure.oneOfTheseFlags())
                .as(departure.ours())
                .isNotZero();
        assertThat(message.payloadLength()).as("bytes of the payload").isZero();
        assertThat(message.hasValidChecksum()).as("checksum is valid").isTrue();
    }

    /** Whatever it was told, after silence a device answers a PING that asks for nothing. */
    private static void checkAlive(DeviceUnderTest device) {
        device.silence(501);
        checkReply(
                "reply to a PING at the end",
                device.send(NEUTRAL_PING),
                HexFormat.of().parseHex("00000000c000b10000000000"));
    }

    private static List<Message> messages(byte[] bytes) {
        List<Message> messages = new ArrayList<>();
        MessageDecoder<Message> decoder = new MessageDecoder<>(HeaderRule.ANYTHING, 1 << 22);
        decoder.decode(ByteBuffer.wrap(bytes), messages::add);
        assertThat(decoder.pendingBytes())
                .as("bytes behind the last message of %s", Arrays.toString(bytes))
                .isZero();
        return messages;
    }
}
