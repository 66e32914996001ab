package dev.kenning.testbench.junit;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.kenning.testbench.board.ZephyrBuild;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.ExpectationFailedError;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs small test classes as a user's build would and looks at what JUnit reports. */
@Tag("board")
class KenningTestIT {

    @KenningTest(board = "stm32f746g_disco")
    static class WrongExpectation {

        @Test
        void recognisesTheFirstGesture(KenningSession kenning) {
            kenning.load(Model.tflite("models/gestures.tflite"));
            Sample sample = Samples.first("models/gestures-samples.json");
            double[] expected = sample.expected();
            expected[1] += 0.1;

            assertThat(kenning.infer(sample)).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void attachesTheEndOfTheConsoleToAFailure() {
        Throwable failure = failureOf(WrongExpectation.class);

        assertThat(failure).hasMessageContaining("the worst is [1]:");
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(console -> assertThat(console)
                        .hasMessageStartingWith("the console usart1 of stm32f746g_disco at 0.0")
                        .hasMessageContaining("Inference server started"));
    }

    @Test
    void showsInTheReadmeWhatAFailureLooksLike() throws Exception {
        Throwable failure = failureOf(WrongExpectation.class);
        String shown = failure.getMessage().strip() + "\n    Suppressed: " + failure.getSuppressed()[0];

        assertThat(Files.readString(Path.of("README.md"))).contains(shown);
    }

    @KenningTest(board = "stm32f746g_disco")
    static class OneBenchForAll {

        private static Bench shared;

        @BeforeAll
        static void keep(Bench bench) {
            shared = bench;
        }

        @Test
        void sharesTheBenchOfBeforeAll(Bench bench) {
            assertThat(bench).isSameAs(shared);
        }
    }

    @KenningTest(board = "stm32f746g_disco")
    static class OneBenchEach {

        private static final List<Bench> SEEN = new java.util.ArrayList<>();

        @Test
        void getsABench(Bench bench) {
            SEEN.add(bench);
        }

        @Test
        void getsAnother(Bench bench) {
            SEEN.add(bench);
        }
    }

    @Test
    void givesEachTestABoardOfItsOwnUnlessTheClassTookOne() {
        run(OneBenchForAll.class).assertStatistics(stats -> stats.succeeded(1).failed(0));
        run(OneBenchEach.class).assertStatistics(stats -> stats.succeeded(2).failed(0));
        assertThat(OneBenchEach.SEEN).doesNotHaveDuplicates().hasSize(2);
    }

    @KenningTest(board = "stm32f764g_disco")
    static class MisspeltBoard {

        @Test
        void neverRuns(Bench bench) {}
    }

    @Test
    void namesTheNearestBoard() {
        assertThat(failureOf(MisspeltBoard.class))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("Did you mean 'stm32f746g_disco'?");
    }

    @KenningTest(
            board = "stm32f746g_disco",
            firmware = "firmware/prebuilt/stm32f746g_disco/faulty/sleeps-before-welcome.elf",
            welcomeTimeoutMillis = 200)
    static class SilentFirmware {

        @Test
        void neverGetsASession(KenningSession kenning) {}
    }

    @Test
    void saysThatFirmwareNeverPrintedItsWelcomeLine() {
        assertThat(failureOf(SilentFirmware.class))
                .as("a failure of the firmware, which reports count as such")
                .isInstanceOf(ExpectationFailedError.class)
                .hasMessageContaining("did not print \"Inference server started\" within 0.200 s of virtual time");
    }

    @KenningTest(board = "stm32f746g_disco", firmware = "target/build-of-a-test")
    static class BuildFolder {

        @Test
        void runsItsFirmwareOnItsPlatform(Bench bench, KenningSession kenning) {
            kenning.load(Model.tflite("models/gestures.tflite"));

            assertThat(kenning.infer(Samples.first("models/gestures-samples.json")))
                    .hasClass("circle");
            Assertions.assertThat(bench.board().platform())
                    .isEqualTo(Path.of("target/build-of-a-test/testbench/stm32f746g_disco.repl"));
        }
    }

    @Test
    void takesTheFolderOfAZephyrBuildForFirmware() {
        ZephyrBuild.disco(Path.of("target/build-of-a-test"));

        run(BuildFolder.class).assertStatistics(stats -> stats.succeeded(1).failed(0));
    }

    private static Throwable failureOf(Class<?> testClass) {
        return run(testClass).failed().stream()
                .findFirst()
                .flatMap(event -> event.getPayload(TestExecutionResult.class))
                .flatMap(TestExecutionResult::getThrowable)
                .orElseThrow(() -> new AssertionError(testClass.getSimpleName() + " did not fail"));
    }

    /** What these classes say is the embedded engine's, whatever else this suite runs on. */
    private static Events run(Class<?> testClass) {
        String board = testClass.getAnnotation(KenningTest.class).board();
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .configurationParameter(Run.KEY, board + " on embedded")
                .execute()
                .testEvents();
    }
}
