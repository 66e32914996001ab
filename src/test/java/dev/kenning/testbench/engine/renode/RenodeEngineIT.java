package dev.kenning.testbench.engine.renode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.EngineSuite;
import dev.kenning.testbench.engine.ExpectationFailedError;
import dev.kenning.testbench.engine.RobotStyleIT;
import dev.kenning.testbench.engine.Terminal;
import dev.kenning.testbench.engine.TextPattern;
import dev.kenning.testbench.host.DeviceLostException;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.host.SessionOptions;
import dev.kenning.testbench.platform.monitor.SimulationSettings;
import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine {@code renode} with the embedded engine behind Renode's robot server in Renode's place. */
@Tag("board")
class RenodeEngineIT {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** RXNE in the status register of an STM32F7's USART (RM0385, 31.8.8). */
    private static final long RECEIVED = 1 << 5;

    private final Board board = BoardCatalogue.builtIn().board("stm32f746g_disco");

    @TempDir
    private Path folder;

    private Path renode;

    @BeforeEach
    void writeLauncher() throws Exception {
        renode = Launchers.served(folder);
        System.setProperty("testbench.reports", folder.resolve("reports").toString());
    }

    @AfterEach
    void restoreSettings() {
        System.clearProperty("testbench.reports");
    }

    /** Those with a model pass on the engine {@code container}, which speaks to its simulator in the same way. */
    @Test
    void passesTheRobotStyleTestsOfEveryEngine() {
        EngineSuite.passesOn(
                "renode", RobotStyleIT.class, folder.resolve("reports"), Map.of("testbench.renode", renode.toString()));
    }

    @Test
    void runsABoardWhosePlatformIsAScript() {
        Board springbok = BoardCatalogue.builtIn().board("springbok");
        Sample sample = Samples.first("models/gestures-samples.json");
        try (Bench bench =
                engine().powerOn(BenchSetup.of(springbok, springbok.firmware().orElseThrow()))) {
            bench.awaitWelcome(SECOND);
            try (KenningSession kenning =
                    KenningSession.open(bench.port(springbok.kcomms()), SessionOptions.bareMetal())) {
                kenning.load(Model.tflite("models/gestures.tflite"));
                assertThat(kenning.infer(sample).label()).contains(sample.label());
            }
            assertThat(bench.opcodes().get("cpu").vector().of("vfmacc.vf"))
                    .as("counted by the board's script")
                    .isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitsForLinesInVirtualTime(Pace pace) {
        try (Bench bench = powerOn(pace.settings())) {
            Terminal console = bench.terminal("usart1");

            List<Terminal.Line> lines = console.waitForLines(
                    List.of(
                            TextPattern.containing("*** Booting kenning"),
                            TextPattern.regex("Inference (\\w+) started")),
                    SECOND);
            assertThat(lines).hasSize(2);
            assertThat(console.isIdle(Duration.ofMillis(1))).isTrue();
            assertThatThrownBy(() -> console.waitForLine("never", Duration.ofMillis(10)))
                    .isInstanceOf(ExpectationFailedError.class)
                    .hasMessageContaining(
                            "usart1 of stm32f746g_disco did not print \"never\" within 0.010 s of virtual time")
                    .hasMessageContaining("it printed last:\n    *** Booting kenning-device");
            console.shouldNotAppear("never", Duration.ofMillis(1));
            assertThat(console.text()).contains("Inference server started");
            assertThat(console.lines()).extracting(Terminal.Line::text).contains("Inference server started");
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsTheGroupsOfAnExpression(Pace pace) {
        try (Bench bench = powerOn(pace.settings())) {
            assertThat(bench.terminal("usart1")
                            .waitForLine(TextPattern.regex("Inference (\\w+) (\\w+)"), SECOND)
                            .groups())
                    .containsExactly("server", "started");
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsAsSoonAsALineAppearsThatMustNot(Pace pace) {
        try (Bench bench = powerOn(pace.settings())) {
            assertThatThrownBy(() -> bench.terminal("usart1").shouldNotAppear("Booting", SECOND))
                    .isInstanceOf(ExpectationFailedError.class)
                    .hasMessageContaining("printed \"Booting\"")
                    .hasMessageContaining("which must not appear");
        }
    }

    @ParameterizedTest
    @EnumSource
    void runsExactlyAsLongAsItIsTold(Pace pace) {
        try (Bench bench = powerOn(pace.settings())) {
            bench.runFor(Duration.ofMillis(10));

            assertThat(bench.virtualTime()).isEqualTo(Duration.ofMillis(10));
            assertThat(bench.cpu("cpu").executedInstructions())
                    .as("instructions while paused")
                    .isEqualTo(bench.executedInstructions())
                    .isPositive();
        }
    }

    @Test
    void takesSettingsOfTheSimulation() {
        SimulationSettings settings = SimulationSettings.defaults()
                .withSeed(1)
                .withPerformanceInMips(100)
                .withOpcodePattern("movs", "00100xxxxxxxxxxx")
                .withCommand("sysbus WriteDoubleWord 0xC0000000 0x1234")
                .withPostStartCommand("sysbus WriteDoubleWord 0xC0000004 0x5678");

        try (Bench bench = powerOn(settings)) {
            bench.runFor(Duration.ofMillis(10));

            assertThat(bench.executedInstructions()).isLessThan(100 * 20_000);
            assertThat(bench.opcodes().get("cpu").of("movs")).isPositive();
            assertThat(bench.memory().readDoubleWord(0xC0000000L)).isEqualTo(0x1234);
            assertThat(bench.memory().readDoubleWord(0xC0000004L)).isEqualTo(0x5678);
        }
    }

    @Test
    void tellsOfABoardThatEndsInTheMiddleOfASession() {
        try (Bench bench = powerOn(SimulationSettings.defaults())) {
            bench.awaitWelcome(SECOND);
            KenningSession session = KenningSession.open(bench.port("usart6"));
            killRenode();

            assertThatThrownBy(() -> session.load(Model.tflite("models/gestures.tflite")))
                    .isInstanceOf(DeviceLostException.class)
                    .hasMessageContaining("has ended with exit code 137");
        }
    }

    @Test
    void placesWhatIsWrongInAPlatform() throws Exception {
        Path platform = Files.writeString(
                folder.resolve("my board.repl"),
                "using \"stm32f746g_disco.repl\"\n\nuart9: UART.STM32F7_USRT @ sysbus 0x40013000\n");

        assertThatThrownBy(() -> engine().powerOn(
                                BenchSetup.of(board, board.firmware().orElseThrow())
                                        .on(platform)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("Error E04")
                .hasMessageContaining("my_board.repl:3:");
    }

    /** When virtual time passes. */
    private enum Pace {
        LOCK_STEP,
        FREE;

        SimulationSettings settings() {
            SimulationSettings defaults = SimulationSettings.defaults();
            return this == FREE ? defaults.freeRunning() : defaults;
        }
    }

    @Test
    void whatTheHostWroteIsInTheUartWhenSomebodyLooks() throws Exception {
        try (Bench bench = powerOn(SimulationSettings.defaults())) {
            bench.awaitWelcome(SECOND);
            long status = 0x4001_141CL;
            long before = bench.memory().readDoubleWord(status);

            bench.port("usart6").write(new byte[] {0, 0}, 0, 2);

            assertThat(before & RECEIVED).as("ISR.RXNE of usart6 before").isZero();
            assertThat(bench.memory().readDoubleWord(status) & RECEIVED)
                    .as("ISR.RXNE of usart6 with the machine standing still")
                    .isEqualTo(RECEIVED);
        }
    }

    @Test
    void standsWhileTheHostThinks() throws Exception {
        try (Bench bench = powerOn(SimulationSettings.defaults())) {
            bench.awaitWelcome(SECOND);
            Duration before = bench.virtualTime();
            long instructions = bench.executedInstructions();

            Thread.sleep(300);

            assertThat(bench.virtualTime()).isEqualTo(before);
            assertThat(bench.executedInstructions()).isEqualTo(instructions);
        }
    }

    @Test
    void runsOnWhileTheHostThinksIfAskedTo() {
        try (Bench bench = powerOn(SimulationSettings.defaults().freeRunning())) {
            bench.awaitWelcome(SECOND);
            Duration before = bench.virtualTime();

            Awaitility.await().until(() -> bench.virtualTime().compareTo(before) > 0);
            try (KenningSession session = KenningSession.open(bench.port("usart6"))) {
                session.load(Model.tflite("models/gestures.tflite"));
                Sample sample = Samples.first("models/gestures-samples.json");
                assertThat(session.infer(sample).label()).contains(sample.label());
            }
        }
    }

    @Test
    void costsTheSameTwice() {
        assertThat(costOfAnInference()).isEqualTo(costOfAnInference());
    }

    private List<Object> costOfAnInference() {
        try (Bench bench = powerOn(SimulationSettings.defaults())) {
            bench.awaitWelcome(SECOND);
            KenningSession session = KenningSession.open(bench.port("usart6"));
            session.load(Model.tflite("models/gestures.tflite"));
            Cost cost = bench.measure(() -> session.infer(Samples.first("models/gestures-samples.json")));
            return List.of(cost.executedInstructions(), cost.virtualTime(), bench.virtualTime());
        }
    }

    /** Kills the one Java process below this one; its command line may be too long for Java to see. */
    private static void killRenode() {
        List<ProcessHandle> running = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .toList();
        assertThat(running).as("Java processes below this one").hasSize(1);
        running.forEach(ProcessHandle::destroyForcibly);
        running.forEach(process -> process.onExit().join());
    }

    private Bench powerOn(SimulationSettings settings) {
        return engine().powerOn(
                        BenchSetup.of(board, board.firmware().orElseThrow()).with(settings));
    }

    private RenodeEngine engine() {
        Map<String, String> settings = Map.of("testbench.renode", renode.toString());
        return new RenodeEngine(
                new RenodeExecutable(name -> settings.getOrDefault(name, ""), name -> ""),
                new ProcessRecords(folder.resolve("records")),
                Duration.ofSeconds(30));
    }
}
