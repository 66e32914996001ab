package dev.kenning.testbench.junit;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.profile.Counting;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@KenningTest(
        board = "stm32f746g_disco",
        firmware = "firmware/prebuilt/stm32f746g_disco/kenning-device.elf",
        welcomeTimeoutMillis = 1_000)
@Tag("board")
public class GestureModelIT {

    @Test
    void recognisesEveryGesture(KenningSession kenning) {
        kenning.load(Model.tflite("models/gestures.tflite"));
        for (Sample sample : Samples.json("models/gestures-samples.json")) {
            assertThat(kenning.infer(sample)).hasClass(sample.label()).isCloseTo(sample.expected(), within(1e-5));
        }
        assertThat(kenning.statistics()).hasEntry("target_inference_step").hasEntry("peak_allocated");
    }

    @Test
    @RequiresSimulation
    void staysWithinItsBudget(Bench bench, KenningSession kenning) {
        kenning.load(Model.tflite("models/gestures.tflite"));
        for (Sample sample : Samples.json("models/gestures-samples.json")) {
            Cost cost = bench.measure(() -> kenning.infer(sample));
            assertThat(cost).executedInstructions().isLessThan(2_500_000);
        }
    }

    @Test
    void recognisesEveryGestureInIntegers(KenningSession kenning) {
        kenning.load(Model.tflite("models/gestures_int8.tflite"));
        for (Sample sample : Samples.json("models/gestures_int8-samples.json")) {
            assertThat(kenning.infer(sample)).hasClass(sample.label()).isCloseTo(sample.expected(), within(0.0));
        }
    }

    @Test
    @RequiresSimulation
    void multipliesInTheFloatingPointUnit(Bench bench, KenningSession kenning) {
        kenning.load(Model.tflite("models/gestures.tflite"));
        Cost cost = bench.measure(() -> kenning.infer(Samples.first("models/gestures-samples.json")));

        if (bench.counting() == Counting.EXACT) {
            assertThat(cost).opcode("vldr").isPositive();
            assertThat(cost.opcodes().total()).isEqualTo(cost.executedInstructions());
        } else {
            assertThat(cost.opcodes().asMap())
                    .as("Renode counts no Arm instructions unless it is given patterns")
                    .isEmpty();
        }
    }

    @Test
    @RequiresSimulation
    void tellsTheTrafficOfAnInference(Bench bench, KenningSession kenning) {
        kenning.load(Model.tflite("models/gestures.tflite"));
        kenning.uploadInput(Samples.first("models/gestures-samples.json"));

        Cost cost = bench.measureTraffic(kenning::process);

        if (bench.counting() == Counting.EXACT) {
            assertThat(cost).memoryReads().isBetween(100_000L, 200_000L);
            assertThat(cost).memoryWrites().isBetween(10_000L, 50_000L);
            assertThat(cost).peripheralWrites("usart6").as("the reply").isEqualTo(12);
        } else {
            assertThat(cost.traffic())
                    .as("Renode tells accesses to a file only")
                    .isEmpty();
        }
    }

    @Test
    @RequiresSimulation
    void costsTheSameWithAndWithoutItsTraffic(Bench bench, KenningSession kenning) {
        kenning.load(Model.tflite("models/gestures.tflite"));
        kenning.uploadInput(Samples.first("models/gestures-samples.json"));

        Cost plain = bench.measure(kenning::process);
        Cost withTraffic = bench.measureTraffic(kenning::process);

        assertThat(plain.traffic()).as("traffic that nobody asked for").isEmpty();
        if (bench.counting() == Counting.EXACT) {
            assertThat(withTraffic.traffic()).isPresent();
            assertThat(withTraffic.opcodes().of("vmla.f32"))
                    .isEqualTo(plain.opcodes().of("vmla.f32"));
        }
    }

    @Test
    @RequiresSimulation
    void costsTheSameEachTime(Bench bench, KenningSession kenning) {
        kenning.load(Model.tflite("models/gestures.tflite"));
        Sample sample = Samples.first("models/gestures-samples.json");
        kenning.uploadInput(sample);

        Cost first = bench.measure(kenning::process);
        Cost second = bench.measure(kenning::process);

        long polling = bench.counting() == Counting.EXACT ? 100 : 1_000_000;
        assertThat(second.executedInstructions() - first.executedInstructions())
                .as("instructions that the second inference needs more; polling may differ")
                .isBetween(-polling, polling);
    }

    @Test
    @RequiresSimulation
    void waitsForConsoleLinesInVirtualTime(Bench bench, Board board) {
        var line = bench.terminal("usart1").waitForLine(board.welcome(), Duration.ofSeconds(1));

        assertThat(line.timestamp()).isGreaterThanOrEqualTo(Duration.ZERO).isLessThan(Duration.ofSeconds(1));
        assertThat(bench.virtualTime()).isGreaterThanOrEqualTo(line.timestamp());
    }

    @Test
    @RequiresSimulation
    void answersMonitorCommands(Bench bench) {
        bench.runFor(Duration.ofMillis(10));

        assertThat(bench.monitor().execute("sysbus.cpu ExecutedInstructions"))
                .isEqualTo("0x%016X", bench.executedInstructions());
    }
}
