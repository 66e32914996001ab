package dev.kenning.testbench.robot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.robot.RobotTranscript.Exchange;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;

/** Sends recorded requests to a real port and shows what came back, unlike {@link RobotClient} without a view of its own. */
final class RawClient {

    static final String FIRST_LINE_OF_TRACEBACK = "KeywordException:   at ";

    private RawClient() {}

    /** The frames of a traceback belong to the program that answered; its form belongs to the protocol. */
    static RpcValue masked(RpcValue answer) {
        RpcValue.Struct struct = (RpcValue.Struct) answer;
        if (struct.member("traceback").orElse(RpcValue.nil()) instanceof RpcValue.Text traceback) {
            assertThat(traceback.value())
                    .startsWith(FIRST_LINE_OF_TRACEBACK)
                    .contains("\n  at ")
                    .endsWith("\n");
            var members = new LinkedHashMap<>(struct.members());
            members.put("traceback", RpcValue.of("masked"));
            return new RpcValue.Struct(members);
        }
        return answer;
    }

    static MethodCall request(Exchange exchange) {
        return new MethodCall(
                "run_keyword", List.of(RpcValue.of(exchange.keyword()), new RpcValue.Array(exchange.arguments())));
    }

    static RpcValue ask(URI address, MethodCall call) throws Exception {
        HttpResponse<byte[]> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .header("Content-Type", "text/xml")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(MessageWriter.write(call)))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        return ((MethodResponse.Result) MessageReader.readResponse(response.body(), MessageLimits.DEFAULT)).value();
    }
}
