package dev.kenning.testbench.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import dev.kenning.testbench.engine.Bench;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult.Status;

/** One test class on several engines, of which the engine {@code hardware} lacks its board here. */
@Tag("board")
class EachRunIT {

    private static final String EMBEDDED = "[stm32f746g_disco on embedded]";
    private static final String HARDWARE = "[stm32f746g_disco on hardware]";

    private final SystemSettings settings = new SystemSettings();

    @KenningTest(board = "stm32f746g_disco")
    static class TwoTests {

        @Test
        void boots(Bench bench) {
            bench.awaitWelcome(Duration.ofSeconds(1));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void runs(int milliseconds, Bench bench) {
            bench.runFor(Duration.ofMillis(milliseconds));
        }
    }

    @KenningTest(board = "stm32f746g_disco")
    static class NeedsAMonitor {

        @Test
        @RequiresSimulation
        void asksTheMonitor(Bench bench) {
            bench.monitor().execute("sysbus.cpu PC");
        }
    }

    static class OneBoardTestInside {

        @Test
        void isNoBoardTest() {}

        @Nested
        @KenningTest(board = "stm32f746g_disco")
        class Inside {

            @Test
            void isOne() {}
        }
    }

    @KenningTest(board = "stm32f746g_disco")
    static class FailsBeforeItsTests {

        @BeforeAll
        static void powerOn(Bench bench) {
            bench.runFor(Duration.ofMillis(1));
        }

        @Test
        void neverRuns() {}

        @Nested
        class Inside {

            @Test
            void neverRunsEither() {}
        }
    }

    static class SeveralBoardsInAField {

        @RegisterExtension
        static KenningBench bench =
                KenningBench.on("stm32f746g_disco", "nrf52840dk").build();

        @Test
        void boots(Bench bench) {
            bench.awaitWelcome(Duration.ofSeconds(1));
        }
    }

    @BeforeEach
    void knowTheSelection() {
        settings.set("testbench.engines", "embedded")
                .set("testbench.boards", "")
                .set("testbench.require", "");
    }

    @AfterEach
    void restore() {
        settings.close();
    }

    @Test
    void leavesTestsOfOneBoardOnOneEngineToJupiter() {
        LauncherRun run = LauncherRun.of(selectClass(TwoTests.class));

        assertThat(run.tests().keySet())
                .containsExactlyInAnyOrder("boots(Bench)", "runs(int, Bench)[1]", "runs(int, Bench)[2]");
        assertThat(run.identifier("boots(Bench)").getUniqueId()).startsWith("[engine:junit-jupiter]");
        assertThat(run.identifier("boots(Bench)").getDisplayName()).isEqualTo("boots(Bench)");
    }

    @Test
    void runsEachTestOnceOnEachEngineAndSaysSoInItsName() {
        settings.set("testbench.engines", "embedded,hardware");

        LauncherRun run = LauncherRun.of(selectClass(TwoTests.class));

        assertThat(run.tests().keySet())
                .containsExactlyInAnyOrder(
                        "boots(Bench)" + EMBEDDED,
                        "runs(int, Bench)[1]" + EMBEDDED,
                        "runs(int, Bench)[2]" + EMBEDDED,
                        "boots(Bench)" + HARDWARE,
                        "runs(int, Bench)[1]" + HARDWARE,
                        "runs(int, Bench)[2]" + HARDWARE);
        assertThat(run.identifier("boots(Bench)" + EMBEDDED).getDisplayName()).isEqualTo("boots(Bench)" + EMBEDDED);
        assertThat(run.tests().get("boots(Bench)" + EMBEDDED).getStatus()).isEqualTo(Status.SUCCESSFUL);
    }

    @Test
    void saysWhatAnEngineLacks() {
        settings.set("testbench.engines", "embedded,hardware");

        LauncherRun run = LauncherRun.of(selectClass(TwoTests.class));

        assertThat(run.failure("boots(Bench)" + HARDWARE))
                .hasMessageContaining("the engine hardware does not know where stm32f746g_disco is:"
                        + " -Dtestbench.hardware.kcomms=DEVICE");
    }

    @Test
    void runsOneMethodOnEachEngine() {
        settings.set("testbench.engines", "embedded,hardware");

        LauncherRun run = LauncherRun.of(selectMethod(TwoTests.class, "boots", Bench.class));

        assertThat(run.tests().keySet())
                .containsExactlyInAnyOrder("boots(Bench)" + EMBEDDED, "boots(Bench)" + HARDWARE);
    }

    @Test
    void runsATestAgainByItsId() {
        settings.set("testbench.engines", "embedded,hardware");
        String id = LauncherRun.of(selectClass(TwoTests.class))
                .identifier("boots(Bench)" + HARDWARE)
                .getUniqueId();

        LauncherRun again = LauncherRun.of(selectUniqueId(id));

        assertThat(again.tests().keySet()).containsExactly("boots(Bench)" + HARDWARE);
    }

    @Test
    void runsOneInvocationAgainByItsId() {
        settings.set("testbench.engines", "embedded,hardware");
        String id = LauncherRun.of(selectClass(TwoTests.class))
                .identifier("runs(int, Bench)[2]" + EMBEDDED)
                .getUniqueId();

        assertThat(LauncherRun.of(selectUniqueId(id)).tests().keySet())
                .containsExactly("runs(int, Bench)[2]" + EMBEDDED);
    }

    @Test
    void runsWhatAnIdNamesWhateverTheSettingsSelect() {
        settings.set("testbench.engines", "embedded,hardware");
        String id = LauncherRun.of(selectClass(TwoTests.class))
                .identifier("boots(Bench)" + EMBEDDED)
                .getUniqueId();
        settings.set("testbench.engines", "hardware");

        LauncherRun again = LauncherRun.of(selectUniqueId(id));

        assertThat(again.tests()).containsOnlyKeys("boots(Bench)" + EMBEDDED);
        assertThat(again.result("boots(Bench)" + EMBEDDED).getStatus()).isEqualTo(Status.SUCCESSFUL);
    }

    @Test
    void runsAnIdBesideWholeClasses() {
        settings.set("testbench.engines", "embedded,hardware");
        String id = LauncherRun.of(selectClass(TwoTests.class))
                .identifier("boots(Bench)" + EMBEDDED)
                .getUniqueId();

        assertThat(LauncherRun.of(
                                selectUniqueId(id), selectClass(NeedsAMonitor.class), selectClass(NotABoardTest.class))
                        .tests()
                        .keySet())
                .containsExactlyInAnyOrder("boots(Bench)" + EMBEDDED, "asksTheMonitor(Bench)" + EMBEDDED, "passes()");
    }

    @Test
    void runsATestOfJupitersIdOnEachEngine() {
        String id = LauncherRun.of(selectClass(TwoTests.class))
                .identifier("boots(Bench)")
                .getUniqueId();
        settings.set("testbench.engines", "embedded,hardware");

        assertThat(LauncherRun.of(selectUniqueId(id)).tests().keySet())
                .containsExactlyInAnyOrder("boots(Bench)" + EMBEDDED, "boots(Bench)" + HARDWARE);
    }

    @Test
    void failsForAnIdOfNoTest() {
        String id = "[engine:testbench]/[class:" + TwoTests.class.getName()
                + "]/[run:stm32f746g_disco on embedded]/[method:renamed()]";

        assertThat(LauncherRun.of(selectUniqueId(id)).failure("selection of boards and engines"))
                .hasMessage("there is no test " + id);
    }

    @Test
    void failsEachTestWhereTheLauncherHasJupiterOnly() {
        settings.set("testbench.engines", "embedded,hardware");

        LauncherRun run = LauncherRun.withEngine("junit-jupiter", selectClass(TwoTests.class));

        assertThat(run.containerFailure())
                .hasMessageContaining("has several runs (there are stm32f746g_disco on embedded, stm32f746g_disco on"
                        + " hardware), which the test engine testbench starts, but it did not")
                .hasMessageContaining("--include-engine testbench");
    }

    @Test
    void runsEachTestWhereTheLauncherHasThisEngineOnly() {
        settings.set("testbench.engines", "embedded,hardware");

        assertThat(LauncherRun.withEngine("testbench", selectMethod(TwoTests.class, "boots", Bench.class))
                        .tests()
                        .keySet())
                .containsExactlyInAnyOrder("boots(Bench)" + EMBEDDED, "boots(Bench)" + HARDWARE);
    }

    @Test
    void runsAClassInsideOneThatIsNoBoardTest() {
        settings.set("testbench.engines", "embedded,hardware");

        assertThat(LauncherRun.of(selectClass(OneBoardTestInside.class)).tests().keySet())
                .containsExactlyInAnyOrder("isNoBoardTest()", "isOne()" + EMBEDDED, "isOne()" + HARDWARE);
    }

    @Test
    void failsEachTestOfAClassThatFails() {
        settings.set("testbench.engines", "embedded,hardware");

        LauncherRun run = LauncherRun.of(selectClass(FailsBeforeItsTests.class));

        assertThat(run.result("neverRuns()" + EMBEDDED).getStatus()).isEqualTo(Status.SUCCESSFUL);
        assertThat(run.failure("neverRuns()" + HARDWARE)).hasMessageContaining("does not know where");
        assertThat(run.failure("neverRunsEither()" + HARDWARE)).hasMessageContaining("does not know where");
    }

    @Test
    void runsABenchOfAFieldOnceOnEachBoard() {
        LauncherRun run = LauncherRun.of(selectClass(SeveralBoardsInAField.class));

        assertThat(run.tests())
                .containsOnlyKeys(
                        "boots(Bench)[stm32f746g_disco on embedded]", "boots(Bench)[nrf52840dk/nrf52840 on embedded]")
                .allSatisfy((name, result) -> assertThat(result.getStatus())
                        .as("%s: %s", name, result)
                        .isEqualTo(Status.SUCCESSFUL));
    }

    @Test
    void disablesWhatNeedsASimulatorOnAnEngineWithoutOne() {
        settings.set("testbench.engines", "embedded,hardware");

        LauncherRun run = LauncherRun.of(selectClass(NeedsAMonitor.class));

        assertThat(run.tests().keySet()).containsExactly("asksTheMonitor(Bench)" + EMBEDDED);
        assertThat(run.skipped())
                .containsEntry(
                        "asksTheMonitor(Bench)" + HARDWARE,
                        "it needs a simulated board, not stm32f746g_disco on hardware");
    }

    @Test
    void failsWhereNoBoardIsSelected() {
        settings.set("testbench.boards", "nrf52840dk");

        LauncherRun run = LauncherRun.of(selectClass(TwoTests.class), selectClass(NeedsAMonitor.class));

        assertThat(run.skipped().values()).containsOnly("stm32f746g_disco is not among testbench.boards=nrf52840dk");
        assertThat(run.failure("selection of boards and engines"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("no board runs: testbench.boards=nrf52840dk selects no board");
    }

    @Test
    void namesTheNearestOfASelectedBoardThatIsNone() {
        settings.set("testbench.boards", "stm32f746g_disco,stm32f764g_disco");

        LauncherRun run = LauncherRun.of(selectClass(TwoTests.class));

        assertThat(run.failure("selection of boards and engines"))
                .hasMessageContaining("testbench.boards: unknown board 'stm32f764g_disco'")
                .hasMessageContaining("Did you mean 'stm32f746g_disco'?");
    }

    @Test
    void failsWithoutARequiredEngine() {
        settings.set("testbench.require", "stm32f746g_disco,hardware");

        LauncherRun run = LauncherRun.of(selectClass(TwoTests.class));

        assertThat(run.failure("selection of boards and engines"))
                .hasMessage("testbench.require asks for hardware, but no selected test runs on it: there are"
                        + " stm32f746g_disco on embedded");
    }

    @Test
    void asksNothingOfARunWithoutBoardTests() {
        settings.set("testbench.require", "hardware").set("testbench.boards", "nrf52840dk");

        LauncherRun run = LauncherRun.of(selectMethod(NotABoardTest.class, "passes"));

        assertThat(run.tests().keySet()).containsExactly("passes()");
    }

    static class NotABoardTest {

        @Test
        void passes() {}
    }
}
