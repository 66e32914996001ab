package dev.kenning.testbench.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.uart.SilentPort;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Meets servers that are gone, hang or talk nonsense: each gets an exception of its own kind that names the keyword. */
@Timeout(60)
class RobotClientTest {

    private static final RpcValue PASS = new RpcValue.Struct(Map.of("status", RpcValue.of("PASS")));

    @Test
    void asksForTheKeywordsOnce() throws Exception {
        try (FakeRobotServer server = passing()) {
            RobotClient client = RobotClient.of(server.address());

            client.getKeywordNames();
            client.runKeyword("StartEmulation");
            client.runKeyword("StartEmulation");

            assertThat(server.calls())
                    .extracting(MethodCall::method)
                    .containsExactly("get_keyword_names", "run_keyword", "run_keyword");
        }
    }

    @Test
    void refusesAKeywordThatThisVersionLacksBeforeItIsSent() throws Exception {
        try (FakeRobotServer server = passing()) {
            RobotClient client = RobotClient.of(server.address());

            assertThatThrownBy(() -> client.runKeyword("WaitForBytesOnUart", "00"))
                    .isInstanceOf(UnknownKeywordException.class)
                    .hasMessageStartingWith("keyword WaitForBytesOnUart is unknown to the robot server at http://127");
            assertThat(server.calls()).extracting(MethodCall::method).containsExactly("get_keyword_names");
        }
    }

    @Test
    void tellsRenodesFaultsApart() throws Exception {
        try (FakeRobotServer server = FakeRobotServer.badAtKeywords((call, connection) -> FakeRobotServer.send(
                connection,
                new MethodResponse.Fault(
                        call.parameters().get(0).equals(RpcValue.of("StartEmulation")) ? 1 : 2, "the reason")))) {
            RobotClient client = RobotClient.of(server.address());

            assertThatThrownBy(() -> client.runKeyword("StartEmulation")).isInstanceOf(UnknownKeywordException.class);
            assertThatThrownBy(() -> client.runKeyword("WaitForLineOnUart", "a", "b"))
                    .isInstanceOf(ArgumentsRefusedException.class)
                    .hasMessageStartingWith("WaitForLineOnUart \"a\" \"b\" was not run")
                    .hasMessageEndingWith("the reason");
        }
    }

    @Test
    void reportsThatNobodyListens() throws Exception {
        try (SilentPort port = new SilentPort()) {
            RobotClient client = RobotClient.of(URI.create("http://127.0.0.1:" + port.number() + "/"));

            assertThatThrownBy(() -> client.runKeyword("StartEmulation"))
                    .isInstanceOf(ServerGoneException.class)
                    .hasMessageStartingWith("get_keyword_names: no answer from the robot server at http://127.0.0.1:");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 20", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<methodRes"})
    void reportsAServerThatClosesInTheMiddleOfItsAnswer(String beginning) throws Exception {
        try (FakeRobotServer server = FakeRobotServer.badAtKeywords((call, connection) -> {
            connection.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
            connection.close();
        })) {
            RobotClient client = RobotClient.of(server.address());

            assertThatThrownBy(() -> client.runKeyword("StartEmulation"))
                    .isInstanceOf(ServerGoneException.class)
                    .hasMessageStartingWith("StartEmulation: no answer from the robot server");
            assertThat(server.calls()).as("a keyword is never sent twice").hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<methodRes"})
    void givesUpAServerThatHangs(String beginning) throws Exception {
        try (FakeRobotServer server = FakeRobotServer.badAtKeywords((call, connection) ->
                connection.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII)))) {
            AtomicInteger kills = new AtomicInteger();
            RobotClient client = RobotClient.builder(server.address())
                    .timeout(Duration.ofSeconds(2))
                    .onHang(kills::incrementAndGet)
                    .build();
            client.getKeywordNames();

            assertThatThrownBy(() -> client.runKeyword("StartEmulation"))
                    .isInstanceOf(ServerHungException.class)
                    .hasMessageStartingWith("StartEmulation was not answered within 2 s of wall-clock time");
            assertThatThrownBy(() -> client.runKeyword("StartEmulation"))
                    .isInstanceOf(ServerGoneException.class)
                    .hasMessageStartingWith("StartEmulation was not sent: StartEmulation was not answered within");
            assertThat(kills).as("calls of the one who kills").hasValue(1);
        }
    }

    @Test
    void givesTheServerUpWhenItsCallerIsInterrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (FakeRobotServer server = FakeRobotServer.badAtKeywords((call, connection) -> asked.countDown())) {
            AtomicInteger kills = new AtomicInteger();
            RobotClient client = RobotClient.builder(server.address())
                    .onHang(kills::incrementAndGet)
                    .build();
            Thread test = Thread.currentThread();
            Thread interrupter = new Thread(() -> {
                try {
                    asked.await();
                    test.interrupt();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            interrupter.start();

            assertThatThrownBy(() -> client.runKeyword("StartEmulation"))
                    .isInstanceOf(ServerHungException.class)
                    .hasMessageStartingWith("StartEmulation was interrupted");
            assertThat(Thread.interrupted()).as("the interrupt is passed on").isTrue();
            assertThat(kills).hasValue(1);
            interrupter.join();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "<methodResponse><params><param><value>PASS</value></param></params></methodResponse>",
                "<methodResponse><params><param><value><struct></struct></value></param></params></methodResponse>",
                "<methodResponse><params><param><value><struct><member><name>status</name><value>MAYBE</value>"
                        + "</member></struct></value></param></params></methodResponse>",
                "<methodResponse><params><param><value><struct><member><name>status</name><value><i4>1</i4></value>"
                        + "</member></struct></value></param></params></methodResponse>",
                "<methodResponse><fault><value><struct><member><name>faultCode</name><value><i4>0</i4></value></member>"
                        + "<member><name>faultString</name><value>oops</value></member></struct></value></fault>"
                        + "</methodResponse>"
            })
    void refusesAnAnswerThatMakesNoSense(String body) throws Exception {
        try (FakeRobotServer server = FakeRobotServer.badAtKeywords(
                (call, connection) -> FakeRobotServer.send(connection, 200, body.getBytes(StandardCharsets.UTF_8)))) {
            RobotClient client = RobotClient.of(server.address());

            assertThatThrownBy(() -> client.runKeyword("StartEmulation"))
                    .isInstanceOf(MalformedAnswerException.class)
                    .hasMessageStartingWith("StartEmulation: malformed answer: ");
        }
    }

    @Test
    void refusesAnotherHttpStatus() throws Exception {
        try (FakeRobotServer server = FakeRobotServer.badAtKeywords((call, connection) ->
                FakeRobotServer.send(connection, 500, "out of order\n".getBytes(StandardCharsets.UTF_8)))) {
            RobotClient client = RobotClient.of(server.address());

            assertThatThrownBy(() -> client.runKeyword("StartEmulation"))
                    .isInstanceOf(MalformedAnswerException.class)
                    .hasMessage("StartEmulation: malformed answer: HTTP status 500: out of order");
        }
    }

    @Test
    void hangsUpOnAnOversizedAnswer() throws Exception {
        try (FakeRobotServer server = FakeRobotServer.badAtKeywords((call, connection) -> {
            connection.getOutputStream().write(FakeRobotServer.head(200, Long.MAX_VALUE));
            byte[] more = new byte[1 << 16];
            while (true) {
                connection.getOutputStream().write(more);
            }
        })) {
            RobotClient client = RobotClient.builder(server.address())
                    .limits(new MessageLimits(1 << 20, 64, 1_000))
                    .build();

            assertThatThrownBy(() -> client.runKeyword("StartEmulation"))
                    .isInstanceOf(MalformedAnswerException.class)
                    .hasMessage("StartEmulation: malformed answer: more than the limit of 1048576 bytes");
        }
    }

    @Test
    void takesAServerThatGoesWithoutAnAnswerForStopped() throws Exception {
        try (FakeRobotServer server = FakeRobotServer.badAtKeywords((call, connection) -> connection.close())) {
            RobotClient.of(server.address()).stopRemoteServer();

            assertThat(server.calls().get(1).parameters().get(0)).isEqualTo(RpcValue.of("StopRemoteServer"));
        }
    }

    @Test
    void sendsOneRequestAtATime() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (FakeRobotServer server = FakeRobotServer.badAtKeywords((call, connection) -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            LockSupport.parkNanos(100_000);
            underWay.decrementAndGet();
            FakeRobotServer.send(connection, new MethodResponse.Result(PASS));
        })) {
            RobotClient client = RobotClient.of(server.address());
            ExecutorService callers = Executors.newFixedThreadPool(8);
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                calls.add(callers.submit(() -> client.runKeyword("StartEmulation")));
            }
            for (Future<?> call : calls) {
                assertThat(call.get()).isEqualTo(RpcValue.nil());
            }
            callers.shutdown();

            assertThat(server.calls()).hasSize(201);
            assertThat(most).as("requests under way at once").hasValue(1);
        }
    }

    @Test
    void refusesATextThatXmlCannotCarryBeforeItIsSent() throws Exception {
        try (FakeRobotServer server = passing()) {
            RobotClient client = RobotClient.of(server.address());

            assertThatThrownBy(() -> client.runKeyword("WaitForLineOnUart", "\u001B[0m"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("XML cannot carry the character U+001B");
            assertThat(server.calls()).hasSize(1);
        }
    }

    private static FakeRobotServer passing() throws IOException {
        return FakeRobotServer.badAtKeywords(
                (call, connection) -> FakeRobotServer.send(connection, new MethodResponse.Result(PASS)));
    }
}
