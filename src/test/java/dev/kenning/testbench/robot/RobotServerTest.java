package dev.kenning.testbench.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers in Renode's forms, whatever the library and the clients do. */
@Timeout(60)
class RobotServerTest {

    private interface Keyword {
        RpcValue run(List<RpcValue> arguments) throws UnfitArgumentsException;
    }

    private final Map<String, Keyword> keywords = new TreeMap<>();
    private RobotServer server;

    @BeforeEach
    void start() throws IOException {
        server = RobotServer.start(new KeywordLibrary() {
            @Override
            public List<String> names() {
                return List.copyOf(keywords.keySet());
            }

            @Override
            public RpcValue run(String name, List<RpcValue> arguments) throws UnfitArgumentsException {
                return keywords.get(name).run(arguments);
            }
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listsTheKeywordsAndItsOwn() throws Exception {
        keywords.put("StartEmulation", arguments -> RpcValue.nil());

        assertThat(post("<methodCall><methodName>get_keyword_names</methodName><params/></methodCall>"))
                .isEqualTo(
                        new MethodResponse.Result(RpcValue.ofStrings(List.of("StartEmulation", "StopRemoteServer"))));
    }

    @Test
    void answersAFaultForAKeywordThatItDoesNotHave() throws Exception {
        assertThat(run("wait for line on uart"))
                .isEqualTo(new MethodResponse.Fault(1, "Keyword \"wait for line on uart\" not found"));
    }

    @Test
    void answersAFaultForArgumentsThatDoNotFit() throws Exception {
        keywords.put("WaitForLineOnUart", arguments -> {
            throw new UnfitArgumentsException("no parameter foo");
        });

        assertThat(run("WaitForLineOnUart", RpcValue.of("foo=bar"), RpcValue.of("1")))
                .isEqualTo(new MethodResponse.Fault(
                        2, "Arguments types do not match any available keyword \"WaitForLineOnUart\" : [foo=bar, 1]"));
    }

    @Test
    void answersAFaultForMethodsThatRobotServersDoNotHave() throws Exception {
        assertThat(post("<methodCall><methodName>get_keyword_arguments</methodName></methodCall>"))
                .isEqualTo(new MethodResponse.Fault(0, "unsupported method called: get_keyword_arguments"));
        assertThat(post("<methodCall><methodName>run_keyword</methodName></methodCall>"))
                .isEqualTo(new MethodResponse.Fault(0, "run_keyword takes a name and an array of arguments"));
    }

    @Test
    void answersAFaultForGarbage() throws Exception {
        assertThat(post("garbage"))
                .isInstanceOfSatisfying(
                        MethodResponse.Fault.class,
                        fault -> assertThat(fault.text()).startsWith("malformed request: not XML: "));
    }

    @Test
    void writesTheChainOfAFailureOutermostFirst() throws Exception {
        keywords.put("ExecuteCommand", arguments -> {
            throw new KeywordException(
                    "InvalidOperationException",
                    "Terminal tester failed!\r\n\nFull report:\u001B\u00e9",
                    new IllegalStateException("no machine"));
        });

        RpcValue.Struct answer = (RpcValue.Struct) ((MethodResponse.Result) run("ExecuteCommand")).value();

        assertThat(answer.members()).containsOnlyKeys("status", "error", "traceback");
        assertThat(answer.member("status")).contains(RpcValue.of("FAIL"));
        assertThat(answer.member("error")).contains(RpcValue.of("""
                        InvalidOperationException: Terminal tester failed!

                        Full report:
                        IllegalStateException: no machine
                        """));
        assertThat(((RpcValue.Text) answer.member("traceback").orElseThrow()).value())
                .startsWith("InvalidOperationException:   at ")
                .contains("\nIllegalStateException:   at ")
                .endsWith("\n");
    }

    @Test
    void answersABugInTheLibraryAsAFailure() throws Exception {
        keywords.put("ExecuteCommand", arguments -> {
            throw new IndexOutOfBoundsException("Index: 3");
        });

        RpcValue.Struct answer = (RpcValue.Struct) ((MethodResponse.Result) run("ExecuteCommand")).value();

        assertThat(answer.member("error")).contains(RpcValue.of("IndexOutOfBoundsException: Index: 3\n"));
    }

    @Test
    void cleansTextsOfColoursAndOfWhatXmlCannotCarry() throws Exception {
        keywords.put("ExecuteCommand", arguments -> RpcValue.of("\u001B[1;32mok\u001B[0m\r\n\u0007"));

        assertThat(run("ExecuteCommand"))
                .isEqualTo(new MethodResponse.Result(new RpcValue.Struct(
                        Map.of("return", RpcValue.of("ok\n\uFFFD"), "status", RpcValue.of("PASS")))));
    }

    @Test
    void answersAFaultForAResultThatXmlRpcCannotCarry() throws Exception {
        keywords.put("ExecutePython", arguments -> RpcValue.of(Double.NaN));

        assertThat(run("ExecutePython"))
                .isEqualTo(new MethodResponse.Fault(0, "unfit for XML-RPC: XML-RPC cannot carry the number NaN"));
    }

    @Test
    void takesXmlByPostOnly() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address());
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("<methodCall/>");

        assertThat(status(request.GET())).isEqualTo(405);
        assertThat(status(request.POST(body).header("Content-Type", "text/plain")))
                .isEqualTo(415);
        assertThat(status(request.POST(body).setHeader("Content-Type", "text/xml; charset=utf-8")))
                .isEqualTo(200);
    }

    @Test
    void refusesAnOversizedRequest() throws Exception {
        byte[] body = new byte[MessageLimits.DEFAULT.bytes() + 1];

        assertThat(status(HttpRequest.newBuilder(server.address())
                        .header("Content-Type", "text/xml")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))))
                .isEqualTo(413);
    }

    @Test
    void runsOneKeywordAtATime() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<RpcValue> seen = new ArrayList<>();
        keywords.put("ExecuteCommand", arguments -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            seen.addAll(arguments);
            LockSupport.parkNanos(100_000);
            underWay.decrementAndGet();
            return arguments.get(0);
        });
        ExecutorService clients = Executors.newFixedThreadPool(8);
        List<Future<RpcValue>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            RobotClient client = RobotClient.of(server.address());
            for (int j = 0; j < 25; j++) {
                String text = "command " + i + "." + j;
                answers.add(clients.submit(() -> client.runKeyword("ExecuteCommand", text)));
            }
        }
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).isEqualTo(RpcValue.of("command " + i / 25 + "." + i % 25));
        }
        clients.shutdown();

        assertThat(most).as("keywords under way at once").hasValue(1);
        assertThat(seen).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void letsNobodyWaitForAClientThatDoesNotFinishItsRequest() throws Exception {
        keywords.put("StartEmulation", arguments -> RpcValue.nil());
        try (Socket slow = new Socket(server.address().getHost(), server.port())) {
            OutputStream out = slow.getOutputStream();
            out.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: 100\r\n\r\n<"
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();

            assertThat(RobotClient.of(server.address()).runKeyword("StartEmulation"))
                    .isEqualTo(RpcValue.nil());
        }
    }

    @Test
    void stopsWhenAsked() throws Exception {
        RobotClient client = RobotClient.of(server.address());

        client.stopRemoteServer();
        server.awaitStop();

        assertThatThrownBy(() -> client.runKeyword("StopRemoteServer")).isInstanceOf(ServerGoneException.class);
    }

    @Test
    void stopsWhenAskedByMethod() throws Exception {
        assertThat(post("<methodCall><methodName>stop_remote_server</methodName></methodCall>"))
                .isInstanceOf(MethodResponse.Result.class);

        server.awaitStop();
    }

    @Test
    void doesNotStopWhenStopIsMisspelt() throws Exception {
        assertThat(run("StopRemoteServer", RpcValue.of("now"))).isInstanceOf(MethodResponse.Fault.class);
        assertThat(run("StopServer")).isInstanceOf(MethodResponse.Fault.class);
    }

    @Test
    void writesItsPortToAFileAndRemovesItAtTheEnd(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("robot_port");
        RobotServer other = RobotServer.builder(emptyLibrary()).portFile(file).start();

        assertThat(file).hasContent(Integer.toString(other.port()));
        other.close();
        other.close();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void saysWhyItCannotStart(@TempDir Path directory) {
        assertThatThrownBy(() ->
                        RobotServer.builder(emptyLibrary()).port(server.port()).start())
                .isInstanceOf(IOException.class)
                .hasMessage("cannot listen on 127.0.0.1:" + server.port() + ": Address already in use");
        Path file = directory.resolve("absent/robot_port");
        assertThatThrownBy(
                        () -> RobotServer.builder(emptyLibrary()).portFile(file).start())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write the port file " + file);
    }

    @Test
    void listensOnTheLoopbackOnly() {
        assertThat(server.address().getHost()).isEqualTo("127.0.0.1");
    }

    private static KeywordLibrary emptyLibrary() {
        return new KeywordLibrary() {
            @Override
            public List<String> names() {
                return List.of();
            }

            @Override
            public RpcValue run(String name, List<RpcValue> arguments) {
                throw new AssertionError("nothing to run");
            }
        };
    }

    private MethodResponse run(String keyword, RpcValue... arguments) throws Exception {
        MethodCall call =
                new MethodCall("run_keyword", List.of(RpcValue.of(keyword), new RpcValue.Array(List.of(arguments))));
        return post(new String(MessageWriter.write(call), StandardCharsets.UTF_8));
    }

    private MethodResponse post(String body) throws Exception {
        HttpResponse<byte[]> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.address())
                                .header("Content-Type", "text/xml")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        return MessageReader.readResponse(response.body(), MessageLimits.DEFAULT);
    }

    private static int status(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
