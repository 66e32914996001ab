package dev.kenning.testbench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.kenning.testbench.NoEngineSelected;
import dev.kenning.testbench.report.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code testbench run --report-path}: every part of a report, for every scenario of this repository. */
@Tag("board")
@NoEngineSelected
class RunReportIT {

    private static final List<String> TYPES = List.of("performance", "classification", "renode_stats", "zephyr_traces");
    private static final String SCENARIO = "scenarios/gestures/tflite/stm32f746g_disco.yml";

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> showsEveryScenarioInABrowser() throws IOException {
        Browser browser = Browser.start();
        try (Stream<Path> files = Files.walk(Path.of("scenarios"))) {
            List<Path> scenarios = files.filter(file -> file.toString().matches(".*\\.(yml|json)"))
                    .sorted()
                    .toList();
            return scenarios.stream()
                    .map(scenario -> dynamicTest(scenario.toString(), () -> show(scenario, browser)))
                    .onClose(browser::close);
        }
    }

    private void show(Path scenario, Browser browser) throws IOException {
        TestConsole console = new TestConsole();
        Path html = folder.resolve(scenario.getFileName() + ".html");

        int status = console.run(Stream.concat(
                        Stream.of("run", scenario.toString(), "--report-path", html.toString(), "--report-types"),
                        TYPES.stream())
                .toArray(String[]::new));
        assertThat(status).as(console.err()).isZero();
        browser.open(html, "light", 1280);

        assertThat(browser.requests(html)).as("what is fetched beside the file").isEmpty();
        assertThat(browser.complaints()).isEmpty();
        for (String type : TYPES) {
            assertThat(browser.count("section#" + type)).as(type).isOne();
        }
        assertThat(browser.count("section#performance svg .dot")).isPositive();
        assertThat(browser.count("section#classification svg .cell.right")).isPositive();
        assertThat(browser.count("section#renode_stats svg .bar")).isPositive();
        assertThat(browser.count("section#costs svg .bar")).isPositive();
        assertThat(browser.count("section#memory svg .bar")).isPositive();
        assertThat(browser.count("section#zephyr_traces svg .bar") > 0)
                .as("a timeline is there if the firmware traces")
                .isEqualTo(Files.readString(scenario).contains("enable_zephelin"));
        browser.screenshot("scenario-" + scenario.getFileName());
    }

    @Test
    void keepsMeasurementsBesideTheReportAndSaysWhetherTheRunPassed() throws IOException {
        TestConsole console = new TestConsole();

        console.run("run", SCENARIO, "--report-path", at("r.md"), "--to-html", "--min-accuracy", "0.9");

        assertThat(folder.resolve("r.json")).exists();
        assertThat(folder.resolve("r.md"))
                .content(UTF_8)
                .contains("Passed: ", "accuracy 1.0000 is at least --min-accuracy 0.9", "Inference server started");
        assertThat(folder.resolve("r.md"))
                .content(UTF_8)
                .contains("## Memory of the firmware", "| .text |", "Stack high-water mark [bytes]")
                .contains("| Version |");
        assertThat(folder.resolve("r.html")).content(UTF_8).contains("✓ Passed").contains("-&gt; PROCESS REQUEST");
    }

    @Test
    void givesEachOfSeveralRunsMeasurementsOfItsOwnAndComparesThem() throws IOException {
        TestConsole console = new TestConsole();

        int status = console.run(
                "run",
                SCENARIO,
                "scenarios/gestures/tflite/int8-stm32f746g_disco.yml",
                "--measurements",
                at("m.json"),
                "--report-path",
                at("r.md"),
                "--model-names",
                "float",
                "int8");

        assertThat(status).isZero();
        assertThat(folder.resolve("m-stm32f746g_disco-embedded.json")).exists();
        assertThat(folder.resolve("m-int8-stm32f746g_disco-embedded.json")).exists();
        assertThat(folder.resolve("r.md")).content(UTF_8).contains("| float | int8 | Change |");
    }

    @Test
    void refusesReportOptionsBeforeTheRun() {
        TestConsole console = new TestConsole();

        assertThat(console.run("run", SCENARIO, "--report-path", at("r.md"), "--report-types", "nothing"))
                .isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(console.err()).contains("no report type nothing").doesNotContain("on engine");
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }
}
