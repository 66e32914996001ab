package dev.kenning.testbench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DemoAppConsoleTest {

    private static final String BANNER = "*** Booting Zephyr OS build v3.6.0-rc1 ***";
    private static final String RESULT =
            "I: model output: [wing: 0.000000, ring: 0.997465, slope: -1.500000, negative: 0.002535]";
    private static final List<String> TAIL = List.of(
            "I: inference session statistics:\r",
            "I: \ttotal inference time: 5644 ms\r",
            "I: \tinference time per batch: 564 ms\r",
            "I: \ttotal_allocated: 473962\r",
            "I: \ttotal_freed: 369068\r",
            "I: \tpeak_allocated: 132518\r",
            "I: inference finished successfully\r");

    private final DemoAppConsole console = new DemoAppConsole();

    @Test
    void readsAWholeRun() {
        print(BANNER);
        printResults(DemoAppConsole.SAMPLES);
        TAIL.forEach(console::accept);

        DemoAppOutput output = console.output();

        assertThat(output.zephyr()).isEqualTo("v3.6.0-rc1");
        assertThat(output.results()).hasSize(10).allMatch(List.of(0.0, 0.997465, -1.5, 0.002535)::equals);
        assertThat(output.predictedClasses()).containsOnly(1).hasSize(10);
        assertThat(output.totalMillis()).isEqualTo(5644);
        assertThat(output.perSampleMillis()).isEqualTo(564);
        assertThat(output.statistics())
                .containsExactly(
                        Map.entry("total_allocated", 473962L),
                        Map.entry("total_freed", 369068L),
                        Map.entry("peak_allocated", 132518L));
    }

    @Test
    void endsWithTheLastLine() {
        print(BANNER);
        printResults(DemoAppConsole.SAMPLES);
        TAIL.subList(0, TAIL.size() - 1).forEach(console::accept);
        assertThat(console.hasEnded()).as("before the last line").isFalse();

        console.accept(TAIL.get(TAIL.size() - 1));

        assertThat(console.hasEnded()).isTrue();
    }

    @Test
    void endsAtOnceWithAnError() {
        print(BANNER, "E: Model run error 0x103 (MODEL_STATUS_INV_ARG)");

        assertThat(console.hasEnded()).isTrue();
        assertThatThrownBy(console::output)
                .isInstanceOf(DemoAppException.class)
                .hasMessage("demo_app failed: line 2 of its console: E: Model run error 0x103 (MODEL_STATUS_INV_ARG)");
    }

    @Test
    void endsAtOnceWithAFatalErrorOfZephyr() {
        print(BANNER, "E: >>> ZEPHYR FATAL ERROR 4: Kernel panic on CPU 0");

        assertThatThrownBy(console::output).hasMessageContaining("ZEPHYR FATAL ERROR 4: Kernel panic on CPU 0");
    }

    @Test
    void tellsAResultThatIsNoFiniteNumber() {
        print(BANNER, RESULT, RESULT.replace("0.997465", "-nan"));

        assertThatThrownBy(console::output)
                .hasMessage("demo_app failed: line 3 of its console: result 2: ring is -nan, not a finite number");
    }

    @Test
    void tellsFirmwareWithoutFloatPrintf() {
        print(BANNER, RESULT.replace("0.997465", "%f"));

        assertThatThrownBy(console::output)
                .hasMessageEndingWith(
                        "ring is '%f', not a number: the firmware is built without printf support for floats");
    }

    @Test
    void tellsResultsOfAnotherModel() {
        print(BANNER, "I: model output: [cat: 0.500000, dog: 0.500000]");

        assertThatThrownBy(console::output)
                .hasMessageEndingWith("result 1 does not name the outputs [wing, ring, slope, negative] in this order:"
                        + " [cat: 0.500000, dog: 0.500000]");
    }

    @Test
    void tellsThatResultsAreMissing() {
        print(BANNER);
        printResults(9);
        TAIL.forEach(console::accept);

        assertThatThrownBy(console::output).hasMessage("demo_app ended with 9 results, 10 are expected");
    }

    @Test
    void tellsThatTheBannerIsMissing() {
        printResults(DemoAppConsole.SAMPLES);
        TAIL.forEach(console::accept);

        assertThatThrownBy(console::output).hasMessage("demo_app ended without printing its boot banner");
    }

    @Test
    void tellsThatTheProgramHasNotEnded() {
        print(BANNER, RESULT);

        assertThatThrownBy(console::output)
                .hasMessage("demo_app has not ended after 2 lines of its console: no 'I: inference finished"
                        + " successfully'; it printed 1 of 10 results");
    }

    @Test
    void survivesAnyConsole() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>(List.of(BANNER, RESULT));
        lines.addAll(TAIL);
        for (int run = 0; run < 20_000; run++) {
            DemoAppConsole fuzzed = new DemoAppConsole();
            for (int i = 0; i < 4; i++) {
                fuzzed.accept(mutate(lines.get(random.nextInt(lines.size())), random));
            }
            assertThatThrownBy(fuzzed::output).as("seed %d, run %d", seed, run).isInstanceOf(DemoAppException.class);
        }
    }

    private static String mutate(String line, Random random) {
        StringBuilder text = new StringBuilder(line);
        for (int i = random.nextInt(4); i > 0; i--) {
            text.setCharAt(random.nextInt(text.length()), (char) (random.nextInt(96) + 32));
        }
        return text.toString();
    }

    private void print(String... lines) {
        for (String line : lines) {
            console.accept(line + "\r");
        }
    }

    private void printResults(int count) {
        for (int i = 0; i < count; i++) {
            print(RESULT);
        }
    }
}
