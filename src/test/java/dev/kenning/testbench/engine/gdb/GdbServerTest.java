package dev.kenning.testbench.engine.gdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.engine.serve.EmbeddedServer;
import dev.kenning.testbench.robot.KeywordFailedException;
import dev.kenning.testbench.robot.KeywordOptions;
import dev.kenning.testbench.robot.RenodeKeywords;
import dev.kenning.testbench.robot.RobotClient;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The GDB server of a served board, through its port. */
@Timeout(60)
class GdbServerTest {

    private static final Pattern PORT = Pattern.compile("GDB server with all CPUs started on port :(\\d+)");
    private static final Path FIRMWARE =
            Path.of("firmware/prebuilt/stm32f746g_disco/kenning-device.elf").toAbsolutePath();

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final EmbeddedServer server = EmbeddedServer.builder().log(log::add).start();
    private final RenodeKeywords keywords =
            new RenodeKeywords(RobotClient.of(URI.create("http://127.0.0.1:" + server.port())));

    private int port;

    @BeforeEach
    void powerOn() {
        execute("mach create \"board\"");
        execute("machine LoadPlatformDescription @stm32f746g_disco.repl");
        execute("sysbus LoadELF @" + FIRMWARE);
        execute("machine StartGdbServer 0");
        port = log.stream()
                .map(PORT::matcher)
                .filter(Matcher::find)
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void powerOff() {
        server.close();
    }

    @Nested
    class Answers {

        private final StringBuilder console = new StringBuilder();
        private GdbClient gdb;

        @BeforeEach
        void attach() throws IOException {
            gdb = new GdbClient(port);
        }

        @AfterEach
        void leave() throws IOException {
            gdb.close();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "? | T05thread:1;",
                    "qC | QC1",
                    "qfThreadInfo | m1",
                    "qsThreadInfo | l",
                    "T1 | OK",
                    "T2 | E16",
                    "Hg1 | OK",
                    "Hg0 | OK",
                    "Hc-1 | OK",
                    "Hg7 | E16",
                    "qAttached | 1",
                    "vCont? | vCont;c;C;s;S;t;r",
                    "vMustReplyEmpty | ''",
                    "qTStatus | ''",
                    "vCont;t | T05thread:1;",
                    "m8000000,4 | 00400020",
                    "m8000000,0 | ''",
                    "m30000000,4 | E0e",
                    "mffffffffffffffff,4 | E0e",
                    "m8000000 | E16",
                    "m8000000,4z | E16",
                    "M20000000,4:01020304 | OK",
                    "M20000000,4:010203 | E16",
                    "M20000000,4:0102030g | E16",
                    "M30000000,1:00 | E0e",
                    "pf | 94450008",
                    "p999 | E16",
                    "P0=01000000 | OK",
                    "P0=01 | E16",
                    "P0 | E16",
                    "G00 | E16",
                    "Z0,8000400,2 | OK",
                    "Z9,8000400,2 | ''",
                    "Z2,20000000,0 | E16",
                    "Zx | E16",
                    "vCont;x | E16",
                    "vCont;r1 | E16",
                    "qXfer:features:read:other.xml:0,10 | ''",
                    "qXfer:features:read:target.xml:fffff,10 | E16",
                })
        void areWhatTheProtocolWants(String request, String answer) throws IOException {
            assertThat(gdb.ask(request)).isEqualTo(answer);
        }

        @Test
        void describeTheRegistersInParts() throws IOException {
            StringBuilder xml = new StringBuilder();
            String part;
            do {
                part = gdb.ask("qXfer:features:read:target.xml:" + Integer.toHexString(xml.length()) + ",200");
                xml.append(part.substring(1));
            } while (part.startsWith("m"));

            assertThat(xml.toString())
                    .contains("org.gnu.gdb.arm.m-profile", "org.gnu.gdb.arm.vfp", "org.gnu.gdb.arm.m-system")
                    .contains("<reg name=\"pc\" bitsize=\"32\" type=\"code_ptr\" regnum=\"15\"/>")
                    .endsWith("</target>\n");
        }

        @Test
        void giveBackWhatWasWritten() throws IOException {
            assertThat(gdb.ask("X20000100,5:\1#}$*")).isEqualTo("OK");
            assertThat(gdb.ask("m20000100,5")).isEqualTo("01237d242a");
            assertThat(gdb.ask("P12=0000803f00000040")).isEqualTo("OK");
            assertThat(gdb.ask("p12")).as("d1").isEqualTo("0000803f00000040");
            String all = gdb.ask("g");
            assertThat(all).hasSize(2 * (17 * 4 + 16 * 8 + 4 + 6 * 4));
            assertThat(gdb.ask("G" + all)).isEqualTo("OK");
            assertThat(gdb.ask("g")).isEqualTo(all);
        }

        @Test
        void comeFromDevicesAndTagsToo() throws IOException {
            execute("sysbus Tag <0x41000000 0x100> \"radio\" 0x12345678");

            assertThat(gdb.ask("me000ed00,4")).as("CPUID of the core").endsWith("41");
            assertThat(gdb.ask("m41000000,4")).isEqualTo("78563412");
        }

        @Test
        void stepAndStop() throws IOException {
            assertThat(gdb.ask("s")).isEqualTo("T05thread:1;");
            assertThat(gdb.ask("vCont;s:1")).isEqualTo("T05thread:1;");
            assertThat(gdb.ask("Z1,800459a,2")).isEqualTo("OK");
            assertThat(gdb.ask("c")).startsWith("T05thread:1;").endsWith("hwbreak:;");
            assertThat(gdb.ask("pf")).isEqualTo("9a450008");
        }

        @Test
        void stopBeforeAWatchedAccess() throws IOException {
            assertThat(gdb.ask("Z2,40023c00,4")).isEqualTo("OK");
            assertThat(gdb.ask("Z4,e000ed88,4")).isEqualTo("OK");

            assertThat(gdb.ask("c")).isEqualTo("T05thread:1;awatch:e000ed88;");
        }

        @Test
        void followAnInterruptAndAreNotSentTwice() throws IOException {
            gdb.send("vCont;c");
            gdb.sendRaw("\3");
            assertThat(gdb.answer()).isEqualTo("T02thread:1;");
            gdb.sendRaw("\3");
            assertThat(gdb.ask("qC")).isEqualTo("QC1");
        }

        @Test
        void areSentAgainWhenTheyWereDamaged() throws IOException {
            gdb.send("qC");
            assertThat(gdb.rawAnswer()).isEqualTo("QC1");
            gdb.sendRaw("-");
            assertThat(gdb.answer()).isEqualTo("QC1");
        }

        @Test
        void askForADamagedRequestAgain() throws IOException {
            gdb.sendRaw("$qC#00");
            assertThat(gdb.read()).isEqualTo('-');
            assertThat(gdb.ask("qC")).isEqualTo("QC1");
        }

        @Test
        void refuseAnOversizedRequest() throws IOException {
            assertThat(gdb.ask("X20000000,5000:" + "a".repeat(0x5000))).isEqualTo("E16");
            assertThat(gdb.ask("qC")).isEqualTo("QC1");
        }

        @Test
        void comeWithoutAcknowledgementsWhenNoneAreWanted() throws IOException {
            gdb.stopAcknowledging();

            gdb.sendRaw("$qC#b4");
            assertThat((char) gdb.read()).isEqualTo('$');
        }

        @Test
        void printWhatTheMonitorPrints() throws IOException {
            assertThat(monitor("sysbus.cpu IsHalted")).isEqualTo("False\n");
            assertThat(monitor("nonsense")).contains("No such command or device: nonsense");
            assertThat(monitor("emulation RunFor \"1\""))
                    .contains("This action is not available when emulation is already started");
            assertThat(monitor("pause")).isEqualTo("Pausing emulation...\n");
            assertThat(monitor("emulation RunFor \"1\"")).contains("A debugger holds the machine");
        }

        private String monitor(String command) throws IOException {
            gdb.send("qRcmd," + HexFormat.of().formatHex(command.getBytes(StandardCharsets.UTF_8)));
            assertThat(answerBehindConsoleOutput()).isEqualTo("OK");
            return console.toString();
        }

        private String answerBehindConsoleOutput() throws IOException {
            console.setLength(0);
            String answer = gdb.answer();
            while (answer.startsWith("O") && !answer.equals("OK")) {
                console.append(new String(HexFormat.of().parseHex(answer.substring(1)), StandardCharsets.UTF_8));
                answer = gdb.answer();
            }
            return answer;
        }

        @Test
        void areAnswersWhateverIsAsked() throws IOException {
            gdb.stopAcknowledging();
            long seed = new Random().nextLong();
            Random random = new Random(seed);
            String begins = "?gGpPmMXZzHTqQvsScCD!RbBdiIjJnNoOrtuUwWxy";
            String rest = "0123456789abcdef,:;=-+.SsCcRt*XferSupported";
            for (int round = 0; round < 3000; round++) {
                StringBuilder request = new StringBuilder();
                request.append(begins.charAt(random.nextInt(begins.length())));
                for (int i = random.nextInt(14); i > 0; i--) {
                    request.append(rest.charAt(random.nextInt(rest.length())));
                }
                if (request.charAt(0) == 'D') {
                    continue;
                }
                gdb.send(request.toString());
                // Whatever this lets run is stopped again.
                gdb.sendRaw("\3");
                assertThat(answerBehindConsoleOutput())
                        .as("answer to '%s', seed %d", request, seed)
                        .matches("(?s)|OK|E[0-9a-f]{2}|[0-9a-f]+|T[0-9a-f]{2}.*|[lm].*|1|QC1|PacketSize.*|vCont.*");
            }
        }
    }

    @Nested
    class Sessions {

        @Test
        void holdTheMachineAndLetItGo() throws IOException {
            try (GdbClient gdb = new GdbClient(port)) {
                gdb.ask("?");
                assertThat(execute("emulation IsStarted")).isEqualTo("True");
                assertThat(execute("sysbus.cpu ExecutedInstructions")).isEqualTo("0x0000000000000000");

                keywords.createTerminalTester("sysbus.usart1", KeywordOptions.defaults());
                assertThat(gdb.ask("D")).isEqualTo("OK");
            }
            keywords.waitForLineOnUart("Inference server started", KeywordOptions.within(Duration.ofSeconds(1)));
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void endWhenTheClientHasGone(boolean half) throws IOException {
            keywords.createTerminalTester("sysbus.usart1", KeywordOptions.defaults());
            GdbClient gdb = new GdbClient(port);
            gdb.ask("Z0,8004594,2");
            if (half) {
                gdb.shutdownOutput();
            } else {
                gdb.close();
            }
            keywords.waitForLineOnUart("Inference server started", KeywordOptions.within(Duration.ofSeconds(1)));
            gdb.close();
        }

        @Test
        void areOneAtATime() throws IOException {
            try (GdbClient first = new GdbClient(port)) {
                first.ask("?");
                try (GdbClient second = new GdbClient(port)) {
                    assertThatThrownBy(() -> second.ask("?")).isInstanceOf(IOException.class);
                }
                assertThat(first.ask("qC")).isEqualTo("QC1");
                first.ask("D");
                assertThatThrownBy(first::read).isInstanceOf(EOFException.class);
            }
            assertThat(log).anyMatch(line -> line.contains("a second debugger on port :" + port + " was turned away"));
        }

        @Test
        void pauseTheEmulationWhenTheyKillTheProgram() throws IOException {
            try (GdbClient gdb = new GdbClient(port)) {
                assertThat(gdb.ask("vKill;1")).isEqualTo("OK");
                assertThatThrownBy(gdb::read).isInstanceOf(EOFException.class);
            }
            assertThat(execute("emulation IsStarted")).isEqualTo("False");
        }

        @Test
        void endWithTheirServer() throws IOException {
            try (GdbClient gdb = new GdbClient(port)) {
                gdb.ask("?");
                execute("machine StopGdbServer");
                assertThatThrownBy(gdb::read).isInstanceOf(EOFException.class);
            }
            assertThatThrownBy(() -> execute("machine StopGdbServer"))
                    .isInstanceOf(KeywordFailedException.class)
                    .hasMessageContaining("Nothing to stop.");
            execute("pause");
            execute("machine StartGdbServer " + port + " false sysbus.cpu");
            try (GdbClient gdb = new GdbClient(port)) {
                gdb.ask("?");
                assertThat(execute("emulation IsStarted")).isEqualTo("False");
            }
        }
    }

    @Nested
    class SeveralCores {

        @Test
        void areThreadsOfOneDescriptionWhereSomeRegistersAreAbsent() throws IOException {
            execute("machine StopGdbServer");
            execute("mach create \"two\"");
            execute(
                    "machine LoadPlatformDescriptionFromString \"memory: Memory.MappedMemory @ sysbus 0x80000000 { size: 0x1000 }\"");
            execute(
                    "machine LoadPlatformDescriptionFromString \"small: CPU.RiscV64 @ sysbus { cpuType: \\\"rv64imac\\\"; hartId: 0 }\"");
            execute(
                    "machine LoadPlatformDescriptionFromString \"large: CPU.RiscV64 @ sysbus { cpuType: \\\"rv64imafdc\\\"; hartId: 1 }\"");
            execute("machine StartGdbServer " + port);

            try (GdbClient gdb = new GdbClient(port)) {
                assertThat(gdb.ask("qfThreadInfo")).isEqualTo("m1,2");
                assertThat(gdb.ask("qXfer:features:read:target.xml:0,3000")).contains("org.gnu.gdb.riscv.fpu");
                assertThat(gdb.ask("p21")).as("f0 of the small core").isEqualTo("xxxxxxxxxxxxxxxx");
                assertThat(gdb.ask("P21=0000000000000000")).isEqualTo("E16");
                gdb.ask("Hg2");
                assertThat(gdb.ask("P21=000000000000f03f")).isEqualTo("OK");
                assertThat(gdb.ask("p21")).isEqualTo("000000000000f03f");
                assertThat(gdb.ask("qThreadExtraInfo,2"))
                        .isEqualTo(HexFormat.of().formatHex("large (rv64imafdc)".getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private String execute(String command) {
        return keywords.executeCommand(command, KeywordOptions.defaults()).strip();
    }
}
