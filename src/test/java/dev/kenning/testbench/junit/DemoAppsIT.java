package dev.kenning.testbench.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.kenning.testbench.engine.ExpectationFailedError;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;

/** A folder of demos as tests of JUnit: their names, and how each can end. */
@Tag("board")
class DemoAppsIT {

    private static final Path DEMOS = Path.of("firmware/prebuilt/demo");
    private static final String DISCO = "stm32f746g_disco";

    private final SystemSettings settings = new SystemSettings();

    @TempDir
    private Path folder;

    static class Plain {

        static Path demos = Path.of("");

        @TestFactory
        Stream<DynamicTest> demos() {
            return DemoApps.in(demos).tests();
        }
    }

    static class WithPredictions {

        @TestFactory
        Stream<DynamicTest> demos() {
            return DemoApps.in(Plain.demos).predicting(List.of("idle")).tests();
        }
    }

    static class WithCheck {

        @TestFactory
        Stream<DynamicTest> demos() {
            return DemoApps.in(Plain.demos)
                    .checking(output -> assertThat(output.statistics().get("peak_allocated"))
                            .isLessThan(10))
                    .tests();
        }
    }

    @BeforeEach
    void fill() throws IOException {
        settings.set("testbench.engines", "embedded")
                .set("testbench.boards", "")
                .set("testbench.require", "");
        add("gestures-stm32f746g_disco.elf", "gestures-" + DISCO + ".elf");
        Files.copy(Path.of("renode/stm32f746g_disco.repl"), folder.resolve(DISCO + ".repl"));
        Plain.demos = folder;
    }

    @AfterEach
    void restore() {
        settings.close();
    }

    @Test
    void namesEachTestAfterTheDemoAndItsBoard() throws IOException {
        add("gestures-stm32f746g_disco.elf", "magic-wand-" + DISCO + ".elf");

        LauncherRun run = LauncherRun.of(selectClass(Plain.class));

        assertThat(run.displayNames()).containsExactly("gestures on " + DISCO, "magic-wand on " + DISCO);
        assertThat(run.tests().values())
                .extracting(TestExecutionResult::getStatus)
                .containsOnly(Status.SUCCESSFUL);
    }

    @Test
    void failsWithWhatIsWrong() throws IOException {
        add("faulty/stops-with-error-stm32f746g_disco.elf", "bad-" + DISCO + ".elf");

        assertThat(result("bad on " + DISCO).getThrowable())
                .containsInstanceOf(ExpectationFailedError.class)
                .hasValueSatisfying(failure -> assertThat(failure).hasMessageContaining("E: Model run error 0x301"));
        assertThat(result("gestures on " + DISCO).getStatus()).isEqualTo(Status.SUCCESSFUL);
    }

    @Test
    void abortsWhatHasNoPlatform() throws IOException {
        add("gestures-stm32f746g_disco.elf", "gestures-b_u585i_iot02a.elf");

        TestExecutionResult result = result("gestures on b_u585i_iot02a");

        assertThat(result.getStatus()).isEqualTo(Status.ABORTED);
        assertThat(result.getThrowable().orElseThrow())
                .hasMessageContaining("there is no b_u585i_iot02a.repl beside " + folder);
    }

    @Test
    void failsWhereARequiredBoardHasNoPlatform() throws IOException {
        settings.set("testbench.require", "nrf52840dk");
        add("gestures-nrf52840dk_nrf52840.elf", "gestures-nrf52840dk_nrf52840.elf");

        TestExecutionResult result = result("gestures on nrf52840dk_nrf52840");

        assertThat(result.getStatus()).isEqualTo(Status.FAILED);
        assertThat(result.getThrowable().orElseThrow()).hasMessageContaining("nrf52840dk_nrf52840.repl is not there");
    }

    @Test
    void runsOnlySelectedBoards() throws IOException {
        settings.set("testbench.boards", "nrf52840dk");
        add("gestures-nrf52840dk_nrf52840.elf", "gestures-nrf52840dk_nrf52840.elf");
        Files.copy(Path.of("renode/nrf52840dk_nrf52840.repl"), folder.resolve("nrf52840dk_nrf52840.repl"));

        assertThat(result("gestures on nrf52840dk_nrf52840").getStatus()).isEqualTo(Status.SUCCESSFUL);
        assertThat(result("gestures on " + DISCO).getThrowable().orElseThrow())
                .hasMessageContaining(DISCO + " is not among testbench.boards=nrf52840dk");
    }

    @Test
    void failsWhereNoDemoRuns() {
        settings.set("testbench.boards", "nrf52840dk");

        TestExecutionResult result = result("demos in " + folder);

        assertThat(result.getStatus()).isEqualTo(Status.FAILED);
        assertThat(result.getThrowable().orElseThrow())
                .hasMessage("no demo runs: of the 1 in " + folder + " none has a platform and is selected");
    }

    @Test
    void failsWhereThereIsNoDemo() throws IOException {
        Files.delete(folder.resolve("gestures-" + DISCO + ".elf"));

        assertThat(LauncherRun.of(selectClass(Plain.class)).containerFailure())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("has no demo");
    }

    @Test
    void runsEachDemoOnEachEngine() {
        settings.set("testbench.engines", "embedded,hardware");

        assertThat(result("gestures on " + DISCO + ", engine embedded").getStatus())
                .isEqualTo(Status.SUCCESSFUL);
        assertThat(result("gestures on " + DISCO + ", engine hardware")
                        .getThrowable()
                        .orElseThrow())
                .hasMessageContaining("the engine hardware does not know where " + DISCO + " is");
    }

    @Test
    void takesOtherPredictions() {
        assertThat(LauncherRun.of(selectClass(WithPredictions.class))
                        .result("gestures on " + DISCO)
                        .getThrowable()
                        .orElseThrow())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expecting demo_app to predict:");
    }

    @Test
    void takesAnotherCheck() {
        assertThat(LauncherRun.of(selectClass(WithCheck.class))
                        .result("gestures on " + DISCO)
                        .getThrowable()
                        .orElseThrow())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("less than");
    }

    private TestExecutionResult result(String name) {
        return LauncherRun.of(selectClass(Plain.class)).result(name);
    }

    private void add(String demo, String as) throws IOException {
        Files.copy(DEMOS.resolve(demo), folder.resolve(as));
    }
}
