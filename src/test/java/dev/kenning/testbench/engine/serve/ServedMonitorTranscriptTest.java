package dev.kenning.testbench.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.monitor.MonitorTranscript;
import dev.kenning.testbench.robot.KeywordFailedException;
import dev.kenning.testbench.robot.RenodeKeywords;
import dev.kenning.testbench.robot.RobotClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the served monitor against what Renode 1.15.3 printed ({@code renode-golden/*.monitor.txt}). */
@Timeout(60)
class ServedMonitorTranscriptTest {

    private static final Path GOLDEN =
            Path.of("src/test/resources/renode-golden").toAbsolutePath();
    private static final String FAILED = "KeywordException: Could not execute command '";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"m7", "rv"})
    void answersEveryCommandOfTheTranscriptAsRenodeDid(String program) throws IOException {
        try (EmbeddedServer server = EmbeddedServer.builder().start()) {
            RenodeKeywords keywords =
                    new RenodeKeywords(RobotClient.of(URI.create("http://127.0.0.1:" + server.port())));
            for (MonitorTranscript.Exchange exchange : MonitorTranscript.read(program + ".monitor.txt")) {
                String command = fromHere(exchange.command());

                assertThat(MonitorTranscript.masked(rows(answer(keywords, command))))
                        .as(exchange.command())
                        .isEqualTo(MonitorTranscript.masked(rows(exchange.output())));
            }
        }
    }

    /** Renode's monitor prints an error where the keyword fails with it. */
    private static String answer(RenodeKeywords keywords, String command) {
        try {
            return keywords.executeCommand(command);
        } catch (KeywordFailedException e) {
            return e.error().replace(FAILED + command + "': ", "").replace("'" + command + "'", "'" + command + "'\n");
        }
    }

    /** A client gets two line ends behind each row of a table; the recorder heard the console, which has one. */
    private static String rows(String text) {
        return text.replace("\n\n", "\n");
    }

    /** The recorder stood where the programs are, and its port was free. */
    private String fromHere(String command) {
        return command.replaceFirst("SocketTerminal \\d+", "SocketTerminal 0")
                .replace("SaveAllOpcodesCounters @", "SaveAllOpcodesCounters @" + directory + "/")
                .replace("EnableProfiler \"", "EnableProfiler \"" + directory + "/")
                .replaceFirst("@(\\w+\\.(elf|repl))$", "@" + GOLDEN + "/$1");
    }
}
