package dev.kenning.testbench.junit;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.within;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.kenning.testbench.NoEngineSelected;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.report.TestIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a class of {@link KenningTest} leaves behind. */
@Tag("board")
@NoEngineSelected
class ClassReportIT {

    private static final Path SAMPLES = Path.of("models/gestures-samples.json");

    @TempDir
    private Path reports;

    @KenningTest(board = "stm32f746g_disco")
    static class Gestures {

        @Test
        void recognisesGestures(KenningSession kenning) {
            kenning.load(Model.tflite("models/gestures.tflite"));
            Samples.json(SAMPLES).stream().limit(3).forEach(kenning::infer);
        }

        @Test
        void costsWhatItDid(Bench bench, KenningSession kenning) {
            kenning.load(Model.tflite("models/gestures.tflite"));
            Sample sample = Samples.first(SAMPLES.toString());
            Cost cost = bench.measure(() -> kenning.infer(sample));
            assertThat(cost).executedInstructions().isPositive();
        }

        @Test
        void expectsTooMuch(KenningSession kenning) {
            kenning.load(Model.tflite("models/gestures.tflite"));
            Sample sample = Samples.first(SAMPLES.toString());
            assertThat(kenning.infer(sample)).isCloseTo(new double[] {9, 0, 0, 0}, within(1e-5));
        }

        @RepeatedTest(2)
        void failsBeforeItsBoardIsPowered() {
            throw new IllegalStateException("<script>alert(1)</script>");
        }
    }

    @KenningTest(board = "stm32f746g_disco")
    static class Compares {

        private static Path baselines = Path.of("");

        @Test
        void comparesItsStart(Bench bench) {
            Cost cost = bench.measure(() -> bench.runFor(Duration.ofMillis(1)));
            assertThat(cost).matchesBaseline("start", baselines);
        }

        @Test
        void comparesNothing(Bench bench) {
            bench.runFor(Duration.ofMillis(1));
        }
    }

    @Test
    void reportsTheBaselinesThatATestCompared() throws IOException {
        Compares.baselines = reports.resolve("baselines.json");
        SystemSettings settings = new SystemSettings().set("testbench.updateBaselines", "true");
        try {
            run(Compares.class);
        } finally {
            settings.close();
        }

        JsonNode tests = new JsonMapper()
                .readTree(
                        reports.resolve(Compares.class.getName().replace('$', '_') + "-stm32f746g_disco-embedded.json"))
                .path("testbench")
                .path("tests");
        Assertions.assertThat(tests)
                .extracting(test -> test.path("name").asString() + " "
                        + test.path("baselines").size())
                .containsExactlyInAnyOrder("comparesItsStart 1", "comparesNothing 0");
    }

    @Test
    void leavesAReportWithTestsInferencesAndConfusionMatrix() throws IOException {
        run();

        Path report = reports.resolve(Gestures.class.getName().replace('$', '_') + "-stm32f746g_disco-embedded.html");
        Assertions.assertThat(report)
                .content(UTF_8)
                .contains(
                        "Failed",
                        "expectsTooMuch: java.lang.AssertionError: Expecting actual: [0.95",
                        "recognisesGestures",
                        "id=\"classification\"",
                        "id=\"performance\"")
                .contains("Inference server started", "-&gt; PROCESS REQUEST")
                .doesNotContain("<script>alert(1)");
        JsonNode measured = new JsonMapper().readTree(Path.of(report.toString().replace(".html", ".json")));
        Assertions.assertThat(measured.path("protocol_inference_step")).hasSize(5);
        Assertions.assertThat(
                        measured.path("inference_executed_instructions").get(0).longValue())
                .isPositive();
        Assertions.assertThat(measured.path("testbench").path("tests")).hasSize(5);
    }

    @Test
    void leavesOneFolderOfAFailedTestThatHoldsEverything() {
        EngineExecutionResults results = run();

        Path folder = reports.resolve("failed")
                .resolve(Gestures.class.getName().replace('$', '_') + ".expectsTooMuch-stm32f746g_disco-embedded");
        Assertions.assertThat(folder.resolve("console.txt")).content(UTF_8).contains("Inference server started");
        Assertions.assertThat(folder.resolve("protocol.txt")).content(UTF_8).contains("PROCESS REQUEST");
        Assertions.assertThat(folder.resolve("protocol.txt"))
                .content(UTF_8)
                .containsPattern("DATA REQUEST[^\n]*\n    (\\p{XDigit}{2} )+")
                .containsPattern("OUTPUT TRANSMISSION[^\n]*\n    [^\n]*\n    as float32: [0-9.e, -]+");
        Assertions.assertThat(folder.resolve("registers.txt")).content(UTF_8).contains("pc", "in ");
        Assertions.assertThat(folder.resolve("failure.txt")).content(UTF_8).contains("the worst is [0]");
        Assertions.assertThat(folder.resolve("bench.resc"))
                .content(UTF_8)
                .contains("machine LoadPlatformDescription", "sysbus LoadELF @kenning-device.elf");
        Assertions.assertThat(folder.resolve("kenning-device.elf")).isNotEmptyFile();
        Assertions.assertThat(folder.resolve("report.html")).content(UTF_8).contains("expectsTooMuch");
        Assertions.assertThat(folder.resolve("reproduce.txt"))
                .content(UTF_8)
                .isEqualToNormalizingNewlines("mvn verify -Dit.test='ClassReportIT$Gestures#expectsTooMuch'"
                        + " -Dtestbench.boards=stm32f746g_disco -Dtestbench.engines=embedded\n");
        Assertions.assertThat(results.testEvents().reportingEntryPublished().stream()
                        .map(event ->
                                event.getRequiredPayload(ReportEntry.class).getKeyValuePairs()))
                .anySatisfy(entry -> Assertions.assertThat(entry).containsEntry(Reporting.FAILURE, folder.toString()));
    }

    @Test
    void tellsRepetitionsApart() {
        run();

        Assertions.assertThat(reports.resolve("failed"))
                .isDirectoryContaining(folder -> folder.toString().contains("failsBeforeItsBoardIsPowered_2_-"));
    }

    @Test
    void listsAllTestsByBoardAndEngineInAnIndex() {
        run();

        Assertions.assertThat(TestIndex.write(reports))
                .content(UTF_8)
                .contains("5 tests on 1 board and engines, 3 failed.")
                .contains("<th scope=\"col\">stm32f746g_disco on embedded</th>")
                .contains("✓ passed", "✗ failed", " instructions, ")
                .contains("href=\"" + Gestures.class.getName().replace('$', '_'));
    }

    @Test
    void failsNoTestWhereNoReportCanBeWritten() throws IOException {
        Path file = Files.writeString(reports.resolve("a-file"), "");

        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .configurationParameter("testbench.reports", file.toString())
                .selectors(selectClass(Gestures.class))
                .execute();

        results.testEvents()
                .assertStatistics(statistics -> statistics.succeeded(2).failed(3));
        results.containerEvents().assertStatistics(statistics -> statistics.failed(0));
    }

    private EngineExecutionResults run() {
        return run(Gestures.class);
    }

    private EngineExecutionResults run(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("testbench.reports", reports.toString())
                .selectors(selectClass(testClass))
                .execute();
    }

    @Test
    void namesTheCommandOfTheBuildThatRunsTheClass() {
        Run run = new Run("b_u585i_iot02a", "renode");

        Assertions.assertThat(List.of(
                        Reproduction.of(ClassReportIT.class, Optional.empty(), run),
                        Reproduction.of(String.class, Optional.of("trims"), run)))
                .containsExactly(
                        "mvn verify -Dit.test=ClassReportIT -Dtestbench.boards=b_u585i_iot02a -Dtestbench.engines=renode",
                        "mvn test -Dtest=String#trims -Dtestbench.boards=b_u585i_iot02a -Dtestbench.engines=renode");
    }
}
