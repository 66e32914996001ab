package dev.kenning.testbench.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kenning.testbench.robot.RobotTranscript.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replays what Renode 1.15.3 was asked and answered ({@code renode-golden/robot.txt}) against client and server. */
@Timeout(60)
class RobotTranscriptTest {

    private final RobotTranscript transcript = readTranscript();

    @Test
    void holdsTheFiftyOneKeywords() {
        assertThat(transcript.keywords()).hasSize(51).isSorted().doesNotHaveDuplicates();
        assertThat(transcript.exchanges()).hasSize(10);
    }

    @Test
    void serverAnswersAsRenodeDid() throws Exception {
        try (RobotServer server = RobotServer.start(new Replay(transcript))) {
            assertThat(RawClient.ask(server.address(), new MethodCall("get_keyword_names", List.of())))
                    .isEqualTo(RpcValue.ofStrings(transcript.keywords()));

            for (Exchange exchange : transcript.exchanges()) {
                RpcValue answer = RawClient.ask(server.address(), RawClient.request(exchange));

                assertThat(RawClient.masked(answer))
                        .as("answer to %s %s", exchange.keyword(), exchange.arguments())
                        .isEqualTo(RawClient.masked(exchange.answer()));
            }
            server.awaitStop();
        }
    }

    @Test
    void clientAsksAndUnderstandsAsTheRecorderDid() throws Exception {
        Deque<Exchange> rest = new ArrayDeque<>(transcript.exchanges());
        try (FakeRobotServer renode = FakeRobotServer.answering((call, connection) -> FakeRobotServer.send(
                connection,
                new MethodResponse.Result(
                        call.method().equals("get_keyword_names")
                                ? RpcValue.ofStrings(transcript.keywords())
                                : rest.removeFirst().answer())))) {
            RobotClient client = RobotClient.of(renode.address());

            transcript.exchanges().forEach(exchange -> checkWith(client, exchange));

            List<MethodCall> expected = new ArrayList<>();
            expected.add(new MethodCall("get_keyword_names", List.of()));
            transcript.exchanges().forEach(exchange -> expected.add(RawClient.request(exchange)));
            assertThat(renode.calls()).as("requests on the wire").isEqualTo(expected);
        }
    }

    @Test
    void clientAndServerTalkAsTheRecorderAndRenodeDid() throws Exception {
        try (RobotServer server = RobotServer.start(new Replay(transcript))) {
            RobotClient client = RobotClient.of(server.address());

            assertThat(client.getKeywordNames()).containsExactlyInAnyOrderElementsOf(transcript.keywords());
            transcript.exchanges().forEach(exchange -> checkWith(client, exchange));
            server.awaitStop();
        }
    }

    private static void checkWith(RobotClient client, Exchange exchange) {
        KeywordCall call = KeywordCall.of(exchange.keyword());
        for (RpcValue argument : exchange.arguments()) {
            call = call.with(argument);
        }
        KeywordCall whole = call;
        if (exchange.text("status").equals("PASS")) {
            assertThat(client.run(whole))
                    .as("result of %s", whole)
                    .isEqualTo(exchange.answer().member("return").orElse(RpcValue.nil()));
        } else {
            KeywordFailedException failure =
                    catchThrowableOfType(KeywordFailedException.class, () -> client.run(whole));
            assertThat(failure.error()).isEqualTo(exchange.text("error"));
            assertThat(failure.traceback()).startsWith(RawClient.FIRST_LINE_OF_TRACEBACK);
            assertThat(failure)
                    .hasMessage("ExecuteCommand \"nonsense\" failed: KeywordException: Could not execute command"
                            + " 'nonsense': No such command or device: nonsense");
        }
    }

    private static RobotTranscript readTranscript() {
        try {
            return RobotTranscript.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does what Renode's keywords did, and insists on the recorded order and arguments. */
    private static final class Replay implements KeywordLibrary {

        private final RobotTranscript transcript;
        private final Deque<Exchange> rest;

        Replay(RobotTranscript transcript) {
            this.transcript = transcript;
            this.rest = new ArrayDeque<>(transcript.exchanges());
        }

        @Override
        public List<String> names() {
            return transcript.keywords();
        }

        @Override
        public RpcValue run(String name, List<RpcValue> arguments) {
            Exchange exchange = rest.removeFirst();
            assertThat(name).isEqualTo(exchange.keyword());
            assertThat(arguments).isEqualTo(exchange.arguments());
            if (exchange.text("status").equals("FAIL")) {
                String error = exchange.text("error").strip();
                throw new KeywordException(error.substring(error.indexOf(' ') + 1));
            }
            return exchange.answer().member("return").orElse(RpcValue.nil());
        }
    }
}
