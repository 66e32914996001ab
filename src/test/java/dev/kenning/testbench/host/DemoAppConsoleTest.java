package dev.kenning.testbench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoAppConsoleTest {

    /** The classes that upstream's own test expects of every runtime. */
    private static final List<Integer> MAGIC_WAND = List.of(0, 3, 2, 0, 1, 2, 0, 0, 0, 2);

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
        printARun();

        DemoAppOutput output = console.output();

        assertThat(output.zephyr()).isEqualTo("v3.6.0-rc1");
        assertThat(output.classes()).containsExactly("wing", "ring", "slope", "negative");
        assertThat(output.results()).hasSize(10).allMatch(List.of(0.0, 0.997465, -1.5, 0.002535)::equals);
        assertThat(output.predictedClasses()).containsOnly(1).hasSize(10);
        assertThat(output.predictedNames()).containsOnly("ring").hasSize(10);
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

        assertThatThrownBy(console::output)
                .hasMessage(
                        "demo_app failed: line 2 of its console: E: >>> ZEPHYR FATAL ERROR 4: Kernel panic on CPU 0");
        assertThat(gaveUp()).isTrue();
    }

    @Test
    void tellsWhatAFatalErrorBeganWith() {
        print(
                BANNER,
                "E: ***** USAGE FAULT *****",
                "E:   Attempt to execute undefined instruction",
                "E: r0/a1:  0x00000000  r1/a2:  0x00000000  r2/a3:  0x00000000",
                "E: >>> ZEPHYR FATAL ERROR 36: Unknown error on CPU 0",
                "E: >>> ZEPHYR FATAL ERROR 4: Kernel panic on CPU 0");

        assertThatThrownBy(console::output)
                .hasMessage("demo_app failed: line 2 of its console: E: ***** USAGE FAULT *****;"
                        + " line 5: E: >>> ZEPHYR FATAL ERROR 36: Unknown error on CPU 0");
    }

    @Test
    void tellsThatTheBoardWasReset() {
        print(BANNER, RESULT, RESULT, BANNER);

        assertThatThrownBy(console::output)
                .hasMessage(
                        "demo_app failed: line 4 of its console: Zephyr boots again after 2 results: something reset"
                                + " the board");
        assertThat(gaveUp()).isTrue();
    }

    @Test
    void letsABootLoaderGreetFirst() {
        print("*** Booting Zephyr OS build v3.5.0 ***");
        printARun();

        assertThat(console.output().zephyr()).isEqualTo("v3.6.0-rc1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-nan", "nan", "inf", "-inf", "-nan(0x400000)"})
    void tellsAResultThatIsNoFiniteNumber(String value) {
        print(BANNER, RESULT, RESULT.replace("0.997465", value));

        assertThatThrownBy(console::output)
                .hasMessage("demo_app failed: line 3 of its console: result 2: ring is '" + value
                        + "', not a finite number");
        assertThat(gaveUp()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%f", "*float*", "f"})
    void tellsFirmwareWithoutFloatPrintf(String printed) {
        print(BANNER, RESULT.replaceAll("-?\\d\\.\\d{6}", printed));

        assertThatThrownBy(console::output)
                .hasMessageStartingWith("demo_app failed: line 2 of its console: result 1: wing is '" + printed
                        + "', not a number: float printf is missing in this firmware");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5x", "1e-5", "1", ".5", "0,5"})
    void tellsWhatNoPrintfPrints(String printed) {
        print(BANNER, RESULT.replace("0.002535", printed));

        assertThatThrownBy(console::output)
                .hasMessageContaining("result 1: negative is '" + printed + "', not a number as %f prints it");
    }

    @Test
    void takesTheClassesOfAnyModel() {
        print(BANNER);
        for (int i = 0; i < DemoAppConsole.SAMPLES; i++) {
            print("I: model output: [a cat: 0.250000, no-cat: 0.750000]");
        }
        TAIL.forEach(console::accept);

        assertThat(console.output().classes()).containsExactly("a cat", "no-cat");
        assertThat(console.output().predictedNames()).containsOnly("no-cat");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        wing: 1.000000, slope: 0.000000, ring: 0.000000, negative: 0.000000 | [wing, slope, ring, negative]
        wing: 1.000000, ring: 0.000000                                      | [wing, ring]
        """)
    void tellsResultsThatDoNotAgreeOnTheirNames(String outputs, String names) {
        print(BANNER, RESULT, "I: model output: [" + outputs + "]");

        assertThatThrownBy(console::output)
                .hasMessage("demo_app failed: line 3 of its console: result 2 names the outputs " + names
                        + ", result 1 named them [wing, ring, slope, negative]");
    }

    @Test
    void tellsAResultThatIsCutOff() {
        print(BANNER, "I: model output: [wing: 0.000000, ri");

        assertThatThrownBy(console::output)
                .hasMessage("demo_app failed: line 2 of its console: result 1 is cut off: I: model output: [wing:"
                        + " 0.000000, ri");
    }

    @Test
    void tellsAResultWithoutNames() {
        print(BANNER, "I: model output: [0.000000, 1.000000]");

        assertThatThrownBy(console::output)
                .hasMessageEndingWith("result 1: is no list of outputs 'name: 0.000000': [0.000000, 1.000000]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        peak_allocated: -1  | 'peak_allocated: -1' is no statistic 'name: whole number'
        peak_allocated: lu  | 'peak_allocated: lu' is no statistic 'name: whole number'
        total_freed: 369068 | the statistic total_freed is printed twice
        """)
    void tellsStatisticsThatAreNone(String line, String reason) {
        print(BANNER);
        printResults(DemoAppConsole.SAMPLES);
        TAIL.subList(0, 5).forEach(console::accept);
        print("I: \t" + line);

        assertThatThrownBy(console::output).hasMessage("demo_app failed: line 17 of its console: " + reason);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        TFLite Micro | peak_allocated
        microTVM     | total_allocated total_freed peak_allocated
        IREE         | device_bytes_allocated device_bytes_freed device_bytes_peak host_bytes_allocated \
        host_bytes_freed host_bytes_peak total_allocated total_freed peak_allocated
        ExecuTorch   | planned_memory_size
        stub         | ''
        """)
    void readsTheStatisticsOfEveryRuntime(String runtime, String names) {
        List<String> expected = names.isEmpty() ? List.of() : List.of(names.split(" +"));
        print(BANNER);
        printResults(DemoAppConsole.SAMPLES);
        TAIL.subList(0, 3).forEach(console::accept);
        expected.forEach(name -> print("I: \t" + name + ": 42"));
        print(TAIL.get(TAIL.size() - 1));

        assertThat(console.output().statistics().keySet()).as(runtime).containsExactlyElementsOf(expected);
    }

    @Test
    void readsSpacesWhereDocumentsShowThemForTabs() {
        print(BANNER);
        printResults(DemoAppConsole.SAMPLES);
        TAIL.forEach(line -> print(line.replace("\t", "    ").strip()));

        assertThat(console.output().totalMillis()).isEqualTo(5644);
        assertThat(console.output().statistics()).hasSize(3);
    }

    @Test
    void readsLogsWithTimeStampModuleAndColour() {
        print(BANNER);
        for (int i = 0; i < DemoAppConsole.SAMPLES; i++) {
            print("[00:00:00.010,000] \u001B[0m<inf> app: " + RESULT.substring(3) + "\u001B[0m");
        }
        TAIL.forEach(line -> print(
                "[00:00:01.478,000] \u001B[0m<inf> app: " + line.substring(3).stripTrailing() + "\u001B[0m"));

        assertThat(console.output().statistics()).hasSize(3);
    }

    @Test
    void endsAtOnceWithAnErrorInSuchALog() {
        print(
                BANNER,
                "[00:00:00.010,000] \u001B[1;31m<err> app: Model run error 0x103 (MODEL_STATUS_INV_ARG)\u001B[0m");

        assertThatThrownBy(console::output)
                .hasMessage("demo_app failed: line 2 of its console: E: Model run error 0x103 (MODEL_STATUS_INV_ARG)");
    }

    /** What upstream's documents show for b_u585i_iot02a, with IREE and a model that ends before its softmax. */
    @Test
    void readsTheSampleOfTheBoardWithIree() throws IOException {
        DemoAppOutput output = listing("iree-b_u585i_iot02a.txt");

        assertThat(output.predictedClasses()).isEqualTo(MAGIC_WAND);
        assertThat(output.results().get(4)).containsExactly(-4.008125, 17.447973, -7.546308, 11.472968);
        assertThat(output.totalMillis()).isEqualTo(5644);
        assertThat(output.perSampleMillis()).isEqualTo(564);
        assertThat(output.statistics().values())
                .containsExactly(256032L, 224144L, 54288L, 32384L, 30848L, 17024L, 473962L, 369068L, 132518L);
    }

    @Test
    void readsTheSampleWithTensorFlowLite() throws IOException {
        DemoAppOutput output = listing("tflite-stm32f746g_disco.txt");

        assertThat(output.predictedClasses()).isEqualTo(MAGIC_WAND);
        assertThat(output.results().get(4)).containsExactly(0.0, 0.997465, 0.0, 0.002535);
        assertThat(output.totalMillis()).isEqualTo(1478);
        assertThat(output.statistics()).containsExactly(Map.entry("peak_allocated", 16288L));
    }

    private DemoAppOutput listing(String file) throws IOException {
        Files.readAllLines(Path.of("src/test/resources/demo-app", file)).forEach(console::accept);
        return console.output();
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

    private boolean gaveUp() {
        return catchThrowableOfType(DemoAppException.class, console::output).programGaveUp();
    }

    private void printARun() {
        print(BANNER);
        printResults(DemoAppConsole.SAMPLES);
        TAIL.forEach(console::accept);
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
