package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.NoEngineSelected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code testbench faults} on the simulated stm32f746g_disco. */
@Tag("board")
@NoEngineSelected
class FaultsIT {

    private static final String SCENARIO = "scenarios/gestures/tflite/stm32f746g_disco.yml";

    private final TestConsole console = new TestConsole();

    @TempDir
    private Path folder;

    @Test
    void classifiesEveryInjectionTheSameWayEachTime() throws IOException {
        Path first = folder.resolve("first.json");
        Path second = folder.resolve("second.json");
        for (Path file : new Path[] {first, second}) {
            assertThat(console.run(
                            "faults",
                            SCENARIO,
                            "--injections=24",
                            "--seed=7",
                            "--flips=1,3",
                            "--json",
                            file.toString()))
                    .as(console.err())
                    .isZero();
        }

        assertThat(second).hasSameBinaryContentAs(first);
        JsonNode campaign = new JsonMapper().readTree(Files.readAllBytes(first));
        assertThat(campaign.get("results").size()).isEqualTo(24);
        long sum = 0;
        for (String outcome : new String[] {"masked", "wrong_output", "wrong_class", "detected", "crash", "hang"}) {
            sum += campaign.get("all").get(outcome).get("count").asLong();
        }
        assertThat(sum).isEqualTo(24);
        assertThat(campaign.get("regions").propertyNames()).contains("registers", "code", "ram", "weights");
        for (JsonNode result : campaign.get("results")) {
            assertThat(result.get("happened").size())
                    .as("faults that happened of " + result)
                    .isEqualTo(result.get("faults").size());
        }
    }

    /** One of several harts of RV64; vectors and generation 1 of the protocol. */
    @ParameterizedTest
    @ValueSource(strings = {"tflite/hifive_unmatched_fu740_u74.yml", "bare-metal/springbok.json"})
    void disturbsBoardsOfTheOtherInstructionSet(String scenario) {
        assertThat(console.run("faults", "scenarios/gestures/" + scenario, "--injections=8"))
                .as(console.err())
                .isZero();

        assertThat(console.out()).contains("registers", "code", "ram", "weights", "OPERATOR");
    }

    @Test
    void repeatsOneInjectionByItsIndex() throws IOException {
        Path file = folder.resolve("campaign.json");
        console.run("faults", SCENARIO, "--injections=3", "--seed=7", "--region=weights", "--json", file.toString());
        JsonNode last = new JsonMapper()
                .readTree(Files.readAllBytes(file))
                .get("results")
                .get(2);

        assertThat(console.run("faults", SCENARIO, "--seed=7", "--region=weights", "--index=2"))
                .isZero();

        assertThat(console.out())
                .contains("injection 2 of seed 7: sample " + last.get("sample").asLong() + ", weights")
                .contains("happened: " + last.get("happened").get(0).asString())
                .contains("  " + last.get("outcome").asString().replace('_', ' ') + ": ");
    }

    @Test
    void writesTablesWithIntervals() throws IOException {
        Path file = folder.resolve("campaign.md");

        assertThat(console.run("faults", SCENARIO, "--injections=8", "--markdown", file.toString()))
                .isZero();

        assertThat(console.out()).contains("REGION", "MASKED", "ACCURACY", "OPERATOR", "seed 1: masked ");
        assertThat(file)
                .content(StandardCharsets.UTF_8)
                .startsWith("## Faults in " + SCENARIO)
                .contains("### Outcomes by region", "| all | 8 |", "- hang: no answer in ten times");
    }

    @Test
    void takesFromTheScenarioWhatNoOptionSaysAndAddsAChapterToItsReport() throws IOException {
        Path scenario = Files.writeString(
                folder.resolve("scenario.yml"),
                Files.readString(Path.of(SCENARIO))
                        + "faults:\n  parameters: {injections: 6, seed: 3, flips: [2], regions: [weights]}\n");
        Path measured = folder.resolve("measured.json");
        Path report = folder.resolve("report.md");
        assertThat(console.run("run", scenario.toString(), "--measurements", measured.toString()))
                .as(console.err())
                .isZero();

        assertThat(console.run("faults", scenario.toString(), "--injections=8", "--measurements", measured.toString()))
                .as(console.err())
                .isZero();
        assertThat(console.out()).contains("seed 3: masked ").doesNotContain("registers");

        assertThat(console.run("report", "--measurements", measured.toString(), "--report-path", report.toString()))
                .as(console.err())
                .isZero();
        assertThat(report)
                .content(StandardCharsets.UTF_8)
                .contains("## Faults on purpose", "Seed 3: masked ", "| weights | 8 |", "wrong class: ");
    }

    @Test
    void addsNothingToWhatHoldsNoMeasurements() throws IOException {
        Path file = Files.writeString(folder.resolve("none.json"), "{}");

        for (Path given : List.of(file, folder.resolve("absent.json"))) {
            assertThat(console.run("faults", SCENARIO, "--measurements", given.toString()))
                    .isEqualTo(2);
            assertThat(console.err()).contains("testbench run SCENARIO --measurements " + given + " makes it");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--region=weight | the board has no region 'weight' to disturb; it has registers, code, ram, weights.",
                "--injections=0 | a campaign has 1 or more injections, not 0",
                "--flips=0 | an injection flips 1 or more bits, not [0]",
                "--index=-1 | --index counts from 0: -1 is no injection",
            })
    void refusesInOneLine(String option, String reason) {
        assertThat(console.run("faults", SCENARIO, option)).isEqualTo(2);

        assertThat(console.err().strip()).contains(reason).doesNotContain("\n");
    }
}
