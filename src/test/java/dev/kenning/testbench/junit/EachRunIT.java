package dev.kenning.testbench.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import dev.kenning.testbench.engine.Bench;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
