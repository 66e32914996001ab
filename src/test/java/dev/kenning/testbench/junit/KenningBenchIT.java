package dev.kenning.testbench.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.ExpectationFailedError;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Benches of which a test class says by its own code what is on them. */
@Tag("board")
class KenningBenchIT {

    private static final Path PREBUILT = Path.of("firmware", "prebuilt", "stm32f746g_disco");

    private final SystemSettings settings = new SystemSettings();

    @TempDir
    private Path reports;

    @BeforeEach
    void knowTheSelection() {
        settings.set("testbench.engines", "").set("testbench.boards", "").set("testbench.require", "");
    }

    @AfterEach
    void restore() {
        settings.close();
    }

    static class ComputedFirmware {

        @RegisterExtension
        static KenningBench bench = KenningBench.on("stm32f746g_disco")
                .firmware(PREBUILT.resolve("kenning-device" + ".elf"))
                .platform(Path.of("renode", "stm32f746g_disco.repl"))
                .settings(settings -> settings.withPostStartCommand("echo \"powered\""))
                .welcomeTimeout(Duration.ofSeconds(1))
                .build();

        @Test
        void hasASession(KenningSession kenning, Bench bench, Board board) {
            assertThat(kenning.isOpen()).isTrue();
            assertThat(bench.board()).isEqualTo(board);
        }

        @Test
        void fails(Bench bench) {
            bench.terminal("usart1").waitForLine("Inference server started", Duration.ofSeconds(1));
            throw new AssertionError("on purpose");
        }
    }

    static class FirmwareInAFunction {

        @RegisterExtension
        static KenningBench bench = KenningBench.on("stm32f746g_disco")
                .firmware(board -> Path.of("firmware/prebuilt", board.name(), "kenning-device.elf"))
                .build();

        @Test
        void boots(Bench bench) {
            bench.awaitWelcome(Duration.ofSeconds(1));
        }
    }

    static class OneForEachInstance {

        @RegisterExtension
        final KenningBench bench = KenningBench.on("stm32f746g_disco")
                .firmware(PREBUILT.resolve("{board}").resolveSibling("kenning-device.elf"))
                .build();

        @Test
        void boots(Bench bench) {
            bench.awaitWelcome(Duration.ofSeconds(1));
        }
    }

    static class SilentFirmware {

        @RegisterExtension
        static KenningBench bench = KenningBench.on("stm32f746g_disco")
                .firmware(PREBUILT.resolve("faulty/sleeps-before-welcome.elf"))
                .welcomeTimeout(Duration.ofMillis(200))
                .build();

        @Test
        void neverGetsASession(KenningSession kenning) {}
    }

    @KenningTest(board = "stm32f746g_disco")
    static class BothAtOnce {

        @RegisterExtension
        static KenningBench bench = KenningBench.on("stm32f746g_disco").build();

        @Test
        void neverRuns() {}
    }

    static class SeveralEnginesInAnInstance {

        @RegisterExtension
        final KenningBench bench = KenningBench.on("stm32f746g_disco")
                .engines("embedded", "hardware")
                .build();

        @Test
        void neverRuns(Bench bench) {}
    }

    @Test
    void powersABoardWithWhatWasComputed() {
        run(FirmwareInAFunction.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(1).failed(0));
        run(OneForEachInstance.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(1).failed(0));
    }

    @Test
    void leavesTheReportsFailureFolderAndCommandOfTheAnnotation() {
        run(ComputedFirmware.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(1).failed(1));

        String name = ComputedFirmware.class.getName().replace('$', '_');
        assertThat(reports.resolve(name + "-stm32f746g_disco-embedded.html"))
                .content(UTF_8)
                .contains("hasASession");
        Path failed = reports.resolve("failed").resolve(name + ".fails-stm32f746g_disco-embedded");
        assertThat(failed.resolve("bench.resc")).content(UTF_8).contains("echo \"powered\"");
        assertThat(failed.resolve("reproduce.txt"))
                .content(UTF_8)
                .contains("mvn verify -Dit.test='KenningBenchIT$ComputedFirmware#fails'"
                        + " -Dtestbench.boards=stm32f746g_disco -Dtestbench.engines=embedded");
    }

    @Test
    void leavesTheReportOfAnInstanceToo() {
        run(OneForEachInstance.class);

        assertThat(reports.resolve(
                        OneForEachInstance.class.getName().replace('$', '_') + "-stm32f746g_disco-embedded.html"))
                .content(UTF_8)
                .contains("boots");
    }

    @Test
    void waitsForTheWelcomeAsLongAsItIsTold() {
        assertThat(failure(run(SilentFirmware.class)))
                .isInstanceOf(ExpectationFailedError.class)
                .hasMessageContaining("did not print \"Inference server started\" within 0.200 s of virtual time");
    }

    @Test
    void refusesToBeBesideTheAnnotation() {
        assertThat(failure(run(BothAtOnce.class)))
                .hasStackTraceContaining("BothAtOnce has both @KenningTest and a KenningBench: leave one of them out");
    }

    @Test
    void saysThatSeveralRunsNeedAStaticField() {
        assertThat(failure(run(SeveralEnginesInAnInstance.class)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("keep a KenningBench in a static field");
    }

    @Test
    void refusesATimeoutOfNothing() {
        KenningBench.Builder builder = KenningBench.on("stm32f746g_disco");

        assertThatThrownBy(() -> builder.welcomeTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("welcomeTimeout must be > 0, is PT0S");
    }

    @Test
    void runsOnItsOwnEnginesUnlessTheSettingsNameOthers() {
        BenchSpec spec = KenningBench.on("stm32f746g_disco")
                .engines("embedded", "renode")
                .build()
                .spec();

        assertThat(Selection.ofProcess().runs(spec))
                .containsExactly(new Run("stm32f746g_disco", "embedded"), new Run("stm32f746g_disco", "renode"));
        settings.set("testbench.engines", "container");
        assertThat(Selection.ofProcess().runs(spec)).isEqualTo(List.of(new Run("stm32f746g_disco", "container")));
    }

    private static Throwable failure(EngineExecutionResults results) {
        return results.allEvents().failed().stream()
                .findFirst()
                .flatMap(event -> event.getPayload(TestExecutionResult.class))
                .flatMap(TestExecutionResult::getThrowable)
                .orElseThrow(() -> new AssertionError("nothing failed"));
    }

    private EngineExecutionResults run(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("testbench.reports", reports.toString())
                .selectors(selectClass(testClass))
                .execute();
    }
}
