package dev.kenning.testbench.robot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.engine.serve.EmbeddedServer;
import dev.kenning.testbench.robot.RobotTranscript.Exchange;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Holds the served embedded engine against what Renode 1.15.3 answered ({@code renode-golden/robot.txt}). */
@Timeout(60)
class EmbeddedServerTranscriptTest {

    private static final String GOLDEN = "src/test/resources/renode-golden/";

    private static final List<String> OF_1_16 = List.of("WaitForBytesOnUart");

    @Test
    void answersEveryRequestAsRenodeDid() throws Exception {
        RobotTranscript transcript = RobotTranscript.read();
        try (EmbeddedServer server = EmbeddedServer.builder().start()) {
            URI address = URI.create("http://127.0.0.1:" + server.port());
            assertThat(RawClient.ask(address, new MethodCall("get_keyword_names", List.of())))
                    .as("the keywords of 1.15.3 and those of 1.16, in order")
                    .isEqualTo(RpcValue.ofStrings(Stream.concat(transcript.keywords().stream(), OF_1_16.stream())
                            .sorted()
                            .toList()));

            for (Exchange exchange : transcript.exchanges()) {
                RpcValue answer = RawClient.ask(address, RawClient.request(fromHere(exchange)));

                assertThat(RawClient.masked(answer))
                        .as("answer to %s %s", exchange.keyword(), exchange.arguments())
                        .isEqualTo(RawClient.masked(exchange.answer()));
            }
            server.awaitStop();
        }
    }

    /** The recorder stood where the program is. */
    private static Exchange fromHere(Exchange exchange) {
        List<RpcValue> arguments = exchange.arguments().stream()
                .<RpcValue>map(argument -> argument instanceof RpcValue.Text text
                        ? RpcValue.of(text.value().replace("@m7short.elf", "@" + GOLDEN + "m7short.elf"))
                        : argument)
                .toList();
        return new Exchange(exchange.keyword(), arguments, exchange.answer());
    }
}
