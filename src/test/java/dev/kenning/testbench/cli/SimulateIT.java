package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.Tools;
import dev.kenning.testbench.board.ZephyrBuild;
import dev.kenning.testbench.host.DeviceLostException;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.uart.BytePort;
import dev.kenning.testbench.uart.SerialPort;
import dev.kenning.testbench.uart.TcpPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code testbench simulate} as a process, with clients that know nothing of it but where its UARTs are. */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
@Tag("board")
class SimulateIT {

    private static final int KILLED_BY_SIGTERM = 128 + 15;
    private static final String BOARD = "stm32f746g_disco";
    private static final Path FIRMWARE = Path.of("firmware/prebuilt/stm32f746g_disco");
    private static final String CONSOLE = "*** Booting kenning-device 0.1.0 ***\nInference server started\n";
    private static final String KCOMMS_ON_TCP = "^kcomms: tcp:127\\.0\\.0\\.1:(\\d+) \\(usart6\\)$";

    private final TestConsole console = new TestConsole();

    @TempDir
    private Path folder;

    @Test
    void printsTheConsoleAndOffersKcommsToOneSessionAfterTheOther() throws Exception {
        try (CommandProcess simulation = simulate(BOARD)) {
            int port = Integer.parseInt(simulation.awaitErr(KCOMMS_ON_TCP));

            try (TcpPort tcp = TcpPort.connect("127.0.0.1", port, Duration.ofSeconds(5))) {
                infer(tcp, "models/gestures", 1e-5);
            }
            try (TcpPort tcp = TcpPort.connect("127.0.0.1", port, Duration.ofSeconds(5))) {
                infer(tcp, "models/gestures_int8", 0);
            }
            assertThat(simulation.out()).startsWith(CONSOLE).doesNotContain("\r");
            assertThat(simulation.err())
                    .contains("board: stm32f746g_disco (STM32F746G Discovery)\n")
                    .containsPattern("firmware: .*kenning-device\\.elf \\(app\\)\n")
                    .contains("console: usart1, printed here\n")
                    .doesNotContain("gdb:");

            simulation.terminate();
            assertThat(simulation.status()).isEqualTo(KILLED_BY_SIGTERM);
            assertThat(simulation.err())
                    .as("the last words")
                    .containsPattern("ended at \\d+\\.\\d{6} s of virtual time\n$")
                    .doesNotContain("testbench: ");
        }
    }

    @Test
    void offersBothUartsOnPseudoTerminalsAndRemovesThemAtItsEnd() throws Exception {
        Path uart = folder.resolve("uart");
        Path log = folder.resolve("uart-log");
        try (CommandProcess simulation = simulate(BOARD, "--kcomms", "pty:" + uart, "--console", "pty:" + log)) {
            assertThat(simulation.awaitErr("^kcomms: (.*)$")).isEqualTo("pty:" + uart + " (usart6)");
            assertThat(simulation.awaitErr("^console: (.*)$")).isEqualTo("pty:" + log + " (usart1)");

            try (var in = Files.newInputStream(log)) {
                byte[] expected = CONSOLE.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
                assertThat(in.readNBytes(expected.length)).isEqualTo(expected);
            }
            for (int session = 1; session <= 2; session++) {
                try (SerialPort serial = SerialPort.open(uart.toString(), 115_200)) {
                    infer(serial, "models/gestures", 1e-5);
                }
            }
            assertThat(simulation.out()).as("printed").isEmpty();

            simulation.terminate();
            assertThat(simulation.status()).isEqualTo(KILLED_BY_SIGTERM);
        }
        assertThat(uart).doesNotExist();
        assertThat(log).doesNotExist();
    }

    @Test
    void servesScenariosThatAreNotSimulated() throws Exception {
        Path uart = folder.resolve("uart");
        Path scenario = folder.resolve("scenario.yml");
        Files.writeString(
                scenario,
                Files.readString(Path.of("scenarios/gestures/tflite/stm32f746g_disco.yml"))
                        .replace("simulated: true", "simulated: false\n    uart_port: " + uart)
                        .replace("models/", Path.of("models").toAbsolutePath() + "/"));
        try (CommandProcess simulation = simulate(BOARD, "--kcomms", "pty:" + uart)) {
            simulation.awaitOut("Inference server started");

            for (int run = 1; run <= 2; run++) {
                assertThat(console.run("run", scenario.toString(), "--min-accuracy", "1"))
                        .as("exit status of run %d; it said %s", run, console.err())
                        .isZero();
            }
        }
        assertThat(console.out()).contains("accuracy 100.0 % (10 of 10)");
    }

    @Test
    void servesAClientBehindSocat() throws Exception {
        Tools.require("socat", "socat", "socat");
        Path uart = folder.resolve("uart");
        int port = freePort();
        try (CommandProcess simulation = simulate(BOARD, "--kcomms", "pty:" + uart)) {
            simulation.awaitOut("Inference server started");
            Process socat = new ProcessBuilder(
                            "socat", "-d", "-d", "TCP-LISTEN:" + port + ",bind=127.0.0.1", uart + ",raw,echo=0")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                // It says that it listens.
                assertThat(socat.errorReader().readLine()).contains("listening on");
                try (TcpPort tcp = TcpPort.connect("127.0.0.1", port, Duration.ofSeconds(5))) {
                    infer(tcp, "models/gestures", 1e-5);
                }
            } finally {
                socat.destroy();
                socat.waitFor();
            }
        }
    }

    @Test
    void waitsForEnterBeforeTheFirstInstruction() throws Exception {
        try (CommandProcess simulation = simulate(BOARD, "--wait", "--for", "0.01")) {
            simulation.awaitErr("^(press ENTER to start)$");
            assertThat(simulation.out()).isEmpty();

            simulation.type("\n");

            assertThat(simulation.status()).isZero();
            assertThat(simulation.out()).isEqualTo(CONSOLE);
            assertThat(simulation.err()).endsWith("ended at 0.010000 s of virtual time\n");
        }
    }

    @Test
    void doesNotWaitForEnterThatCannotCome() throws Exception {
        try (CommandProcess simulation = simulate(BOARD, "--wait")) {
            simulation.endInput();

            assertThat(simulation.status()).isEqualTo(2);
            assertThat(simulation.err()).endsWith("testbench: --wait waits for ENTER, but standard input has ended\n");
        }
    }

    @Test
    void runsABuildFolderWithNothingBesideIt() {
        ZephyrBuild build = ZephyrBuild.disco(folder);

        assertThat(run(build.folder().toString(), "--for", "0.05", "--fast"))
                .as("exit status; it said %s", console.err())
                .isZero();
        assertThat(console.out()).isEqualTo(CONSOLE);
        assertThat(console.err())
                .contains("note: The platform was made from zephyr/zephyr.dts: ")
                .contains("firmware: " + folder.resolve("zephyr/zephyr.elf") + " (app)\n")
                .containsPattern("kcomms: tcp:127\\.0\\.0\\.1:\\d+ \\(usart6\\)\n");
    }

    @Test
    void givesASharedUartToKcommsUnlessNobodyWantsIt() throws IOException {
        ZephyrBuild build = ZephyrBuild.disco(folder).edit("zephyr/zephyr.dts", "kcomms = &usart6", "kcomms = &usart1");

        assertThat(run(build.folder().toString(), "--for", "0.05", "--fast")).isZero();
        assertThat(console.out()).as("printed").isEmpty();
        assertThat(console.err())
                .contains("console: none, usart1 is kcomms\n")
                .containsPattern("kcomms: tcp:127\\.0\\.0\\.1:\\d+ \\(usart1\\)\n");

        assertThat(run(build.folder().toString(), "--for", "0.05", "--fast", "--no-kcomms"))
                .isZero();
        assertThat(console.out()).isEqualTo(CONSOLE);
        assertThat(console.err()).contains("console: usart1, printed here\n").contains("kcomms: usart1, not offered\n");
    }

    @Test
    void speaksOverASharedUart() throws Exception {
        ZephyrBuild build = ZephyrBuild.disco(folder)
                .edit("zephyr/zephyr.dts", "zephyr,console = &usart1", "zephyr,console = &usart6");
        try (CommandProcess simulation = simulate(build.folder().toString())) {
            int port = Integer.parseInt(simulation.awaitErr(KCOMMS_ON_TCP));

            try (TcpPort tcp = TcpPort.connect("127.0.0.1", port, Duration.ofSeconds(5))) {
                infer(tcp, "models/gestures", 1e-5);
            }
            assertThat(simulation.err()).contains("console: none, usart6 is kcomms\n");
            assertThat(simulation.out()).isEmpty();
        }
    }

    @Test
    void leavesBothUartsAloneWhereItIsTold() {
        assertThat(run(BOARD, "--no-kcomms", "--no-log-uart", "--for", "0.05", "--fast"))
                .isZero();
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).contains("console: usart1, not read\n").contains("kcomms: usart6, not offered\n");
    }

    @Test
    void printsTheLogOfABoardThatPrintsIntoIt() {
        assertThat(run("springbok", "--for", "0.1", "--fast")).isZero();
        assertThat(console.err())
                .contains("console: the simulator's log\n")
                .contains("simprint: \"Runtime started\"")
                .endsWith("ended at 0.100000 s of virtual time\n");
    }

    @Test
    void endsWithTheFaultOfTheFirmware() throws Exception {
        try (CommandProcess simulation = simulate(
                BOARD,
                "--firmware",
                FIRMWARE.resolve("faulty/faults-in-process.elf").toString(),
                "--hide-log")) {
            int port = Integer.parseInt(simulation.awaitErr(KCOMMS_ON_TCP));

            try (TcpPort tcp = TcpPort.connect("127.0.0.1", port, Duration.ofSeconds(5))) {
                provoke(tcp);
            }

            assertThat(simulation.status()).isEqualTo(3);
            assertThat(simulation.err())
                    .contains("testbench: the firmware on stm32f746g_disco cannot go on: ")
                    .contains("The program on cpu faulted");
        }
    }

    @Test
    void endsWithTheLastLineOfDemoApp() {
        assertThat(run(demo("gestures-stm32f746g_disco.elf").folder().toString(), "--fast"))
                .as("exit status; it said %s", console.err())
                .isZero();
        assertThat(console.out()).endsWith("I: inference finished successfully\n");
        assertThat(console.err())
                .contains("(demo_app)\n")
                .contains("console: usart1, printed here\n")
                .contains("kcomms: none, the program has no such UART\n");
    }

    @Test
    void endsWithTheErrorOfDemoApp() {
        Path folder = demo("faulty/stops-with-error-stm32f746g_disco.elf").folder();

        assertThat(run(folder.toString(), "--fast")).isEqualTo(3);
        assertThat(console.err()).contains("testbench: demo_app ").contains(": E: ");
    }

    /** Makes a build of demo_app, which has no UART for the protocol. */
    private ZephyrBuild demo(String program) {
        return ZephyrBuild.disco(folder)
                .file("zephyr/zephyr.elf", Path.of("firmware/prebuilt/demo").resolve(program))
                .edit("zephyr/zephyr.dts", "kcomms = &usart6", "other = &usart6")
                .edit("CMakeCache.txt", "CMAKE_PROJECT_NAME:STATIC=app", "CMAKE_PROJECT_NAME:STATIC=demo_app");
    }

    @Test
    void startsWhenADebuggerConnects() throws Exception {
        Path gdb = Tools.require("gdb-multiarch", "gdb", "gdb-multiarch");
        int port = freePort();
        try (CommandProcess simulation = simulate(BOARD, "--debug=" + port, "--wait", "--for", "0.02")) {
            simulation.awaitErr("^(press ENTER to start, or connect a debugger)$");
            assertThat(simulation.out()).isEmpty();

            Process session = new ProcessBuilder(
                            gdb.toString(),
                            "-nx",
                            "-batch",
                            "-ex",
                            "target remote 127.0.0.1:" + port,
                            "-ex",
                            "info symbol $pc",
                            "-ex",
                            "detach",
                            FIRMWARE.resolve("kenning-device.elf").toString())
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(session.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Reset_Handler in section");

            assertThat(simulation.status()).isZero();
            assertThat(simulation.out()).isEqualTo(CONSOLE);
            assertThat(simulation.err()).contains("gdb: target remote :" + port + "\n");
        }
    }

    @Test
    void takesTheNameBehindDebugForTheTarget() {
        assertThat(run("--debug", "stm32f746g_dico")).isEqualTo(2);
        assertThat(console.err()).contains("unknown board 'stm32f746g_dico'");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            stm32f746g_dico                                | unknown board 'stm32f746g_dico'. Did you mean 'stm32f746g_disco'?
            pom.xml                                        | pom.xml is a file; name a build folder, or a board and --firmware pom.xml
            src/main                                       | has no zephyr/zephyr.elf
            stm32f746g_disco --firmware nowhere.elf        | nowhere.elf
            stm32f746g_disco --kcomms usart6               | --kcomms must be tcp:PORT or pty:PATH, is 'usart6'
            stm32f746g_disco --console tcp:65536           | --console must be tcp:PORT or pty:PATH, is 'tcp:65536'
            stm32f746g_disco --no-kcomms --kcomms tcp:1    | --no-kcomms and --kcomms exclude each other
            springbok --console tcp:0                      | --console has nothing to offer: springbok prints into the simulator's log
            stm32f746g_disco --for 0                       | --for must be > 0, is 0
            stm32f746g_disco --debug=0                     | --debug must be a port from 1 to 65535, is 0
            stm32f746g_disco --kcomms pty:/nowhere/uart    | usart6 cannot be offered at /nowhere/uart: terminal 'usart6': cannot make the link /nowhere/uart to a pseudo-terminal: its folder is not there
            stm32f746g_disco --kcomms pty:/dev/null        | usart6 cannot be offered at /dev/null: something is there
            stm32f746g_disco --board x                     | there is no build folder stm32f746g_disco for --board x
            """)
    void saysWhatIsWrong(String arguments, String reason) {
        assertThat(run(arguments.split(" "))).as("exit status").isEqualTo(2);
        assertThat(console.err()).contains("testbench: ").contains(reason).doesNotContain("\tat ");
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run(BOARD, "--kcomms", "tcp:" + other.getLocalPort())).isEqualTo(2);
            assertThat(console.err()).contains("usart6 cannot be offered on TCP port " + other.getLocalPort());
        }
    }

    @Test
    void refusesASecondReaderOfASharedUart() {
        ZephyrBuild build = ZephyrBuild.disco(folder).edit("zephyr/zephyr.dts", "kcomms = &usart6", "kcomms = &usart1");

        assertThat(run(build.folder().toString(), "--console", "pty:" + folder.resolve("uart-log")))
                .isEqualTo(2);
        assertThat(console.err())
                .contains(
                        "--console has nothing to offer: usart1 of stm32f746g_disco is its kcomms UART too, and a UART"
                                + " has one reader");
    }

    private CommandProcess simulate(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("simulate"));
        all.addAll(List.of(arguments));
        return CommandProcess.start(folder, all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("simulate"));
        all.addAll(List.of(arguments));
        return console.run(all.toArray(String[]::new));
    }

    /** Runs a session with every sample of a model. */
    private static void infer(BytePort port, String model, double tolerance) {
        try (KenningSession session = KenningSession.open(port)) {
            session.load(Model.tflite(model + ".tflite"));
            for (Sample sample : Samples.json(model + "-samples.json")) {
                assertThat(session.infer(sample).output()).containsExactly(sample.expected(), within(tolerance));
            }
        }
    }

    /** Sends a device what makes it fault; there is no reply. */
    private static void provoke(BytePort port) {
        KenningSession session = KenningSession.open(port);
        session.load(Model.tflite("models/gestures.tflite"));
        session.uploadInput(Samples.first("models/gestures-samples.json"));
        assertThatThrownBy(session::process).isInstanceOf(DeviceLostException.class);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
