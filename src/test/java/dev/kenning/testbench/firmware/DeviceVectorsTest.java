package dev.kenning.testbench.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.Flags;
import dev.kenning.testbench.protocol.Message;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.protocol.Vector;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Holds the native device, under sanitizers, against everything that was recorded from the real one. */
class DeviceVectorsTest {

    static Stream<Vector> exchanges() {
        return device().filter(vector -> expected(vector).has("reply_hex"));
    }

    static Stream<Vector> undefinedExchanges() {
        return device().filter(vector -> !expected(vector).has("reply_hex"));
    }

    static Stream<Vector> ioSpecs() {
        return Vector.all().stream()
                .filter(vector -> vector.category().equals("iospec"))
                .filter(vector -> vector.decoded().has("device"));
    }

    private static Stream<Vector> device() {
        return Vector.all().stream().filter(vector -> vector.category().equals("device"));
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void answersAsTheRealDevice(Vector vector) {
        JsonNode expected = expected(vector);
        DeviceScript script = new DeviceScript();
        expected.path("preceding_requests_hex").forEach(request -> script.send(request.asString()));
        int before = script.state();
        List<Integer> exchange = new ArrayList<>(List.of(script.send(vector.hex())));
        if (expected.has("device_idle_ms")) {
            exchange.add(script.silence(expected.path("device_idle_ms").asInt()));
        }
        int after = script.state();
        List<Integer> later = new ArrayList<>();
        expected.path("then")
                .forEach(step -> later.add(script.send(step.path("request_hex").asString())));

        DeviceScript.Answers answers = script.run(ConformanceBuild.of(vector));

        assertThat(answers.state(before)).as("state before").isEqualTo(text(expected, "state_before"));
        assertThat(replies(answers, exchange)).as("reply").isEqualTo(recordedReply(expected));
        assertThat(listens(answers, exchange))
                .as("how the events ended")
                .isEqualTo(expected.path("listen_results")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList());
        assertThat(answers.state(after)).as("state after").isEqualTo(text(expected, "state_after"));
        for (int i = 0; i < later.size(); i++) {
            assertThat(withoutChecksums(answers.replyBytes(later.get(i))))
                    .as("reply to request %d after it", i)
                    .isEqualTo(withoutChecksums(
                            Vector.hex(expected.path("then").path(i).path("reply_hex"))));
        }
    }

    /** Where the real device crashes ours drains the series and says FAIL, and is there for the next request. */
    @ParameterizedTest
    @MethodSource("undefinedExchanges")
    void refusesWhatCrashesTheRealDevice(Vector vector) {
        DeviceScript script = new DeviceScript();
        expected(vector).path("preceding_requests_hex").forEach(request -> script.send(request.asString()));
        int crash = script.send(vector.hex());
        int ping = script.send(Event.reopen());

        DeviceScript.Answers answers = script.run(ConformanceBuild.of(vector));

        assertThat(answers.replies(crash)).as("reply").singleElement().satisfies(reply -> {
            assertThat(reply.type()).isEqualTo(Byte.toUnsignedLong(vector.bytes()[0]));
            assertThat(reply.flags().has(Flags.FAIL)).as("FAIL").isTrue();
            assertThat(reply.hasValidChecksum()).as("checksum").isTrue();
        });
        assertThat(answers.replies(ping)).as("reply to PING").singleElement().satisfies(reply -> {
            assertThat(reply.is(MessageType.PING)).isTrue();
            assertThat(reply.flags().has(Flags.SUCCESS)).as("SUCCESS").isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("ioSpecs")
    void judgesIoSpecificationsAsTheRealDevice(Vector vector) {
        JsonNode verdict = vector.decoded().path("device");
        DeviceScript script = new DeviceScript();
        int reply = script.send(Event.request(MessageType.IOSPEC, vector.bytes()));
        int state = script.state();

        DeviceScript.Answers answers = script.run("kenning-device-conformance");

        assertThat(withoutChecksums(answers.replyBytes(reply)))
                .as("reply")
                .isEqualTo(withoutChecksums(Vector.hex(verdict.path("reply_hex"))));
        assertThat(answers.state(state)).as("state").isEqualTo(text(verdict, "state_after"));
    }

    /** The real device's checksums are uninitialised memory; the vectors tell what they should be. */
    private static String recordedReply(JsonNode expected) {
        return text(
                expected,
                expected.has("reply_hex_with_valid_checksum") ? "reply_hex_with_valid_checksum" : "reply_hex");
    }

    private static String replies(DeviceScript.Answers answers, List<Integer> positions) {
        StringBuilder hex = new StringBuilder();
        positions.forEach(position -> hex.append(HexFormat.of().formatHex(answers.replyBytes(position))));
        return hex.toString();
    }

    private static List<String> listens(DeviceScript.Answers answers, List<Integer> positions) {
        return positions.stream()
                .flatMap(position -> answers.listens(position).stream())
                .toList();
    }

    private static List<String> withoutChecksums(byte[] bytes) {
        return messages(bytes).stream()
                .map(message -> HexFormat.of().formatHex(message.withChecksum(0).encode()))
                .toList();
    }

    private static List<Message> messages(byte[] bytes) {
        return new DeviceScript.Answers(List.of("reply=" + HexFormat.of().formatHex(bytes) + " ")).replies(0);
    }

    private static JsonNode expected(Vector vector) {
        return vector.decoded().path("expected");
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).asString();
    }
}
