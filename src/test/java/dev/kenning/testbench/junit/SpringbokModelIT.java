package dev.kenning.testbench.junit;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.profile.Counting;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The gesture models on Springbok, over generation 1 of the protocol. */
@KenningTest(board = "rv32-springbok", welcomeTimeoutMillis = 1_000)
@Tag("board")
class SpringbokModelIT {

    @Test
    void recognisesEveryGestureWithinItsBudget(Bench bench, KenningSession kenning) {
        long budget = bench.counting() == Counting.EXACT ? 150_000 : 2_500_000;
        kenning.load(Model.tflite("models/gestures.tflite"));
        for (Sample sample : Samples.json("models/gestures-samples.json")) {
            Cost cost = bench.measure(() -> assertThat(kenning.infer(sample))
                    .hasClass(sample.label())
                    .isCloseTo(sample.expected(), within(1e-5)));
            assertThat(cost).executedInstructions().isLessThan(budget);
        }
        assertThat(kenning.statistics()).hasEntry("host_bytes_peak").hasEntry("device_bytes_peak");
    }

    @Test
    void recognisesEveryGestureInIntegers(KenningSession kenning) {
        kenning.load(Model.tflite("models/gestures_int8.tflite"));
        for (Sample sample : Samples.json("models/gestures_int8-samples.json")) {
            assertThat(kenning.infer(sample)).hasClass(sample.label()).isCloseTo(sample.expected(), within(0.0));
        }
    }

    @Test
    void multipliesInTheVectorUnit(Bench bench, KenningSession kenning) {
        kenning.load(Model.tflite("models/gestures.tflite"));
        kenning.uploadInput(Samples.first("models/gestures-samples.json"));

        Cost cost = bench.measure(kenning::process);

        assertThat(cost).opcode("vfmacc.vf").isGreaterThan(1000);
        assertThat(cost).opcode("vlse32.v").isPositive();
    }

    @Test
    void saysInTheSimulatorsLogThatItListens(Bench bench) {
        String entry = bench.log().waitForEntry("Runtime started", Duration.ofSeconds(1));

        org.assertj.core.api.Assertions.assertThat(entry).endsWith("simprint: \"Runtime started\", 0 (0x0)");
    }

    @Test
    void tellsOfAFaultWhoseHandlerSpins(Bench bench) {
        long code = 0x3208_0000L;
        long[] program = {
            0x3208_02B7, // lui t0, 0x32080
            0x0402_8293, // addi t0, t0, 0x40
            0x3052_9073, // csrw mtvec, t0
            0x0000_0000, // no instruction
        };
        for (int i = 0; i < program.length; i++) {
            bench.memory().writeDoubleWord(code + 4L * i, program[i]);
        }
        bench.memory().writeDoubleWord(code + 0x40, 0x0000_006F); // j .
        bench.monitor().execute("sysbus.cpu PC " + code);

        assertThatThrownBy(() -> bench.runFor(Duration.ofSeconds(3)))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("The program on cpu faulted, and its fault handler ")
                .hasMessageContaining("illegal instruction at 0x3208000C")
                .hasMessageContaining("mcause 2");
    }
}
