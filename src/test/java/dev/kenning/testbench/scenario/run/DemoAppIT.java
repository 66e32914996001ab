package dev.kenning.testbench.scenario.run;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.RenodeDeparture;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.host.DemoAppException;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.profile.Counting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs with a model built in, from power-on to their last line or their first error. */
@Tag("board")
class DemoAppIT {

    private static final Path DEMOS = Path.of("firmware/prebuilt/demo");
    private static final String DISCO = "stm32f746g_disco";
    private static final Duration SHORT = Duration.ofMillis(500);

    private static final String[] GESTURES = {
        "circle", "shake", "lift", "idle", "circle", "shake", "lift", "idle", "circle", "shake"
    };

    @ParameterizedTest
    @CsvSource({
        "gestures, stm32f746g_disco, usart1, 1e-5",
        "gestures, nrf52840dk_nrf52840, uart0, 1e-5",
        "gestures_int8, stm32f746g_disco, usart1, 0.0078125",
        "gestures_int8, nrf52840dk_nrf52840, uart0, 0.0078125"
    })
    void readsResultsTimesAndStatistics(String model, String board, String uart, double tolerance) {
        try (Bench bench = powerOn(DEMOS.resolve(model + "-" + board + ".elf"), board)) {
            DemoRun run = DemoApp.run(bench);

            assertThat(run.uart()).isEqualTo(uart);
            assertThat(run.output())
                    .predicts(GESTURES)
                    .isCloseTo(expected(model), within(tolerance))
                    .hasConsistentTimes()
                    .hasSoundStatistics()
                    .hasStatistic("peak_allocated");
            assertThat(run.cost()).executedInstructions().isPositive();
        }
    }

    @Test
    void endsWithTheLastLine() {
        try (Bench bench = powerOn("gestures")) {
            DemoRun run = DemoApp.run(bench);

            if (bench.counting() == Counting.EXACT) {
                Duration lastLine = bench.terminal("usart1")
                        .lines()
                        .get(run.console().size() - 1)
                        .timestamp();
                assertThat(bench.virtualTime()).isBetween(lastLine, lastLine.plusNanos(1_000));
                assertThat(bench.executedInstructions()).isEqualTo(run.cost().executedInstructions());
            }
            assertThat(run.console().get(run.console().size() - 1)).isEqualTo("I: inference finished successfully");
        }
    }

    @Test
    void tellsEveryLineToWhoeverListens() {
        List<String> heard = new ArrayList<>();
        try (Bench bench = powerOn("gestures")) {
            DemoRun run = DemoApp.run(bench, DemoApp.LIMIT, (uart, line) -> heard.add(uart + " " + line));

            assertThat(heard)
                    .isEqualTo(
                            run.console().stream().map(line -> "usart1 " + line).toList());
        }
    }

    @Test
    void hearsTheProgramOnWhicheverUart() {
        try (Bench bench = powerOn("faulty/prints-elsewhere")) {
            assertThat(DemoApp.run(bench).uart()).isEqualTo("usart6");
        }
    }

    @Test
    void endsAtOnceWithAnError() {
        DemoAppException failure = failureOf("faulty/stops-with-error");

        assertThat(failure.programGaveUp()).isTrue();
        assertThat(failure)
                .hasMessageMatching(
                        "(?s)usart1 of stm32f746g_disco at 0\\.\\d{6} s of virtual time: demo_app failed: line 4 of"
                                + " its console: E: Model run error 0x301 \\(RUNTIME_WRAPPER_STATUS_ERROR\\)\\R"
                                + "usart1 printed last:\\R    \\*\\*\\* Booting Zephyr OS build kenning-demo.*");
    }

    @Test
    void showsTheWholeReportOfAFatalError() {
        RenodeDeparture.DISABLED_FAULTS_STAY.skipOn(Engines.configured().name());
        DemoAppException failure = failureOf("faulty/crashes");

        assertThat(failure.programGaveUp()).isTrue();
        assertThat(failure)
                .hasMessageContaining(
                        "line 3 of its console: E: ***** HARD FAULT *****; line 7: E: >>> ZEPHYR FATAL ERROR 36")
                .hasMessageContaining("\n    E: Halting system");
    }

    @Test
    void showsAFaultOfWhichTheProgramSaysNothing() {
        try (Bench bench = powerOn("faulty/crashes-silently")) {
            EngineException failure = catchThrowableOfType(EngineException.class, () -> DemoApp.run(bench));

            assertThat(failure)
                    .hasMessageContaining("UNDEFINSTR")
                    .hasMessageContaining("__wrap_runtime_run")
                    .hasMessageContaining("usart1 printed last:\n    *** Booting Zephyr OS build kenning-demo")
                    .hasMessageContaining("I: model output: [circle: 0.954042");
        }
    }

    @Test
    void endsAtTheLimit() {
        try (Bench bench = powerOn("faulty/never-ends")) {
            DemoAppException failure = catchThrowableOfType(DemoAppException.class, () -> DemoApp.run(bench, SHORT));

            assertThat(failure.programGaveUp()).isTrue();
            assertThat(failure)
                    .hasMessageContaining(
                            "demo_app has not ended after 4 lines of its console: no 'I: inference finished"
                                    + " successfully'; it printed 3 of 10 results within 0.500000 s of virtual time");
            assertThat(bench.virtualTime()).isGreaterThanOrEqualTo(SHORT);
        }
    }

    @Test
    void tellsAProgramThatPrintsNoFloats() {
        DemoAppException failure = failureOf("faulty/prints-no-floats");

        assertThat(failure.programGaveUp()).isFalse();
        assertThat(failure)
                .hasMessageContaining("result 1: circle is '', not a number: float printf is missing in this firmware");
    }

    @Test
    void tellsAProgramThatLeavesAResultOut() {
        DemoAppException failure = failureOf("faulty/leaves-one-out");

        assertThat(failure.programGaveUp()).isFalse();
        assertThat(failure).hasMessageContaining("demo_app ended with 9 results, 10 are expected");
    }

    @Test
    void tellsAProgramThatIsNoDemo() {
        Board board = BoardCatalogue.builtIn().board(DISCO);
        try (Bench bench = powerOn(board.firmware().orElseThrow(), DISCO)) {
            assertThatThrownBy(() -> DemoApp.run(bench, SHORT))
                    .isInstanceOf(DemoAppException.class)
                    .hasMessageContaining("it printed 0 of 10 results")
                    .hasMessageContaining("Inference server started");
        }
    }

    @Test
    void tellsThatNothingIsPrinted() {
        try (Bench bench = powerOn("gestures")) {
            assertThatThrownBy(() -> DemoApp.run(bench, Duration.ofNanos(1_000)))
                    .hasMessageMatching(
                            "demo_app on stm32f746g_disco printed nothing within 0.000001 s of virtual time on any"
                                    + " of .*usart1.*usart6.*Is this firmware built for this board\\?");
        }
    }

    private static DemoAppException failureOf(String name) {
        try (Bench bench = powerOn(name)) {
            return catchThrowableOfType(DemoAppException.class, () -> DemoApp.run(bench));
        }
    }

    private static Bench powerOn(String name) {
        return powerOn(DEMOS.resolve(name + "-" + DISCO + ".elf"), DISCO);
    }

    private static Bench powerOn(Path elf, String board) {
        return Engines.configured()
                .powerOn(BenchSetup.of(BoardCatalogue.builtIn().board(board), elf));
    }

    /** Both demos have the windows of the float model built in. */
    private static List<List<Double>> expected(String model) {
        List<List<Double>> outputs = new ArrayList<>();
        for (Sample sample : Samples.json("models/" + model + "-samples.json")) {
            outputs.add(Arrays.stream(sample.expected()).boxed().toList());
        }
        return IntStream.range(0, 10).mapToObj(outputs::get).toList();
    }
}
