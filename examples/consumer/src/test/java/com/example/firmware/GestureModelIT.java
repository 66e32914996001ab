package com.example.firmware;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.junit.KenningTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@KenningTest(board = "stm32f746g_disco")
class GestureModelIT {

    private static final Path MODEL = Path.of("../../models/gestures.tflite");
    private static final Path SAMPLES = Path.of("../../models/gestures-samples.json");

    @Test
    void recognisesEveryGesture(KenningSession kenning) {
        kenning.load(Model.tflite(MODEL));
        for (Sample sample : Samples.json(SAMPLES)) {
            assertThat(kenning.infer(sample)).hasClass(sample.label()).isCloseTo(sample.expected(), within(1e-5));
        }
    }

    @Test
    void staysWithinItsInstructionBudget(Bench bench, KenningSession kenning) {
        kenning.load(Model.tflite(MODEL));
        var cost = bench.measure(() -> kenning.infer(Samples.json(SAMPLES).first()));
        assertThat(cost).executedInstructions().isLessThan(2_500_000);
    }
}
