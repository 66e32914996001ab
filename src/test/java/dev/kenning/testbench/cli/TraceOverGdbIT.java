package dev.kenning.testbench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.NoEngineSelected;
import dev.kenning.testbench.engine.serve.EmbeddedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Traces that firmware keeps in its memory, read from a board of another process through its GDB server. */
@Tag("board")
@NoEngineSelected
@Timeout(120)
class TraceOverGdbIT {

    private static final Path TRACED = Path.of("scenarios/gestures/tflite/traced-stm32f746g_disco.yml");

    private final TestConsole console = new TestConsole();

    @TempDir
    private Path folder;

    private Path scenario = Path.of("");
    private int kcomms;
    private int debugger;
    private EmbeddedServer server;

    @BeforeEach
    void startABoardWithoutAProgram() throws IOException {
        scenario = Files.writeString(
                folder.resolve("scenario.yml"),
                Files.readString(TRACED)
                        .replace("enable_zephelin", "enable_zephelin_gdb")
                        .replace("l2-protocol.elf", "l2-ram.elf")
                        .replace(": firmware/", ": " + Path.of("firmware").toAbsolutePath() + "/")
                        .replace(": models/", ": " + Path.of("models").toAbsolutePath() + "/"));
        kcomms = freePort();
        debugger = freePort();
        Path script = Files.writeString(folder.resolve("board.resc"), """
                mach create "empty"
                machine LoadPlatformDescription @%s
                emulation CreateServerSocketTerminal %d "kcomms" false
                connector Connect sysbus.usart6 kcomms
                machine StartGdbServer %d
                """.formatted(
                        Path.of("renode/stm32f746g_disco.repl").toAbsolutePath(), kcomms, debugger));
        server = EmbeddedServer.builder().script(script).start();
    }

    @AfterEach
    void stopTheBoard() {
        server.close();
    }

    @Test
    void readsWhatABoardTracedThroughTheServerThatFlashedIt() throws IOException {
        assertThat(run("attached.json", "--flash", server())).as(console.err()).isZero();
        assertThat(console.run("run", scenario.toString(), "--measurements", at("embedded.json")))
                .as(console.err())
                .isZero();

        assertThat(console.err()).contains("wrote " + at("attached.ctf"));
        assertThat(names("attached.trace.json"))
                .contains("MODEL[0]::CONV_2D_0_0", "INFERENCE::MODEL[0]")
                .isEqualTo(names("embedded.trace.json"));
    }

    @Test
    void saysHowToHaveMemoryReadAndKeepsTheResults() {
        assertThat(run("flashed.json", "--flash", server())).as(console.err()).isZero();

        assertThat(run("m.json")).as(console.err()).isZero();

        assertThat(console.err())
                .contains("traced is in the board's memory: --gdb HOST:PORT, or -Dtestbench.attached.gdb");
        assertThat(folder.resolve("m.json")).content(UTF_8).contains("protocol_inference_step");
        assertThat(folder.resolve("m.ctf")).doesNotExist();
    }

    @Test
    void keepsTheResultsIfNoServerIsThere() throws IOException {
        assertThat(run("flashed.json", "--flash", server())).as(console.err()).isZero();

        assertThat(run("m.json", "--gdb", "127.0.0.1:" + freePort()))
                .as(console.err())
                .isZero();

        assertThat(console.err()).contains("traced was not read: ", "no GDB server is at 127.0.0.1:");
        assertThat(folder.resolve("m.json")).content(UTF_8).contains("protocol_inference_step");
    }

    @Test
    void refusesWhatIsNoAddressBeforeAnythingRuns() {
        assertThat(run("m.json", "--gdb", "probe")).isEqualTo(ExitStatus.BAD_INPUT);

        assertThat(console.err()).contains("--gdb must be HOST:PORT, such as localhost:3333, is 'probe'");
    }

    private String server() {
        return "gdb:127.0.0.1:" + debugger;
    }

    private int run(String measurements, String... more) {
        String[] all = new String[6 + more.length];
        List<String> usual = List.of(
                "run", scenario.toString(), "--port", "tcp:127.0.0.1:" + kcomms, "--measurements", at(measurements));
        usual.toArray(all);
        System.arraycopy(more, 0, all, usual.size(), more.length);
        return console.run(all);
    }

    private List<String> names(String trace) throws IOException {
        JsonNode entries = new JsonMapper().readTree(Files.readAllBytes(folder.resolve(trace)));
        return entries.valueStream()
                .filter(entry -> entry.path("ph").asString("").equals("B"))
                .map(entry -> entry.path("name").asString(""))
                .toList();
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
