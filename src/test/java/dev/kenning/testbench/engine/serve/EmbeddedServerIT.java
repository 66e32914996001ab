package dev.kenning.testbench.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.robot.ArgumentsRefusedException;
import dev.kenning.testbench.robot.KeywordCall;
import dev.kenning.testbench.robot.KeywordFailedException;
import dev.kenning.testbench.robot.KeywordOptions;
import dev.kenning.testbench.robot.RenodeKeywords;
import dev.kenning.testbench.robot.RobotClient;
import dev.kenning.testbench.robot.RpcValue;
import dev.kenning.testbench.robot.UartLine;
import dev.kenning.testbench.uart.SerialPort;
import dev.kenning.testbench.uart.TcpPort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The served embedded engine through its real port, by Renode's rules ({@code renode-integration.md}, section 7). */
@Timeout(60)
@Tag("board")
class EmbeddedServerIT {

    private static final Path FIRMWARE =
            Path.of("firmware/prebuilt/stm32f746g_disco").toAbsolutePath();
    private static final KeywordOptions DEFAULTS = KeywordOptions.defaults();
    private static final KeywordOptions A_SECOND = KeywordOptions.within(Duration.ofSeconds(1));
    private static final KeywordOptions SHORTLY = KeywordOptions.within(Duration.ofMillis(50));
    private static final Pattern ELAPSED = Pattern.compile("TimeElapsed = (\\d+):(\\d+):(\\d+\\.\\d+)");

    private final EmbeddedServer server = EmbeddedServer.builder().start();
    private final RobotClient client = RobotClient.of(URI.create("http://127.0.0.1:" + server.port()));
    private final RenodeKeywords keywords = new RenodeKeywords(client);

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    @Nested
    class Time {

        @Test
        void passesOnItsOwnOnceStarted() {
            load("blinky.elf");
            keywords.createTerminalTester("sysbus.usart1", DEFAULTS);

            keywords.startEmulation();
            keywords.waitForPromptOnUart("blinky> ", A_SECOND);

            assertThat(execute("emulation IsStarted")).isEqualTo("True");
        }

        @Test
        void isNeverAheadOfTheHost() {
            load("blinky.elf");
            long before = System.nanoTime();
            keywords.startEmulation();
            for (int i = 0; i < 20; i++) {
                double virtual = elapsedSeconds();
                double host = (System.nanoTime() - before) / 1e9;
                assertThat(virtual)
                        .as("virtual seconds after %s s of host time", host)
                        .isLessThan(host + 0.01);
            }
        }

        @Test
        void standsStillWhilePaused() {
            load("blinky.elf");
            keywords.startEmulation();
            execute("pause");
            double paused = elapsedSeconds();

            execute("sysbus.cpu PC");

            assertThat(elapsedSeconds()).isEqualTo(paused);
            assertThat(execute("emulation IsStarted")).isEqualTo("False");
        }

        @Test
        void runsForExactlyAsLongAsAsked() {
            load("blinky.elf");

            execute("emulation RunFor \"0.05\"");
            execute("emulation RunFor \"0.0123456\"");

            assertThat(elapsedSeconds()).isEqualTo(0.0623456, within(5e-9));
            assertThat(execute("emulation IsStarted")).isEqualTo("False");
        }

        @Test
        void refusesToRunForATimeWhileItRunsAnyway() {
            load("blinky.elf");
            keywords.startEmulation();

            assertFails("emulation RunFor \"0.1\"", "This action is not available when emulation is already started");
        }

        @Test
        void passesAsFastAsItCanIfItIsLetTo() {
            load("blinky.elf");
            execute("emulation SetGlobalAdvanceImmediately true");

            execute("emulation RunFor \"600\"");

            assertThat(elapsedSeconds())
                    .as("more virtual time than this test may take")
                    .isEqualTo(600, within(5e-9));
        }

        @Test
        void answersAStartOfWhatHasStartedAsRenodeDoes() {
            load("blinky.elf");
            keywords.startEmulation();

            assertThat(execute("start")).isEqualTo("Starting emulation...");
        }
    }

    @Nested
    class TerminalTesters {

        @Test
        void startTheEmulationAndPauseExactlyAtTheMatch() {
            load("blinky.elf");
            keywords.createTerminalTester("sysbus.usart1", DEFAULTS);

            keywords.waitForLineOnUart("Booting blinky", A_SECOND.pause());

            assertThat(execute("emulation IsStarted")).isEqualTo("False");
            assertThat(execute("sysbus.cpu ExecutedInstructions"))
                    .as("instructions at the line feed of the first line")
                    .isEqualTo(instructionsAtFirstLine());
        }

        private String instructionsAtFirstLine() {
            keywords.resetEmulation();
            load("blinky.elf");
            keywords.createTerminalTester("sysbus.usart1", DEFAULTS);
            keywords.waitForLineOnUart("Booting blinky", A_SECOND.pause());
            return execute("sysbus.cpu ExecutedInstructions");
        }

        @Test
        void haveOneNumberPerUart() {
            load("blinky.elf");

            assertThat(keywords.createTerminalTester("sysbus.usart1", DEFAULTS)).isZero();
            assertThat(keywords.createTerminalTester("sysbus.usart6", DEFAULTS)).isEqualTo(1);
            assertThat(keywords.createTerminalTester("usart1", DEFAULTS))
                    .as("the first one's again")
                    .isZero();
        }

        @Test
        void mustBeNamedWhereThereAreTwo() {
            load("blinky.elf");
            assertThatThrownBy(() -> keywords.waitForLineOnUart("x", SHORTLY))
                    .hasMessageContaining("KeywordException: There are no testers available.");
            keywords.createTerminalTester("sysbus.usart1", DEFAULTS);
            keywords.createTerminalTester("sysbus.usart6", DEFAULTS);
            assertThatThrownBy(() -> keywords.waitForLineOnUart("x", SHORTLY))
                    .hasMessageContaining("There is more than one tester available - please specify ID");
            assertThatThrownBy(() -> keywords.waitForLineOnUart("x", SHORTLY.tester(2)))
                    .hasMessageContaining("Tester for given ID=2 was not found");

            client.run(KeywordCall.of("SetDefaultTester").with("id", 0));

            assertThat(keywords.waitForLineOnUart("blinky", A_SECOND).line()).isEqualTo("*** Booting blinky ***");
        }

        @Test
        void reportWhatCameInstead() {
            load("blinky.elf");
            keywords.createTerminalTester("sysbus.usart1", DEFAULTS);

            assertThatThrownBy(() -> keywords.waitForLineOnUart("absent", SHORTLY))
                    .isInstanceOf(KeywordFailedException.class)
                    .hasMessageContaining("InvalidOperationException: Terminal tester failed!")
                    .hasMessageContaining(" Attached to UART event: success)\n")
                    .hasMessageMatching("(?s).*\n\\[host: [^]]*, virt: +0] \\*\\*\\* Booting blinky \\*\\*\\*\n.*")
                    .hasMessageContaining("Line containing >>absent<< event: failure)")
                    .hasMessageContaining("contains 8 characters: >>blinky> <<");
        }

        @Test
        void waitForTheEchoOfALine() {
            console();

            client.run(KeywordCall.of("WriteLineToUart").with("led off"));
            keywords.writeLineToUart("nothing like it", DEFAULTS);

            assertThat(keywords.waitForLineOnUart("unknown", A_SECOND).line())
                    .isEqualTo("unknown command: nothing like it");
        }

        @Test
        void returnTheGroupsOfARegularExpression() {
            console();
            keywords.writeLineToUart("take 42", DEFAULTS);

            UartLine line = keywords.waitForLineOnUart("command: (\\w+) (\\d+)", A_SECOND.regex());

            assertThat(line.groups()).containsExactly("take", "42");
        }

        @Test
        void waitForLinesThatFollowOneAnother() {
            console();
            keywords.writeLineToUart("led on", DEFAULTS);

            assertThat(keywords.waitForLinesOnUart(List.of("led on", "ok"), A_SECOND))
                    .extracting(UartLine::line)
                    .containsExactly("led on", "ok");
        }

        @Test
        void lookAtTheNextLineOnlyIfTold() {
            console();
            keywords.writeLineToUart("led on", DEFAULTS);

            assertThatThrownBy(() -> keywords.waitForLineOnUart("ok", SHORTLY.nextLine()))
                    .hasMessageContaining("Terminal tester failed!");
            assertThat(keywords.waitForNextLineOnUart(A_SECOND).line()).isEqualTo("led on");
            keywords.waitForLineOnUart("ok", A_SECOND.nextLine());
        }

        @Test
        void seeSilenceAndForbiddenText() {
            console();

            keywords.testIfUartIsIdle(Duration.ofMillis(100), DEFAULTS);
            keywords.shouldNotBeOnUart("unknown", SHORTLY);
            execute("pause");
            keywords.writeLineToUart("x", DEFAULTS);
            assertThatThrownBy(() -> keywords.testIfUartIsIdle(Duration.ofMillis(100), DEFAULTS))
                    .hasMessageContaining("InvalidOperationException: ")
                    .hasMessageContaining("Terminal is idle event: failure");
            assertThatThrownBy(() -> keywords.shouldNotBeOnUart("unknown", SHORTLY))
                    .hasMessageContaining("unknown command: x");
        }

        @Test
        void writeSlowlyIfTold() {
            console();
            client.run(KeywordCall.of("WriteCharDelay").with("0.02"));
            double before = elapsedSeconds();

            keywords.writeLineToUart("12345", DEFAULTS);
            keywords.waitForLineOnUart("unknown command: 12345", A_SECOND.pause());

            assertThat(elapsedSeconds() - before)
                    .as("seconds for six characters, 20 ms apart")
                    .isGreaterThan(0.1);
        }

        @Test
        void clearTheirReport() {
            console();
            execute("pause");
            client.run(KeywordCall.of("ClearTerminalTesterReport"));
            keywords.writeLineToUart("led on", DEFAULTS);
            keywords.waitForLineOnUart("ok", A_SECOND.pause());

            RpcValue report = client.run(KeywordCall.of("GetTerminalTesterReport"));

            assertThat(((RpcValue.Text) report).value())
                    .matches("(?s)\\[host: [^]]*] led on.\\[host: [^]]*] ok."
                            + "\\(\\[host: [^]]*] Line containing >>ok<< event: success\\).");
        }

        @Test
        void areGoneAfterAReset() {
            console();

            keywords.resetEmulation();

            assertFails("machine ElapsedVirtualTime", "No such command or device: machine");
            assertThatThrownBy(() -> keywords.waitForLineOnUart("x", SHORTLY))
                    .hasMessageContaining("There are no testers available.");
        }

        @Test
        void refuseAUartThatIsNotThere() {
            load("blinky.elf");

            assertThatThrownBy(() -> keywords.createTerminalTester("sysbus.usart5", DEFAULTS))
                    .hasMessageContaining("not found or of wrong type: 'sysbus.usart5'")
                    .hasMessageContaining("usart1");
        }
    }

    @Nested
    class LogTesters {

        @Test
        void readTheLogFromTheirCreationOn() {
            keywords.createLogTester(Duration.ofMillis(10));
            load("blinky.elf");

            assertThat(keywords.waitForLogEntry("Guessing VectorTableOffset", DEFAULTS))
                    .isEqualTo(RpcValue.of("cpu: Guessing VectorTableOffset value to be 0x8000000."));
            assertThatThrownBy(() -> keywords.waitForLogEntry("Guessing VectorTableOffset", DEFAULTS))
                    .as("an entry that was passed")
                    .hasMessageContaining("Expected pattern \"Guessing VectorTableOffset\" did not appear in the log");
        }

        @Test
        void keepEntriesIfTold() {
            keywords.createLogTester(Duration.ZERO);
            load("blinky.elf");

            keywords.waitForLogEntry("Guessing", DEFAULTS.keep());
            keywords.waitForLogEntry("Guessing", DEFAULTS.regex());
        }

        @Test
        void tellLevelsApart() {
            keywords.createLogTester(Duration.ZERO);
            load("blinky.elf");

            assertThatThrownBy(() -> client.run(
                            KeywordCall.of("WaitForLogEntry").with("Guessing").with("level", "Error")))
                    .hasMessageContaining("did not appear in the log");
            client.run(KeywordCall.of("WaitForLogEntry").with("Guessing").with("level", "Info"));
        }

        @Test
        void failAtAnEntryThatMustNotCome() {
            keywords.createLogTester(Duration.ZERO);
            load("blinky.elf");

            assertThatThrownBy(() -> keywords.shouldNotBeInLog("Guessing", DEFAULTS))
                    .hasMessageContaining("Unexpected line detected in the log: cpu: Guessing");
            keywords.shouldNotBeInLog("Guessing", SHORTLY);
        }

        @Test
        void mustBeCreatedFirst() {
            assertThatThrownBy(() -> keywords.waitForLogEntry("x", DEFAULTS))
                    .hasMessageContaining("Create it with the `CreateLogTester` keyword");
        }

        @Test
        void waitWithoutAMachineToo() {
            keywords.createLogTester(Duration.ofMillis(10));

            assertThatThrownBy(() -> keywords.waitForLogEntry("x", DEFAULTS)).hasMessageContaining("did not appear");
        }

        @Test
        void leaveLogsInFiles() throws Exception {
            Path file = folder.resolve("a log.txt");
            Path cached = folder.resolve("cached.txt");
            client.run(KeywordCall.of("EnableLoggingToCache"));
            keywords.logToFile(file.toString(), true);
            load("blinky.elf");
            client.run(KeywordCall.of("SaveCachedLog").with(cached.toString()));

            assertThat(Files.readString(file)).contains("[INFO] cpu: Guessing VectorTableOffset");
            assertThat(cached).hasSameTextualContentAs(file);
        }
    }

    @Nested
    class LedTesters {

        @Test
        void seeStatesAndHolds() {
            console();
            keywords.createLedTester("sysbus.gpioPortI.LD1", DEFAULTS);

            keywords.assertLedState(true, A_SECOND);
            keywords.assertLedState(false, A_SECOND);
            assertThatThrownBy(() -> keywords.assertAndHoldLedState(
                            true, Duration.ofSeconds(1), Duration.ofSeconds(1), DEFAULTS))
                    .hasMessageContaining("LED changed state.");
            keywords.writeLineToUart("led on", DEFAULTS);
            keywords.assertAndHoldLedState(true, Duration.ofMillis(200), Duration.ofMillis(200), DEFAULTS);
            assertThatThrownBy(() -> keywords.assertLedState(false, SHORTLY))
                    .hasMessageContaining("LED assertion not met.");
        }

        @Test
        void measureHowItBlinks() {
            console();
            keywords.createLedTester("gpioPortI.LD1", DEFAULTS);

            client.run(KeywordCall.of("AssertLedIsBlinking")
                    .with("0.65")
                    .with("0.1")
                    .with("0.1"));
            client.run(KeywordCall.of("AssertLedDutyCycle").with("0.6").with("0.5"));
            assertThatThrownBy(() -> client.run(KeywordCall.of("AssertLedIsBlinking")
                            .with("0.6")
                            .with("0.2")
                            .with("0.1")))
                    .hasMessageContaining("Expected blinking pattern not detected (");
            assertThatThrownBy(() -> client.run(
                            KeywordCall.of("AssertLedDutyCycle").with("0.6").with("0.9")))
                    .hasMessageContaining("Fill assertion not met: ");
        }
    }

    @Nested
    class Cores {

        @Test
        void haveRegistersThatKeywordsCompare() {
            load("blinky.elf");
            long pc = Long.decode(execute("sysbus.cpu PC"));

            keywords.pcShouldBeEqual(pc, DEFAULTS);
            keywords.registerShouldBeEqual("15", pc, DEFAULTS);
            keywords.registerShouldBeEqual("PC", pc, DEFAULTS);
            assertThatThrownBy(() -> keywords.pcShouldBeEqual(pc + 2, DEFAULTS))
                    .hasMessageContaining("PC value assertion failed, actual: 0x");
        }

        @Test
        void tellInTheLogWhenTheyCannotGoOn() {
            load("faulty/unknown-instruction.elf");
            keywords.createTerminalTester("sysbus.usart1", DEFAULTS);
            keywords.createLogTester(Duration.ZERO);
            execute("sysbus.cpu PC `sysbus GetSymbolAddress \"add_vectors\"`");

            assertThatThrownBy(() -> keywords.waitForLineOnUart("never", A_SECOND))
                    .isInstanceOf(KeywordFailedException.class)
                    .hasMessageContaining("Line containing >>never<< event: failure)");
            keywords.waitForLogEntry("ef220844", DEFAULTS);
        }
    }

    @Nested
    class Keywords {

        @Test
        void refuseArgumentsThatDoNotFit() {
            assertThatThrownBy(() -> client.run(KeywordCall.of("StartEmulation").with("now")))
                    .isInstanceOf(ArgumentsRefusedException.class)
                    .hasMessageContaining(
                            "Arguments types do not match any available keyword \"StartEmulation\" : [now]");
        }

        @Test
        void takeArgumentsByNameAndInEveryForm() {
            load("blinky.elf");
            client.run(KeywordCall.of("CreateTerminalTester")
                    .with("sysbus.usart1")
                    .with("endLineOption", "TreatLineFeedAsEndLine")
                    .with("timeout", "0.5"));
            client.run(KeywordCall.of("WaitForLineOnUart")
                    .with("content", "Booting")
                    .with("testerId", "0x0")
                    .with("treatAsRegex", "False"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "OpenGUI",
                    "CloseGUI",
                    "DownloadFile http://localhost/x",
                    "HandleHotSpot Pause",
                    "CreateNetworkInterfaceTester sysbus.ethernet",
                    "WaitForOutgoingPacket 1",
                    "SendFrame 00",
                })
        void sayWhyTheyCannotBe(String line) {
            KeywordCall call = KeywordCall.of(line.split(" ", -1)[0]);
            for (String argument : line.split(" ", -1)) {
                call = argument.equals(call.keyword()) ? call : call.with(argument);
            }
            KeywordCall whole = call;

            assertThatThrownBy(() -> client.run(whole))
                    .isInstanceOf(KeywordFailedException.class)
                    .hasMessageContaining("KeywordException: The embedded engine ")
                    .hasMessageContaining("Run this test on Renode.");
        }

        @Test
        void leadToAStateAgain() {
            console();
            keywords.writeLineToUart("led on", DEFAULTS);
            keywords.waitForLineOnUart("ok", A_SECOND);
            client.run(KeywordCall.of("Provides").with("lit").with("Reexecution"));
            keywords.resetEmulation();

            client.run(KeywordCall.of("Requires").with("lit"));

            assertThat(execute("sysbus.gpioPortI.LD1 State")).isEqualTo("True");
            assertThatThrownBy(() -> client.run(KeywordCall.of("Requires").with("dark")))
                    .hasMessageContaining("Required state dark not found.");
        }

        @Test
        void waitForAPauseOfTheFirmware() {
            load("blinky.elf");
            execute("sysbus Tag <0x40011000 0x10> \"USART1\" 0 true false true");
            keywords.startEmulation();

            keywords.waitForPause(Duration.ofSeconds(5));

            assertThat(execute("emulation IsStarted")).isEqualTo("False");
        }
    }

    @Nested
    class Scripts {

        @Test
        void setABoardUp() throws Exception {
            Path scripts = Files.createDirectory(folder.resolve("my scripts"));
            Files.copy(FIRMWARE.resolve("blinky.elf"), scripts.resolve("firmware.elf"));
            Files.writeString(scripts.resolve("board.resc"), """
                    :name: a board
                    using sysbus
                    $name?="mine"
                    $bin?=$ORIGIN/firmware.elf
                    mach create $name
                    machine LoadPlatformDescription @platforms/boards/stm32f7_discovery-bb.repl
                    macro reset
                    \"""
                        sysbus LoadELF $bin
                    \"""
                    runMacro $reset
                    """);
            keywords.executeScript(scripts.resolve("board.resc").toString());
            keywords.createTerminalTester("usart1", DEFAULTS);

            keywords.waitForLineOnUart("Booting blinky", A_SECOND);
            execute("machine Reset");
            keywords.waitForLineOnUart("Booting blinky", A_SECOND);
            assertThat(execute("peripherals")).contains("usart1");
        }

        @Test
        void sayWhereTheyFail() throws Exception {
            Path script = folder.resolve("bad.resc");
            Files.writeString(script, "mach create\nmachine LoadPlatformDescription @nowhere.repl\n");

            assertThatThrownBy(() -> keywords.executeScript(script.toString()))
                    .hasMessageContaining("Could not execute script ")
                    .hasMessageContaining("bad.resc:2:1");
        }
    }

    @Nested
    class Sockets {

        @Test
        void carryAKenningSession() throws Exception {
            int port = freePort();
            load("kenning-device.elf");
            execute("emulation CreateServerSocketTerminal " + port + " \"kcomms\" false");
            execute("connector Connect sysbus.usart6 kcomms");
            keywords.createTerminalTester("sysbus.usart1", DEFAULTS);
            keywords.waitForLineOnUart("Inference server started", A_SECOND);
            Sample sample = Samples.first("models/gestures-samples.json");

            try (TcpPort tcp = TcpPort.connect("127.0.0.1", port, Duration.ofSeconds(5))) {
                KenningSession session = KenningSession.open(tcp);
                session.load(Model.tflite("models/gestures.tflite"));
                assertThat(session.infer(sample).output()).containsExactly(sample.expected(), within(1e-5));
            }
        }

        @Test
        void keepBytesUntilTheMachineRunsAgain() throws Exception {
            int port = freePort();
            console();
            execute("emulation CreateServerSocketTerminal " + port + " \"term\" false");
            execute("connector Connect sysbus.usart1 term");
            execute("pause");

            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write("led off\r".getBytes(StandardCharsets.US_ASCII));
                assertThat(execute("sysbus.cpu PC"))
                        .as("still paused, still answering")
                        .startsWith("0x8");
                keywords.startEmulation();

                keywords.waitForLineOnUart("ok", KeywordOptions.within(Duration.ofSeconds(10)));
            }
        }

        @Test
        void areClosedWithTheEmulation() throws Exception {
            int port = freePort();
            load("blinky.elf");
            execute("emulation CreateServerSocketTerminal " + port + " \"term\" false");

            execute("Clear");

            try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(again.getLocalPort()).isEqualTo(port);
            }
        }

        @Test
        @DisabledOnOs(OS.WINDOWS)
        void mayBePseudoTerminals() throws Exception {
            Path link = folder.resolve("uart");
            load("kenning-device.elf");
            execute("emulation CreateUartPtyTerminal \"kcomms\" \"" + link + "\"");
            execute("connector Connect sysbus.usart6 kcomms");
            assertFails(
                    "emulation CreateUartPtyTerminal \"other\" \"" + link + "\"", "Use forceCreate to overwrite it.");
            keywords.createTerminalTester("sysbus.usart1", DEFAULTS);
            keywords.waitForLineOnUart("Inference server started", A_SECOND);
            Sample sample = Samples.first("models/gestures-samples.json");

            for (int session = 1; session <= 2; session++) {
                try (SerialPort port = SerialPort.open(link.toString(), 115_200);
                        KenningSession kenning = KenningSession.open(port)) {
                    kenning.load(Model.tflite("models/gestures.tflite"));
                    assertThat(kenning.infer(sample).output())
                            .as("session %d", session)
                            .containsExactly(sample.expected(), within(1e-5));
                }
            }
            execute("Clear");

            assertThat(link).doesNotExist();
        }

        private static int freePort() throws Exception {
            try (ServerSocket probe = new ServerSocket(0)) {
                return probe.getLocalPort();
            }
        }
    }

    private void load(String firmware) {
        execute("mach create");
        execute("machine LoadPlatformDescription @stm32f746g_disco.repl");
        execute("sysbus LoadELF @" + FIRMWARE.resolve(firmware));
    }

    /** Boots the blinky firmware up to its prompt. */
    private void console() {
        load("blinky.elf");
        keywords.createTerminalTester("sysbus.usart1", DEFAULTS);
        keywords.waitForPromptOnUart("blinky> ", A_SECOND);
    }

    private String execute(String command) {
        return keywords.executeCommand(command).strip();
    }

    private void assertFails(String command, String reason) {
        assertThatThrownBy(() -> keywords.executeCommand(command))
                .isInstanceOf(KeywordFailedException.class)
                .hasMessageContaining(command)
                .hasMessageContaining(reason);
    }

    private double elapsedSeconds() {
        Matcher matcher = ELAPSED.matcher(execute("machine ElapsedVirtualTime"));
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1)) * 3600.0
                + Integer.parseInt(matcher.group(2)) * 60.0
                + Double.parseDouble(matcher.group(3));
    }
}
