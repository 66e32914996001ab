package dev.kenning.testbench.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.protocol.Action;
import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.Flags;
import dev.kenning.testbench.protocol.HeaderRule;
import dev.kenning.testbench.protocol.JsonNodeAt;
import dev.kenning.testbench.protocol.LogEntries;
import dev.kenning.testbench.protocol.Message;
import dev.kenning.testbench.protocol.MessageDecoder;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.protocol.PayloadVectors;
import dev.kenning.testbench.protocol.Vector;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Replays recorded steps between Kenning's client and its server in Python with our client in the place of theirs. */
final class NetworkVectors {

    private static final SessionOptions OPTIONS = SessionOptions.network().withChecksums(false);
    private static final byte[] WELCOME = {0};

    private NetworkVectors() {}

    static void check(Vector vector) {
        if (vector.name().equals("network/welcome-byte")) {
            checkWelcome(vector.bytes());
            return;
        }
        PayloadVectors.frames(vector);
        if (vector.decoded().has("expected")) {
            checkServerOnly(vector);
        } else if (vector.decoded().has("log_entries")) {
            checkLogs(vector);
        } else if (vector.name().endsWith("-client")) {
            checkRequest(vector);
        } else {
            checkReply(vector);
        }
    }

    private static void checkWelcome(byte[] bytes) {
        ScriptedPort port = ScriptedPort.willing(new byte[0]);
        port.reply(bytes, Duration.ofMillis(1));

        NetworkSession.open(port, OPTIONS);

        assertThat(port.nanoTime()).as("time until the session is open").isEqualTo(1_000_000);
    }

    /** What a server makes of malformed bytes. There is no server here: our client only has to understand the answer, if there is one. */
    private static void checkServerOnly(Vector vector) {
        assertThat(vector.direction()).isEqualTo("client->server");
        byte[] reply = Vector.hex(vector.decoded().path("expected").path("reply_hex"));
        List<Message> messages = new ArrayList<>();
        MessageDecoder<Message> decoder = new MessageDecoder<>(HeaderRule.FROM_PEER, 1 << 20);
        decoder.decode(ByteBuffer.wrap(reply), messages::add);
        assertThat(decoder.pendingBytes())
                .as("bytes of the reply that are no message")
                .isZero();
        assertThat(messages).allMatch(message -> message.flags().has(Flags.IS_KENNING));
    }

    private static void checkLogs(Vector vector) {
        List<String> recorded = vector.decoded()
                .path("log_entries")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        assertThat(logsHeard(vector)).as("log lines our client hears").isEqualTo(recorded);
    }

    private static List<String> logsHeard(Vector vector) {
        ScriptedPort port = welcoming(vector, new byte[0]);
        NetworkSession session = NetworkSession.open(port, OPTIONS);
        port.reply(vector.bytes());
        session.process();
        return session.logs().stream().map(LogLine::text).toList();
    }

    private static void checkRequest(Vector vector) {
        ScriptedPort port = welcoming(vector, result(vector).getBytes(StandardCharsets.UTF_8));
        NetworkSession session = NetworkSession.open(port, OPTIONS);
        Event request = PayloadVectors.event(vector.bytes());

        perform(session, MessageType.of(request.type()).orElseThrow(), request.payload());

        assertThat(port.requests()).as("requests our client makes").contains(request);
        assertThat(indexOf(port.written(), vector.bytes()))
                .as("place of the recorded bytes in ours")
                .isNotNegative();
    }

    private static void checkReply(Vector vector) {
        Event reply = PayloadVectors.event(vector.bytes());
        if (reply.is(MessageType.LOGS)) {
            assertThat(logsHeard(vector)).isEqualTo(LogEntries.decode(reply.payload()));
            return;
        }
        ScriptedPort port = welcoming(vector, new byte[] {1});
        NetworkSession session = NetworkSession.open(port, OPTIONS);
        MessageType type = MessageType.of(reply.type()).orElseThrow();
        Outcome.Result result = Outcome.of(() -> perform(session, type, new byte[] {1}));
        boolean success = reply.flags().has(Flags.SUCCESS);
        assertThat(result.outcome())
                .as("the real client returns %s; %s", result(vector), result.value())
                .isEqualTo(success ? Outcome.RETURNS : Outcome.REFUSED);
        checkResult(result(vector), success, result.value(), type);
    }

    /** The recorded result must be what we think it is, and ours the same in our words. */
    private static void checkResult(String recorded, boolean success, Object value, MessageType type) {
        if (recorded.equals("True") || recorded.equals("False")) {
            assertThat(recorded).isEqualTo(success ? "True" : "False");
        } else if (recorded.startsWith("{")) {
            JsonNode dictionary = new JsonMapper().readTree(PythonText.dictionaryAsJson(recorded));
            assertThat(dictionary.isEmpty())
                    .as("a failed call gives no statistics")
                    .isEqualTo(!success);
            if (success) {
                assertThat(((JsonNodeAt) value).node().toString()).isEqualTo(dictionary.toString());
            }
        } else if (type != MessageType.UNOPTIMIZED_MODEL) {
            assertThat(recorded).startsWith(success ? "(True, " : "(False, ");
            if (success) {
                assertThat(value).isEqualTo(PythonText.bytesIn(recorded).orElseThrow());
            }
        }
    }

    private static String result(Vector vector) {
        return vector.decoded()
                .path("results")
                .valueStream()
                .map(JsonNode::asString)
                .findFirst()
                .orElse("");
    }

    /** A server that says yes to everything, but answers with the vector where the vector is an answer. */
    private static ScriptedPort welcoming(Vector vector, byte[] data) {
        boolean isAnswer = vector.direction().equals("server->client");
        Event recorded = PayloadVectors.event(vector.bytes());
        ScriptedPort port = new ScriptedPort((request, device) ->
                device.reply(isAnswer && request.type() == recorded.type() ? vector.bytes() : good(request, data)));
        port.reply(WELCOME);
        return port;
    }

    private static byte[] good(Event request, byte[] data) {
        MessageType type = MessageType.of(request.type()).orElseThrow();
        byte[] payload = switch (type) {
            case STATS -> "{}".getBytes(StandardCharsets.UTF_8);
            case OUTPUT, OPTIMIZE_MODEL -> data.length == 0 ? new byte[1] : data;
            default -> new byte[] {(byte) Action.expectedFor(type).orElseThrow().code()};
        };
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Event.transmission(type, new Flags(Flags.SUCCESS | Flags.IS_KENNING), payload)
                .messages(Event.TCP_BODY_BYTES)
                .forEach(message -> bytes.writeBytes(message.withChecksum(0).encode()));
        return bytes.toByteArray();
    }

    /** Makes the call that sends a request of this type. */
    private static Object perform(NetworkSession session, MessageType type, byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8);
        switch (type) {
            case IOSPEC -> session.uploadIoSpec(text);
            case MODEL -> session.uploadModel(payload);
            case DATA -> session.uploadInput(payload);
            case PROCESS -> session.process();
            case OPTIMIZERS -> session.uploadOptimizers(text);
            case OUTPUT -> {
                return session.output();
            }
            case STATS -> {
                return session.statistics();
            }
            case UNOPTIMIZED_MODEL, OPTIMIZE_MODEL -> {
                return session.optimize(payload);
            }
            default -> throw new AssertionError("a client makes no request of type " + type);
        }
        return true;
    }

    private static int indexOf(byte[] all, byte[] part) {
        return new String(all, StandardCharsets.ISO_8859_1).indexOf(new String(part, StandardCharsets.ISO_8859_1));
    }
}
