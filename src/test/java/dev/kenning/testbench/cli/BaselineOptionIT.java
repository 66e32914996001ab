package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.NoEngineSelected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code testbench run --baseline}: what has changed since an earlier run. */
@Tag("board")
@NoEngineSelected
class BaselineOptionIT {

    private static final String SCENARIO = "scenarios/gestures/tflite/stm32f746g_disco.yml";

    private final TestConsole console = new TestConsole();

    @TempDir
    private Path folder;

    @Test
    void failsIfAnInferenceTakesMoreInstructionsThanIsAllowed() throws IOException {
        int status = console.run(
                "run", SCENARIO, "--baseline", baseline("[100000, 100000]").toString(), "--max-regression", "5");

        assertThat(status).isEqualTo(ExitStatus.EXPECTATIONS_MISSED);
        assertThat(console.err())
                .contains(
                        " instructions per inference, +",
                        "against 100,000 of the baseline, and --max-regression is 5.0 %");
    }

    @Test
    void tellsTheChangeInTheVerdictWhereNothingIsAskedOfIt() throws IOException {
        Path measured = folder.resolve("m.json");

        int status = console.run(
                "run", SCENARIO, "--baseline", baseline("[1000000]").toString(), "--measurements", measured.toString());

        assertThat(status).as(console.err()).isZero();
        assertThat(new JsonMapper()
                        .readTree(measured)
                        .path("testbench")
                        .path("verdict")
                        .path("reasons")
                        .toString())
                .contains(" % against 1,000,000 of the baseline");
    }

    @Test
    void refusesABaselineThatTellsNothingBeforeTheRun() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.json"), "{}");

        assertThat(console.run("run", SCENARIO, "--baseline", empty.toString())).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(console.err()).contains("tells of no inference").doesNotContain("on engine");
    }

    @Test
    void refusesALimitWithoutABaseline() {
        assertThat(console.run("run", SCENARIO, "--max-regression", "5")).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(console.err()).contains("needs --baseline");
    }

    private Path baseline(String instructions) throws IOException {
        return Files.writeString(
                folder.resolve("before.json"),
                "{\"protocol_inference_step\": [0.001], \"inference_executed_instructions\": " + instructions + "}");
    }
}
