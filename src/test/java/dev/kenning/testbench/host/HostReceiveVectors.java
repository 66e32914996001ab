package dev.kenning.testbench.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.protocol.ElementType;
import dev.kenning.testbench.protocol.Flags;
import dev.kenning.testbench.protocol.FlowControl;
import dev.kenning.testbench.protocol.IoSpec;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.protocol.PayloadVectors;
import dev.kenning.testbench.protocol.RuntimeImage;
import dev.kenning.testbench.protocol.Statistics;
import dev.kenning.testbench.protocol.TensorSpec;
import dev.kenning.testbench.protocol.Vector;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the vectors that tell what the real host makes of bytes from a device, and holds our host against it. */
final class HostReceiveVectors {

    /** Pairs what the real host was seen to do with what ours does. */
    private record Row(String recorded, Predicate<Vector> when, Outcome ours, String why) {}

    private static final List<Row> TABLE = List.of(
            new Row("returns True", HostReceiveVectors::always, Outcome.RETURNS, "the same"),
            new Row("returns False", HostReceiveVectors::isRepeatedPing, Outcome.LOST, "the same, as an exception"),
            new Row("returns False", HostReceiveVectors::always, Outcome.REFUSED, "the same, as an exception"),
            new Row(
                    "returns \\(True, b''\\)",
                    HostReceiveVectors::always,
                    Outcome.REFUSED,
                    "no output is how a device refuses (23, host 6)"),
            new Row("returns \\(True, b.+\\)", HostReceiveVectors::always, Outcome.RETURNS, "the same"),
            new Row(
                    "returns \\(False, .*\\)",
                    HostReceiveVectors::always,
                    Outcome.REFUSED,
                    "the same, as an exception"),
            new Row(
                    "returns \\{\\}",
                    HostReceiveVectors::hasRecords,
                    Outcome.RETURNS,
                    "all kinds are kept (23, host 7)"),
            new Row(
                    "returns \\{\\}",
                    HostReceiveVectors::always,
                    Outcome.REFUSED,
                    "no statistics is how a device refuses (23, host 6)"),
            new Row("returns \\{.+\\}", HostReceiveVectors::always, Outcome.RETURNS, "the same"),
            new Row("raises ValueError", HostReceiveVectors::always, Outcome.UNEXPECTED, "the same"),
            new Row(
                    "raises TypeError",
                    HostReceiveVectors::always,
                    Outcome.REFUSED,
                    "denied twice is a refusal, not a bug (H7)"),
            new Row(
                    "blocks.*",
                    vector -> isReceiverDead(vector) && hasGoodReply(vector),
                    Outcome.RETURNS,
                    "a stray message does not end our receiver (H3)"),
            new Row("blocks.*", HostReceiveVectors::always, Outcome.LOST, "every request has a time-out (23, host 5)"));

    private HostReceiveVectors() {}

    static void check(Vector vector) {
        PayloadVectors.frames(vector);
        JsonNode expected = vector.decoded().path("expected");
        String recorded = expected.path("host_call_result").asString();
        Row row = TABLE.stream()
                .filter(candidate -> recorded.matches(candidate.recorded())
                        && candidate.when().test(vector))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row for what the real host does: " + recorded));

        MessageType type = requestFor(vector, recorded);
        ScriptedPort port = ScriptedPort.willing(new byte[0]);
        Outcome.Result result = call(port, type, vector.bytes());

        assertThat(result.outcome())
                .as("the real host %s; ours: %s (%s)", recorded, row.why(), result.value())
                .isEqualTo(row.ours());
        if (row.ours() == Outcome.RETURNS) {
            checkValue(recorded, result.value());
        }
        long requests =
                port.requests().stream().filter(request -> request.is(type)).count();
        assertThat(requests)
                .as("requests of ours")
                .isEqualTo(expected.path("requests_sent").asLong());
    }

    private static void checkValue(String recorded, Object value) {
        PythonText.bytesIn(recorded)
                .ifPresent(bytes -> assertThat(value).as("output").isEqualTo(bytes));
        if (Pattern.matches("returns \\{.+\\}", recorded)) {
            JsonMapper json = new JsonMapper();
            JsonNode kept = json.valueToTree(((Statistics) value).asKenningKeepsThem(true));
            assertThat(kept.toString())
                    .as("statistics as Kenning keeps them")
                    .isEqualTo(json.readTree(PythonText.dictionaryAsJson(recorded.substring(8)))
                            .toString());
        }
    }

    /** Makes the request; every time it is sent, the recorded bytes arrive. */
    private static Outcome.Result call(ScriptedPort port, MessageType type, byte[] arriving) {
        if (type == MessageType.PING) {
            port.script((request, device) -> device.reply(arriving));
            return Outcome.of(() -> KenningSession.open(port));
        }
        KenningSession session = KenningSession.open(port);
        port.script((request, device) -> device.reply(arriving));
        return Outcome.of(() -> call(session, type));
    }

    private static Object call(KenningSession session, MessageType type) {
        switch (type) {
            case OUTPUT -> {
                return session.output();
            }
            case STATS -> {
                return session.statistics();
            }
            case DATA -> session.uploadInput(new byte[] {1});
            case MODEL -> session.uploadModel(new byte[] {1});
            case IOSPEC -> session.upload(SPEC);
            case RUNTIME -> session.upload(new RuntimeImage(new byte[] {1}));
            default -> {
                return session.process();
            }
        }
        return true;
    }

    private static final IoSpec SPEC = IoSpec.of(
            List.of(TensorSpec.of("x", ElementType.parse("int8"), 1)),
            List.of(TensorSpec.of("y", ElementType.parse("int8"), 1)));

    private static final Set<MessageType> REQUESTS = Set.of(
            MessageType.PING,
            MessageType.DATA,
            MessageType.MODEL,
            MessageType.PROCESS,
            MessageType.OUTPUT,
            MessageType.STATS,
            MessageType.IOSPEC,
            MessageType.RUNTIME);

    /** A recording names no call: it is the one that fits its result, else its messages, else PROCESS. */
    private static MessageType requestFor(Vector vector, String recorded) {
        if (isRepeatedPing(vector)) {
            return MessageType.PING;
        }
        if (recorded.startsWith("returns (")) {
            return MessageType.OUTPUT;
        }
        if (recorded.startsWith("returns {")) {
            return MessageType.STATS;
        }
        return messages(vector).stream()
                .map(message -> MessageType.of(message.path("message_type").asLong()))
                .flatMap(Optional::stream)
                .filter(REQUESTS::contains)
                .reduce((first, last) -> last)
                .orElse(MessageType.PROCESS);
    }

    private static List<JsonNode> messages(Vector vector) {
        return vector.decoded()
                .path("messages")
                .valueStream()
                .filter(message -> !message.has("incomplete"))
                .toList();
    }

    /** Only an unanswered PING is sent more than twice. */
    private static boolean isRepeatedPing(Vector vector) {
        return vector.decoded().path("expected").path("requests_sent").asInt() > 2;
    }

    private static boolean always(Vector vector) {
        return true;
    }

    private static boolean isReceiverDead(Vector vector) {
        return !vector.decoded().path("expected").path("receiver_thread_alive").asBoolean();
    }

    private static boolean hasGoodReply(Vector vector) {
        MessageType type = requestFor(vector, "");
        return messages(vector).stream()
                .anyMatch(message -> message.path("message_type").asLong() == type.code()
                        && message.path("flow_control").asInt() == FlowControl.TRANSMISSION.code()
                        && new Flags(Integer.decode(message.path("flags").asString())).has(Flags.SUCCESS));
    }

    private static boolean hasRecords(Vector vector) {
        return messages(vector).stream()
                .anyMatch(message -> message.path("message_type").asLong() == MessageType.STATS.code()
                        && message.path("payload_size_field").asLong() > 0
                        && new Flags(Integer.decode(message.path("flags").asString())).has(Flags.SUCCESS));
    }
}
