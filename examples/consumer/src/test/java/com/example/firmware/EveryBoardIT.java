package com.example.firmware;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;

import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.junit.KenningTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a farm divides: each test is one for each board. */
@KenningTest(boards = {"stm32f746g_disco", "nrf52840dk/nrf52840", "mps2/an500", "hifive_unleashed/fu540/e51"})
class EveryBoardIT {

    private static final Path SAMPLES = Path.of("../../models/gestures-samples.json");

    @Test
    void recognisesEveryGesture(KenningSession kenning) {
        kenning.load(Model.tflite(Path.of("../../models/gestures.tflite")));
        for (Sample sample : Samples.json(SAMPLES)) {
            assertThat(kenning.infer(sample)).hasClass(sample.label());
        }
    }

    @Test
    void recognisesEveryGestureByWholeNumbers(KenningSession kenning) {
        kenning.load(Model.tflite(Path.of("../../models/gestures_int8.tflite")));
        for (Sample sample : Samples.json(SAMPLES)) {
            assertThat(kenning.infer(sample)).hasClass(sample.label());
        }
    }
}
