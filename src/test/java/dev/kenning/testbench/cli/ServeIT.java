package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.robot.RenodeKeywords;
import dev.kenning.testbench.robot.RobotClient;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code testbench serve} as a process, and what it says of input that it cannot use. */
@Timeout(60)
@Tag("board")
class ServeIT {

    private static final int KILLED_BY_SIGTERM = 128 + 15;

    private final TestConsole console = new TestConsole();
    private final List<Process> processes = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void endProcesses() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void writesItsPortOnceItListensAndRemovesItOnSigterm() throws Exception {
        Path portFile = folder.resolve("port");
        Process server = serve("--port-file", portFile.toString());

        assertThat(keywords(portFile).executeCommand("version")).startsWith("Renode, version 1.15.3");
        server.destroy();

        assertThat(server.waitFor()).as("exit status").isEqualTo(KILLED_BY_SIGTERM);
        assertThat(portFile).doesNotExist();
    }

    @Test
    void endsWithTheKeywordAndWithQuit() throws Exception {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        Process stopped = serve("--port-file", first.toString());
        Process quit = serve("--port-file", second.toString());

        keywords(first).stopRemoteServer();
        keywords(second).executeCommand("quit");

        assertThat(stopped.waitFor()).as("exit status after StopRemoteServer").isZero();
        assertThat(quit.waitFor()).as("exit status after quit").isZero();
        assertThat(folder).as("port files").isEmptyDirectory();
    }

    @Test
    void runsItsScriptFirstAndLetsItsMachineRunOn() throws Exception {
        Path script = folder.resolve("board.resc");
        Files.writeString(script, """
                mach create "board"
                machine LoadPlatformDescription @stm32f746g_disco.repl
                sysbus LoadELF @firmware/prebuilt/stm32f746g_disco/blinky.elf
                start
                """);
        Path portFile = folder.resolve("port");
        serve("--port-file", portFile.toString(), script.toString());

        RenodeKeywords keywords = keywords(portFile);

        assertThat(keywords.executeCommand("emulation IsStarted").strip()).isEqualTo("True");
    }

    @Test
    void saysWhereAScriptFails() throws Exception {
        Path script = folder.resolve("board.resc");
        Files.writeString(script, "mach create\nmachine LoadPlatfrmDescription @x.repl\n");

        assertThat(console.run("serve", script.toString())).as("exit status").isEqualTo(2);
        assertThat(console.err())
                .contains("machine does not provide a field, method or property LoadPlatfrmDescription")
                .contains("Did you mean 'LoadPlatformDescription'?")
                .contains("board.resc:2:1")
                .doesNotContain("\tat ");
    }

    @Test
    void endsWhereItsScriptSaysSo() throws Exception {
        Path script = folder.resolve("quit.resc");
        Files.writeString(script, "log \"bye\"\nquit\n");

        assertThat(console.run("serve", script.toString())).as("exit status").isZero();
        assertThat(console.err()).doesNotContain("robot server on");
    }

    @Test
    void refusesAScriptThatIsNotThere() {
        assertThat(console.run("serve", "nowhere.resc")).isEqualTo(2);
        assertThat(console.err()).startsWith("testbench: Could not find file 'nowhere.resc'.");
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertThat(console.run("serve", "--robot-server-port", Integer.toString(port)))
                    .isEqualTo(2);
            assertThat(console.err()).startsWith("testbench: cannot listen on 127.0.0.1:" + port);
        }
    }

    @Test
    void refusesAnAddressThatIsNotThisMachines() {
        assertThat(console.run("serve", "--host", "203.0.113.7")).isEqualTo(2);
        assertThat(console.err()).startsWith("testbench: cannot listen on 203.0.113.7:0");
    }

    private Process serve(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
        return process;
    }

    private static RenodeKeywords keywords(Path portFile) throws Exception {
        Awaitility.await().atMost(40, TimeUnit.SECONDS).until(() -> Files.exists(portFile));
        return new RenodeKeywords(RobotClient.of(URI.create("http://127.0.0.1:" + Files.readString(portFile))));
    }
}
