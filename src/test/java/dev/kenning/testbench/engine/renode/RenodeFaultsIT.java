package dev.kenning.testbench.engine.renode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.EngineStatus;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told when Renode is missing, wrong, dies or hangs; a fake stands in for it. */
@Tag("board")
class RenodeFaultsIT {

    private static final String GOOD_VERSION = "Renode, version 1.15.3.30900 (03756cb5)";
    private static final Duration START_UP = Duration.ofSeconds(30);

    private final Board board = BoardCatalogue.builtIn().board("stm32f746g_disco");

    @TempDir
    private Path folder;

    private ProcessRecords records;

    @BeforeEach
    void keepReportsInTheTestsFolder() {
        System.setProperty("testbench.reports", folder.resolve("reports").toString());
        System.setProperty("testbench.wall", "20");
        records = new ProcessRecords(folder.resolve("records"));
    }

    @AfterEach
    void restoreSettings() {
        System.clearProperty("testbench.reports");
        System.clearProperty("testbench.wall");
    }

    @Test
    void saysHowToGetARenodeThatIsMissing() {
        EngineStatus status = engine(Map.of()).status();

        assertThat(status.isAvailable()).isFalse();
        assertThat(status.detail())
                .startsWith("no Renode found: install Renode 1.15 or 1.16")
                .contains("-Dtestbench.renode=PATH");
    }

    @Test
    void saysWhichSettingNamesAMissingRenode() {
        assertThat(engine(Map.of("RENODE_PATH", folder.resolve("absent").toString()))
                        .status()
                        .detail())
                .startsWith("there is no Renode at " + folder.resolve("absent") + ", where RENODE_PATH says");
    }

    @Test
    void saysThatARenodeCannotBeExecuted() throws Exception {
        Path file = Files.writeString(folder.resolve("renode"), "#!/bin/sh\n");

        assertThat(engine(Map.of("testbench.renode", file.toString())).status().detail())
                .startsWith(file + ", which -Dtestbench.renode names, cannot be executed");
    }

    @Test
    void looksIntoEverySettingBeforeThePath() throws Exception {
        Path first = script("one", "echo Renode v1.16.1");
        Path second = script("two", "echo Renode v1.15.3");

        assertThat(engine(Map.of(
                                "PYRENODE_BIN",
                                first.toString(),
                                "PATH",
                                second.resolveSibling("").toString()))
                        .status()
                        .detail())
                .isEqualTo("Renode 1.16.1 at " + first);
        assertThat(engine(Map.of("PATH", second.resolveSibling("").toString())).status())
                .isEqualTo(EngineStatus.available("Renode 1.15.3 at " + second));
    }

    @Test
    void refusesAReleaseThatIsNotSupported() throws Exception {
        Path old = script("old", "echo Renode, version 1.13.2.1");

        assertThat(engine(Map.of("testbench.renode", old.toString())).status())
                .isEqualTo(
                        EngineStatus.missing("Renode 1.13.2.1 is not supported; install one of 1.15.x, 1.16.x, or use"
                                + " the engine embedded or container (found at " + old + ")"));
    }

    @Test
    void refusesWhatIsNoRenode() throws Exception {
        Path other = script("other", "echo hello");

        assertThat(engine(Map.of("testbench.renode", other.toString())).status().detail())
                .isEqualTo(other + " is no Renode: it answers -v with 'hello'");
    }

    @Test
    void refusesAReleaseThatOnlyTellsItsVersionOnceItRuns() throws Exception {
        assertThatThrownBy(() -> powerOn(fake("never", "dies", "Renode v1.14.0")))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("Renode 1.14.0 is not supported");
        assertNothingRuns();
    }

    @Test
    void tellsWhatARenodeSaidThatDiedWhileItStarted() throws Exception {
        assertThatThrownBy(() -> powerOn(script("dies", "echo no display; exit 3")))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "Renode ended with exit code 3 before its robot server listened; it printed:\n    no display");
    }

    @Test
    void endsARenodeWhoseRobotServerNeverListens() throws Exception {
        Path hangs = script("hangs", "echo warming up; sleep 1000 & wait");
        RenodeEngine engine = new RenodeEngine(
                executable(Map.of("testbench.renode", hangs.toString())), records, Duration.ofSeconds(1));

        assertThatThrownBy(() -> engine.powerOn(setup()))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "Renode's robot server did not listen within 1 s of host time; it printed:\n    warming up");
        assertNothingRuns();
    }

    @Test
    void tellsThatRenodeDiedInTheMiddleOfAKeyword() throws Exception {
        try (Bench bench = powerOn(fake("lockstepRun", "dies", GOOD_VERSION))) {
            assertThatThrownBy(() -> bench.terminal("usart1").waitForLine("ready", Duration.ofSeconds(1)))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("has ended with exit code 42")
                    .hasMessageContaining("ExecuteCommand \"lockstepRun ")
                    .hasMessageContaining("[ERROR] about to misbehave");
        }
        assertNothingRuns();
    }

    @Test
    void killsARenodeThatHangs() throws Exception {
        System.setProperty("testbench.wall", "3");
        try (Bench bench = powerOn(fake("sysbus.cpu PC", "hangs", GOOD_VERSION))) {
            assertThatThrownBy(() -> bench.cpu("cpu").programCounter())
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("the wall-clock watchdog fired")
                    .hasMessageContaining("ExecuteCommand \"sysbus.cpu PC\"")
                    .hasMessageContaining("was not answered within 3 s");
            assertNoProcessRuns();
        }
        assertNothingRuns();
    }

    @Test
    void placesAStatementThatFails() throws Exception {
        assertThatThrownBy(() -> powerOn(fake("SetGlobalSerialExecution", "fails", GOOD_VERSION)))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("bench.resc:5:1: ")
                .hasMessageContaining("There was an error when executing command: because");
    }

    @Test
    void runsWithoutCountersThatCannotBeHad() throws Exception {
        Board unmatched = BoardCatalogue.builtIn().board("hifive_unmatched/fu740/s7");
        Path renode = fake("EnableRiscvOpcodesCounting", "fails", GOOD_VERSION);

        try (Bench bench = engine(Map.of("testbench.renode", renode.toString()))
                .powerOn(BenchSetup.of(unmatched, unmatched.firmware().orElseThrow()))) {
            bench.runFor(Duration.ofMillis(10));
            assertThat(bench.virtualTime()).isEqualTo(Duration.ofMillis(1500));
        }
    }

    @Test
    void blamesThePlatformOnItsAuthor() throws Exception {
        assertThatThrownBy(() -> powerOn(fake("LoadPlatformDescription", "fails", GOOD_VERSION)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("bench.resc:8:1: ");
    }

    @Test
    void stopsARenodeThatIsChildOfItsLauncher() throws Exception {
        Path launcher = script("launcher", command("never", "dies", GOOD_VERSION) + " &\nwait");

        try (Bench bench = powerOn(launcher)) {
            bench.runFor(Duration.ofMillis(10));
            assertThat(bench.virtualTime()).isEqualTo(Duration.ofMillis(1500));
        }
        assertNothingRuns();
    }

    @Test
    void leavesBehindWhatCanBeStartedByHand() throws Exception {
        powerOn(fake("never", "dies", GOOD_VERSION)).close();

        Path kept = folder.resolve("reports/stm32f746g_disco-renode-1");
        assertThat(kept.resolve("bench.resc"))
                .content(UTF_8)
                .contains(
                        "machine LoadPlatformDescription @stm32f746g_disco.repl",
                        "sysbus LoadELF @kenning-device.elf",
                        "include @lockstep.py",
                        "\nstart\n");
        assertThat(kept.resolve("stm32f746g_disco.repl"))
                .content(UTF_8)
                .as("scripts of Renode's own keep their names, others stand in the description")
                .contains("filename: \"scripts/pydev/flipflop.py\"")
                .contains("script: '''# The flash interface of STM32F7")
                .doesNotContain("stm32f7_flash.py");
        assertThat(kept.resolve("kenning-device.elf"))
                .hasSameBinaryContentAs(board.firmware().orElseThrow());
        assertThat(kept.resolve("output.log")).content(UTF_8).contains("Loaded monitor commands");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Renode, version 1.15.3.30900 (03756cb5) | clock: Miscellaneous.NRF52840_CLOCK @
            Renode v1.16.1.1525                     | clock: Miscellaneous.NRF_CLOCK @
            """)
    void speaksTheLanguageOfTheRelease(String version, String clock) throws Exception {
        Board nordic = BoardCatalogue.builtIn().board("nrf52840dk/nrf52840");
        Path renode = fake("never", "dies", version);

        engine(Map.of("testbench.renode", renode.toString()))
                .powerOn(BenchSetup.of(nordic, nordic.firmware().orElseThrow()))
                .close();

        assertThat(folder.resolve("reports/nrf52840dk_nrf52840-renode-1/nrf52840dk_nrf52840.repl"))
                .content(UTF_8)
                .contains(clock);
    }

    @Test
    void givesEachBenchAFolderOfItsOwn() throws Exception {
        Path fake = fake("never", "dies", GOOD_VERSION);
        try (Bench one = powerOn(fake);
                Bench other = powerOn(fake)) {
            assertThat(one).isNotSameAs(other);
        }

        assertThat(folder.resolve("reports"))
                .isDirectoryContaining("glob:**/stm32f746g_disco-renode-1")
                .isDirectoryContaining("glob:**/stm32f746g_disco-renode-2");
    }

    @Test
    void saysWhereReportsCannotBeWritten() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        System.setProperty("testbench.reports", file.resolve("reports").toString());

        assertThatThrownBy(() -> powerOn(fake("never", "dies", GOOD_VERSION)))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("cannot write " + file.resolve("reports"))
                .hasMessageContaining("-Dtestbench.reports=FOLDER chooses another place");
    }

    @Test
    void endsAtTheNextStartWhatAKilledJvmLeftBehind() throws Exception {
        Path home = records.open();
        Process orphan = new ProcessBuilder("sleep", "1000").start();
        Files.write(home.resolve("owner"), List.of("999999999 " + Instant.EPOCH.toEpochMilli(), line(orphan)));

        assertThat(records.sweep()).containsExactly(orphan.pid());
        assertThat(orphan.waitFor()).isNotZero();
        assertThat(home).doesNotExist();
    }

    @Test
    void leavesWhatAnotherJvmStillUses() throws Exception {
        Path home = records.open();
        Process used = new ProcessBuilder("sleep", "1000").start();
        try {
            records.write(home, List.of(used.toHandle()));

            assertThat(records.sweep()).isEmpty();
            assertThat(used.isAlive()).isTrue();
        } finally {
            used.destroyForcibly();
        }
    }

    private static String line(Process process) {
        return process.pid() + " "
                + process.toHandle().info().startInstant().orElseThrow().toEpochMilli();
    }

    private void assertNoProcessRuns() {
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(ProcessHandle.current().descendants().map(ProcessHandle::info))
                                .as("processes that survived their bench")
                                .noneMatch(info -> info.commandLine().orElse("").contains(folder.toString())));
    }

    private void assertNothingRuns() {
        assertNoProcessRuns();
        try (Stream<Path> homes = Files.list(folder.resolve("records"))) {
            assertThat(homes).as("temporary folders that survived their bench").isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Bench powerOn(Path renode) {
        return engine(Map.of("testbench.renode", renode.toString())).powerOn(setup());
    }

    private BenchSetup setup() {
        return BenchSetup.of(board, board.firmware().orElseThrow());
    }

    private RenodeEngine engine(Map<String, String> settings) {
        return new RenodeEngine(executable(settings), records, START_UP);
    }

    private static RenodeExecutable executable(Map<String, String> settings) {
        return new RenodeExecutable(name -> settings.getOrDefault(name, ""), name -> settings.getOrDefault(name, ""));
    }

    private Path fake(String moment, String misdeed, String version) throws IOException {
        return script("fake", "exec " + command(moment, misdeed, version));
    }

    private static String command(String moment, String misdeed, String version) {
        return Launchers.java(FakeRenode.class, "'" + moment + "'", misdeed, "'" + version + "'", "\"$@\"");
    }

    private Path script(String name, String commands) throws IOException {
        return Launchers.script(folder, name, commands);
    }
}
