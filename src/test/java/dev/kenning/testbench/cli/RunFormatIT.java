package dev.kenning.testbench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.NoEngineSelected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How {@code testbench run} tells results: to people, to programs, to CI systems. */
@Tag("board")
@NoEngineSelected
class RunFormatIT {

    private static final String SCENARIO = "scenarios/gestures/tflite/stm32f746g_disco.yml";
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";

    private final TestConsole console = new TestConsole();

    @TempDir
    private Path folder;

    @Test
    void printsOneJsonDocumentAndNothingElse() {
        int status = console.run("run", SCENARIO, SCENARIO, "--format", "json");

        assertThat(status).as(console.err()).isZero();
        JsonNode root = new JsonMapper().readTree(console.out());
        assertThat(root.path("passed").booleanValue()).isTrue();
        assertThat(root.path("runs")).hasSize(2);
        JsonNode run = root.path("runs").get(0);
        assertThat(run.path("board").stringValue()).isEqualTo("stm32f746g_disco");
        assertThat(run.path("accuracy").doubleValue()).isEqualTo(1.0);
        assertThat(run.path("samples")).hasSize(10);
        assertThat(run.path("samples").get(0).path("instructions").longValue()).isPositive();
    }

    @Test
    void saysInJsonWhichSampleMissesWhat() throws IOException {
        int status = console.run("run", SCENARIO, "--samples", wrongSample().toString(), "--format", "json");

        assertThat(status).isEqualTo(ExitStatus.EXPECTATIONS_MISSED);
        JsonNode run = new JsonMapper().readTree(console.out()).path("runs").get(0);
        assertThat(run.path("passed").booleanValue()).isFalse();
        assertThat(run.path("samples").get(0).path("missed").stringValue()).contains("expected 9.0");
    }

    @Test
    void writesAJunitReportWithATestForEachSampleAndTheAccuracy() throws Exception {
        Path file = folder.resolve("reports/TEST-gestures.xml");

        console.run(
                "run",
                SCENARIO,
                "--samples",
                wrongSample().toString(),
                "--min-accuracy",
                "0.5",
                "--junit-xml",
                file.toString());

        Element suite = (Element) parsed(file).getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("name")).isEqualTo("stm32f746g_disco.yml on embedded");
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(suite.getAttribute("failures")).as("output and accuracy").isEqualTo("2");
        NodeList tests = suite.getElementsByTagName("testcase");
        assertThat(IntStream.range(0, tests.getLength()).mapToObj(i -> ((Element) tests.item(i)).getAttribute("name")))
                .containsExactly("sample 1 (shake)", "accuracy");
        assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
                .contains("expected 9.0");
        assertThat(suite.getElementsByTagName("system-out").item(0).getTextContent())
                .contains("Inference server started");
    }

    @Test
    void tellsTheJunitReportOfARunThatBrokeOff() throws Exception {
        Path scenario = folder.resolve("no-device.yml");
        Path demo =
                Path.of("firmware/prebuilt/demo/gestures-stm32f746g_disco.elf").toAbsolutePath();
        Files.writeString(
                scenario,
                Files.readString(Path.of(SCENARIO))
                        .replace("simulated: true", "simulated: true\n    runtime_binary_path: " + demo));
        Path file = folder.resolve("TEST-broken.xml");

        int status = console.run("run", scenario.toString(), "--junit-xml", file.toString());

        assertThat(status).isGreaterThan(ExitStatus.EXPECTATIONS_MISSED);
        Element error = (Element) parsed(file).getElementsByTagName("error").item(0);
        assertThat(console.err()).contains(error.getAttribute("message"));
    }

    @Test
    void appendsASummaryToTheFileThatGitHubNames() throws IOException {
        Path scenario = Files.copy(Path.of(SCENARIO), folder.resolve("<script>.yml"));
        Path summary = folder.resolve("summary.md");
        Files.writeString(summary, "of a step before\n");

        console.run(
                false,
                Map.of("GITHUB_STEP_SUMMARY", summary.toString()),
                "run",
                scenario.toString(),
                "--samples",
                wrongSample().toString(),
                "--github-summary");

        assertThat(summary)
                .content(UTF_8)
                .startsWith("of a step before\n## Failed: 1 of 1\n")
                .contains("&lt;script&gt;.yml | stm32f746g\\_disco | embedded | **failed** |")
                .contains("circle | shake **wrong** |")
                .doesNotContain("<script>");
    }

    @Test
    void refusesASummaryWhereNobodyNamesItsFile() {
        assertThat(console.run("run", SCENARIO, "--github-summary")).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(console.err()).contains("GITHUB_STEP_SUMMARY").doesNotContain("on engine");
    }

    @Test
    void printsMarkdownWithATableOfAllRuns() {
        console.run("run", SCENARIO, "--format", "markdown");

        assertThat(console.out())
                .startsWith("## Passed\n\n| Scenario | Board | Engine | Verdict |")
                .contains("| passed | 100.0 % (10 of 10) |")
                .contains("\n### stm32f746g\\_disco.yml on embedded\n");
    }

    @Test
    void coloursOnlyOnTerminalsAndOnlyIfTheUserDoesNotMind() throws IOException {
        List<String> missed =
                List.of("run", SCENARIO, "--samples", wrongSample().toString());

        assertThat(printed(true, Map.of(), missed)).contains(RED);
        assertThat(printed(true, Map.of("NO_COLOR", "1"), missed)).doesNotContain("\u001b");
        assertThat(printed(false, Map.of(), missed)).doesNotContain("\u001b");
        assertThat(printed(true, Map.of(), List.of("run", SCENARIO)))
                .contains(GREEN)
                .doesNotContain(RED);
    }

    private static String printed(boolean terminal, Map<String, String> environment, List<String> arguments) {
        TestConsole console = new TestConsole();
        console.run(terminal, environment, arguments.toArray(String[]::new));
        return console.out() + console.err();
    }

    /** A circle that is called a shake and whose expected output is out of reach. */
    private Path wrongSample() throws IOException {
        JsonNode first = new JsonMapper()
                .readTree(Path.of("models/gestures-samples.json"))
                .path("samples")
                .get(0);
        Path file = folder.resolve("wrong-samples.json");
        Files.writeString(
                file,
                "{\"samples\": [{\"label\": \"shake\", \"input\": " + first.path("input")
                        + ", \"expected\": [9.0, 0.0, 0.0, 0.0]}]}");
        return file;
    }

    private static Document parsed(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Files.readAllBytes(file)));
    }
}
