package dev.kenning.testbench.junit;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.RequestRefusedException;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.protocol.DeviceState;
import dev.kenning.testbench.scenario.run.KenningSessions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions that follow one another on one bench; {@code AttachedBoardIT} runs them on a board that runs already. */
@KenningTest(
        board = "stm32f746g_disco",
        firmware = "firmware/prebuilt/stm32f746g_disco/kenning-device.elf",
        welcomeTimeoutMillis = 1_000)
@Tag("board")
public class SeveralSessionsIT {

    @Test
    void eachInferWithAModelOfTheirOwn(KenningSessions sessions) {
        try (KenningSession first = sessions.open()) {
            first.load(Model.tflite("models/gestures.tflite"));
            for (Sample sample : Samples.json("models/gestures-samples.json")) {
                assertThat(first.infer(sample)).hasClass(sample.label()).isCloseTo(sample.expected(), within(1e-5));
            }
        }
        try (KenningSession second = sessions.open()) {
            second.load(Model.tflite("models/gestures_int8.tflite"));
            for (Sample sample : Samples.json("models/gestures_int8-samples.json")) {
                assertThat(second.infer(sample)).hasClass(sample.label()).isCloseTo(sample.expected(), within(0.0));
            }
        }
        try (KenningSession third = sessions.open()) {
            third.load(Model.tflite("models/gestures.tflite"));
            Sample sample = Samples.first("models/gestures-samples.json");
            assertThat(third.infer(sample)).isCloseTo(sample.expected(), within(1e-5));
        }
    }

    @Test
    void findTheModelOfTheLastOne(KenningSessions sessions) {
        Sample sample = Samples.first("models/gestures-samples.json");
        Model model = Model.tflite("models/gestures.tflite");
        byte[] output;
        try (KenningSession first = sessions.open()) {
            first.load(model);
            output = first.infer(sample).raw();
        }
        try (KenningSession second = sessions.open()) {
            assertThat(second.state()).as("known at the start").isEmpty();

            assertThat(second.output()).isEqualTo(output);
        }
    }

    @Test
    void keepThePeakOfAllOfThem(KenningSessions sessions) {
        long peak;
        try (KenningSession first = sessions.open()) {
            first.load(Model.tflite("models/gestures.tflite"));
            first.infer(Samples.first("models/gestures-samples.json"));
            peak = first.statistics().value("peak_allocated").orElseThrow();
        }
        try (KenningSession second = sessions.open()) {
            second.load(Model.tflite("models/gestures_int8.tflite"));
            second.infer(Samples.first("models/gestures_int8-samples.json"));

            assertThat(second.statistics().value("peak_allocated"))
                    .as("peak_allocated of the smaller model, of which the device keeps the highest value")
                    .hasValue(peak);
        }
    }

    @Test
    void areRefusedWhileOneIsOpen(KenningSession kenning, KenningSessions sessions) {
        assertThatThrownBy(sessions::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a session is open on usart6 of stm32f746g_disco: close it before the next, a device serves"
                        + " one at a time");

        kenning.load(Model.tflite("models/gestures.tflite"));
        assertThat(kenning.state()).as("the first still works").contains(DeviceState.WEIGHTS_LOADED);
        kenning.close();
        assertThat(sessions.open().isOpen()).isTrue();
    }

    @Test
    @RequiresSimulation
    void areRefusedByTheDeviceWhoeverOpensThem(Bench bench, KenningSession kenning) {
        assertThatThrownBy(() -> KenningSession.open(bench.port(bench.board().kcomms())))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContainingAll("it says that another is open", "take it over");
        assertThat(kenning.isOpen()).isTrue();
    }

    @Test
    @RequiresSimulation
    void beginAnewAfterAReset(Bench bench, KenningSessions sessions) {
        sessions.open().close();
        bench.reset();

        try (KenningSession session = sessions.open()) {
            session.load(Model.tflite("models/gestures.tflite"));
            Sample sample = Samples.first("models/gestures-samples.json");
            assertThat(session.infer(sample)).isCloseTo(sample.expected(), within(1e-5));
        }
    }
}
