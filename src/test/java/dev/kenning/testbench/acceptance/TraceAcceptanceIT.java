package dev.kenning.testbench.acceptance;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;

import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.scenario.resolve.Resources;
import dev.kenning.testbench.scenario.resolve.Scenario;
import dev.kenning.testbench.scenario.resolve.ScenarioInputs;
import dev.kenning.testbench.scenario.run.ScenarioResult;
import dev.kenning.testbench.scenario.run.ScenarioRun;
import dev.kenning.testbench.trace.Trace;
import dev.kenning.testbench.trace.TraceEventFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AT-25: what firmware traces of itself, in both layouts that Kenning's firmware writes and over each way out. */
@Tag("board")
class TraceAcceptanceIT {

    private static final Path SCENARIO = Path.of("scenarios/gestures/tflite/traced-stm32f746g_disco.yml");
    private static final String[] OPERATORS = {
        "CONV_2D", "MAX_POOL_2D", "CONV_2D", "MAX_POOL_2D", "RESHAPE", "FULLY_CONNECTED", "FULLY_CONNECTED", "SOFTMAX"
    };
    private static final int TFLITE_POOL = 192 * 1024;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"l1,protocol", "l2,protocol", "l1,ram", "l2,ram", "l1,uart", "l2,uart"})
    void at25TellsOfEachInferenceAndItsOperators(String layout, String transport) throws IOException {
        ScenarioResult result = run(layout, transport);

        List<Trace> traces = Trace.decode(result.trace().orElseThrow());

        assertThat(traces).hasSize(1);
        Trace trace = traces.get(0);
        assertThat(trace.layout()).isEqualToIgnoringCase(layout);
        assertThat(trace)
                .hasNoFindings()
                .runsInEachInference(OPERATORS)
                .hasOperatorsThatFitTheirInferences()
                .keepsArenaWithin(TFLITE_POOL)
                .keepsMemorySizes()
                .inferences()
                .isEqualTo(result.samples().size());
        assertThat(trace.scopes()).isNotEmpty();
        assertThat(trace.events("zpl_cpu_load_event")).isNotEmpty();
        assertThat(trace.events("thread_info")).isNotEmpty();
        assertThat(trace.operators().get(0).enter().number("op_idx")).hasValue(0);
    }

    @Test
    void at25MakesThirtyFourEntriesOfTheSampleOfNamedEvents() {
        ByteBuffer sample = ByteBuffer.allocate(561).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 17; i++) {
            sample.putInt(i * 500)
                    .put((byte) 0x62)
                    .put(Arrays.copyOf("named".getBytes(StandardCharsets.US_ASCII), 20))
                    .putInt(i)
                    .putInt(i);
        }

        List<Trace> traces = Trace.decode(sample.array());

        assertThat(new TraceEventFormat(traces.get(0)).entries()).hasSize(34);
    }

    private ScenarioResult run(String layout, String transport) throws IOException {
        Path file = folder.resolve("traced.yml");
        Files.writeString(
                file,
                Files.readString(SCENARIO)
                        .replace("kenning-device-l2-protocol", "kenning-device-" + layout + "-" + transport));
        ScenarioInputs inputs =
                new ScenarioInputs(BoardCatalogue.builtIn(), Resources.configured(List.of()), Optional.empty());
        ScenarioRun run = new ScenarioRun(Scenario.read(file, inputs), 1e-4);
        if (transport.equals("uart")) {
            run = run.tracedOn("usart2");
        }
        return run.on(Engines.named("embedded"), new ScenarioRun.Listener() {});
    }
}
