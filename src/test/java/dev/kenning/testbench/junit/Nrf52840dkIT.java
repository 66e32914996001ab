package dev.kenning.testbench.junit;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The gesture model on the nRF52840 DK, whose UARTs move buffers by EasyDMA. */
@KenningTest(board = "nrf52840dk/nrf52840")
@Tag("board")
class Nrf52840dkIT {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void recognisesEveryGesture(KenningSession kenning) {
        kenning.load(Model.tflite("models/gestures.tflite"));

        for (Sample sample : Samples.json("models/gestures-samples.json")) {
            assertThat(kenning.infer(sample)).hasClass(sample.label()).isCloseTo(sample.expected(), within(1e-5));
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
    void printsItsBannerBeforeItsWelcomeLine(Bench bench) {
        bench.terminal("uart0").waitForLine("Booting kenning-device", SECOND);
        bench.terminal("uart0").waitForLine(bench.board().welcome(), SECOND);
    }
}
