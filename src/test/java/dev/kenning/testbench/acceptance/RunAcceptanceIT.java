package dev.kenning.testbench.acceptance;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.Tools;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.ExpectationFailedError;
import dev.kenning.testbench.engine.RenodeDeparture;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.platform.monitor.MonitorQuoting;
import dev.kenning.testbench.profile.OpcodeCounts;
import dev.kenning.testbench.profile.ProfileSeries;
import dev.kenning.testbench.protocol.Statistics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AT-13, AT-15, AT-18, AT-20, AT-23, AT-24, AT-30 and AT-32: whole runs on a simulated stm32f746g_disco. */
@Tag("board")
class RunAcceptanceIT {

    private static final String BOARD = "stm32f746g_disco";
    private static final String PRODUCT = "kenning-device";
    private static final Path MODELS = Path.of("../shared/models");

    @Test
    void at13ComputesTheTenWindowsOfMagicWand() {
        try (Device device = Device.of(BOARD, PRODUCT);
                KenningSession session = open(device)) {
            session.load(Model.tflite(shared("magic_wand.tflite")));
            for (Sample window : Samples.json(shared("magic_wand_samples.json"))) {
                assertThat(session.infer(window)).hasClass(window.label()).isCloseTo(window.expected(), within(1e-5));
            }
        }
    }

    @Test
    void at15SendsIntegersAndUnderstandsThem() {
        try (Device device = Device.of(BOARD, PRODUCT);
                KenningSession session = open(device)) {
            Model model = Model.tflite(shared("magic_wand_int8.tflite"));
            assertThat(model.ioSpec().inputBytes())
                    .as("bytes of a DATA request")
                    .isEqualTo(384);
            session.load(model);
            for (Sample window : Samples.json(shared("magic_wand_samples.json"))) {
                assertThat(session.infer(window))
                        .hasClass(window.label())
                        .isCloseTo(window.expected(), within(2.0 / 256));
            }
        }
    }

    private static Path shared(String file) {
        return Tools.requireFile(MODELS, "models", "the Magic Wand models are not part of this project")
                .resolve(file);
    }

    @Test
    void at18RunsAModelThatIsBuiltIntoTheFirmware() {
        try (Device device = Device.of(BOARD, "kenning-device-conformance");
                KenningSession session = open(device)) {
            session.upload(IoSpecs.spec(8, 8));
            session.uploadModel(new byte[0]);
            session.uploadInput(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

            session.process();

            assertThat(session.output()).containsExactly(2, 3, 4, 5, 6, 7, 8, 9);
        }
    }

    @Test
    void at20ReportsWhatTheConsolePrintedInsteadOfTheWelcome() {
        try (Bench bench = Device.powerOn(BOARD, "faulty/sleeps-before-welcome")) {
            assertThatThrownBy(() -> bench.awaitWelcome(Duration.ofSeconds(1)))
                    .isInstanceOf(ExpectationFailedError.class)
                    .hasMessageContaining("usart1 of stm32f746g_disco did not print \"Inference server started\"")
                    .hasMessageContaining("within 1.000 s of virtual time")
                    .hasMessageContaining("*** Booting kenning-device");
        }
    }

    @Test
    void at23CountsWhatAnInferenceAddsToTheOpcodes() {
        try (Device device = Device.of(BOARD, PRODUCT);
                KenningSession session = open(device)) {
            RenodeDeparture.OPCODES_OF_ONE_HALFWORD.skipOn(device.bench().engine());
            session.load(Model.tflite("models/gestures.tflite"));
            OpcodeCounts before = device.bench().opcodes().get("cpu");

            session.infer(Samples.first("models/gestures-samples.json"));

            OpcodeCounts added = device.bench().opcodes().get("cpu").minus(before);
            assertThat(added.of("vfma.f32")).as("fused multiplications").isPositive();
            assertThat(added.total())
                    .isEqualTo(added.asMap().values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
        }
    }

    @Test
    void at24WritesAProfilerDumpThatTellsOfInstructionsAndUarts(@TempDir Path folder) throws IOException {
        Path dump = folder.resolve("profiler.dump");
        long executed;
        try (Device device = Device.of(BOARD, PRODUCT)) {
            long before = device.bench().executedInstructions();
            device.bench().monitor().execute("machine EnableProfiler " + MonitorQuoting.path(dump.toString()));
            try (KenningSession session = open(device)) {
                session.load(Model.tflite("models/gestures.tflite"));
                session.infer(Samples.first("models/gestures-samples.json"));
            }
            executed = device.bench().executedInstructions() - before;
        }

        ProfileSeries series = ProfileSeries.read(dump, Duration.ofMillis(10));

        assertThat(series.executedInstructions().get("cpu").stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .as("instructions in the dump")
                .isPositive()
                .isGreaterThanOrEqualTo(executed);
        assertThat(series.traffic().peripheral("usart6").total())
                .as("accesses to the protocol's UART")
                .isPositive();
    }

    /** Everything that a run gives. */
    private record Outcome(
            List<List<Double>> outputs,
            Statistics statistics,
            Map<String, OpcodeCounts> opcodes,
            long instructions,
            Duration time) {}

    @Test
    void at30GivesTheSameTwice() {
        assertThat(run()).isEqualTo(run());
    }

    private static Outcome run() {
        try (Device device = Device.of(BOARD, PRODUCT);
                KenningSession session = open(device)) {
            session.load(Model.tflite("models/gestures.tflite"));
            List<List<Double>> outputs = new ArrayList<>();
            for (Sample sample : Samples.json("models/gestures-samples.json")) {
                outputs.add(
                        Arrays.stream(session.infer(sample).output()).boxed().toList());
            }
            return new Outcome(
                    outputs,
                    session.statistics(),
                    device.bench().opcodes(),
                    device.bench().executedInstructions(),
                    device.bench().virtualTime());
        }
    }

    @Test
    void at32EndsAtOnceWithTheFaultsTextWhereFirmwareCrashes() {
        try (Device device = Device.of(BOARD, "faulty/faults-in-process");
                KenningSession session = open(device)) {
            session.load(Model.tflite("models/gestures.tflite"));
            Duration before = device.bench().virtualTime();

            assertThatThrownBy(() -> session.infer(Samples.first("models/gestures-samples.json")))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("UNDEFINSTR")
                    .hasMessageContaining("read_weight");

            assertThat(device.bench().virtualTime().minus(before))
                    .as("nobody waited for a time-out of 60 s")
                    .isLessThan(Duration.ofSeconds(1));
        }
    }

    private static KenningSession open(Device device) {
        return KenningSession.open(device.bench().port("usart6"));
    }
}
