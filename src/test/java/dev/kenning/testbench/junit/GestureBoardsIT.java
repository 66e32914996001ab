package dev.kenning.testbench.junit;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.RenodeDeparture;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The gesture model on the boards that have no class of their own: SiFive's, on cores that compute in integers only (E51, S7)
 * and on one with two precisions; nRF52840 DK, whose UARTs move buffers by EasyDMA; a Cortex-M33; MAX32 chips.
 */
@KenningTest(
        boards = {
            "hifive_unleashed/fu540/e51",
            "hifive_unmatched/fu740/s7",
            "hifive_unmatched/fu740/u74",
            "nrf52840dk/nrf52840",
            "b_u585i_iot02a",
            "max32690evkit/max32690/m4",
            "max32690fthr/max32690/m4",
            "max78002evkit/max78002/m4"
        })
@Tag("board")
class GestureBoardsIT {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @BeforeEach
    void needsUartsThatReceive(Bench bench) {
        if (bench.board().name().startsWith("max")) {
            RenodeDeparture.UARTS_THAT_ONLY_SEND.skipOn(bench.engine());
        }
    }

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
        bench.terminal(bench.board().console()).waitForLine("Booting kenning-device", SECOND);
        bench.terminal(bench.board().console()).waitForLine(bench.board().welcome(), SECOND);
    }
}
