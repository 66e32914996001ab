package dev.kenning.testbench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.kenning.testbench.protocol.BareMetalMessage;
import dev.kenning.testbench.protocol.DeviceState;
import dev.kenning.testbench.protocol.ElementType;
import dev.kenning.testbench.protocol.Generation;
import dev.kenning.testbench.protocol.IoSpec;
import dev.kenning.testbench.protocol.RuntimeImage;
import dev.kenning.testbench.protocol.TensorSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the session of generation 1, which has no PING, no series and no flags. */
class BareMetalSessionTest {

    private static final IoSpec SPEC = IoSpec.of(
            List.of(TensorSpec.of("x", ElementType.parse("uint8"), 1, 3)),
            List.of(TensorSpec.of("y", ElementType.parse("uint8"), 1, 3)));

    private final BareMetalDevice device = new BareMetalDevice();

    private KenningSession open() {
        return KenningSession.open(device, SessionOptions.bareMetal());
    }

    @Test
    void infersASampleAsInGenerationThree() {
        try (KenningSession session = open()) {
            session.load(Model.of("model", new byte[50_000], SPEC));

            Inference inference = session.infer(Sample.of(1, 9, 3));

            assertThat(inference.output()).containsExactly(1, 9, 3);
            assertThat(inference.predictedClass()).isEqualTo(1);
            assertThat(session.state()).contains(DeviceState.INFERENCE_DONE);
            assertThat(session.statistics().value("device_bytes_peak")).hasValue(400);
        }
        assertThat(device.requests())
                .as("one message per request, and none to open or close")
                .hasToString("[IOSPEC, 160 bytes, MODEL, 50000 bytes, DATA, 3 bytes, PROCESS, 0 bytes,"
                        + " OUTPUT, 0 bytes, STATS, 0 bytes]");
    }

    @Test
    void tellsWhatTheDeviceRefuses() {
        assertThatExceptionOfType(RequestRefusedException.class)
                .isThrownBy(() -> open().uploadModel(new byte[4]))
                .withMessageContaining("the device refused MODEL")
                .withMessageContaining("see that the IO specification was taken before");
    }

    @Test
    void losesADeviceThatIsSilent() {
        KenningSession session = open();
        device.mute();

        assertThatExceptionOfType(DeviceLostException.class)
                .isThrownBy(session::process)
                .withMessageStartingWith("the device did not answer PROCESS within 60.000000 s of the clock of uart2");
    }

    @Test
    void losesADeviceThatStopsInTheMiddleOfAReply() {
        KenningSession session = open();
        device.mute();
        device.say(HexFormat.of().parseHex("0a00000000000102"));

        assertThatExceptionOfType(DeviceLostException.class)
                .isThrownBy(session::output)
                .withMessageContaining("8 bytes that are no message (a message that stopped after 8 bytes)");
    }

    @Test
    void hearsThroughABootBannerThatComesBeforeTheFirstRequest() {
        device.say("Runtime started\n".getBytes(StandardCharsets.US_ASCII));
        KenningSession session = open();

        session.upload(SPEC);

        assertThat(session.state()).contains(DeviceState.STRUCT_LOADED);
    }

    @Test
    void tellsThatAConsoleIsOnTheWire() {
        KenningSession session = open();
        device.mute();
        device.say("Runtime started\nwaiting for a message\n".getBytes(StandardCharsets.US_ASCII));

        assertThatExceptionOfType(DeviceLostException.class)
                .isThrownBy(() -> session.upload(SPEC))
                .withMessageContaining("Runtime started")
                .withMessageContaining("text arrives where the protocol belongs");
    }

    @Test
    void doesNotTakeAReplyThatCameBeforeItsRequest() {
        device.say(BareMetalMessage.of(BareMetalMessage.OK, new byte[0]).encode());
        KenningSession session = open();

        assertThatExceptionOfType(RequestRefusedException.class).isThrownBy(session::output);
    }

    @Test
    void sendsNothingOfAModelThatNoDeviceTakes() {
        KenningSession session = open();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.uploadModel(new byte[BareMetalMessage.BODY_LIMIT + 1]))
                .withMessage("a message of generation 1 holds at most 1310718 bytes, but is to hold 1310719");
        assertThat(device.written()).isEmpty();
    }

    @Test
    void refusesInputsOfDifferentTypes() {
        IoSpec spec = IoSpec.of(
                List.of(
                        TensorSpec.of("a", ElementType.parse("int8"), 1),
                        TensorSpec.of("b", ElementType.parse("float32"), 1)),
                List.of(TensorSpec.of("y", ElementType.parse("int8"), 1)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> open().upload(spec))
                .withMessage("a device of generation 1 takes one element type for all inputs, int or uint of 8 to 64"
                        + " bits or float of 16 to 64 bits, but they are [a int8[1], b float32[1]]");
    }

    @Test
    void refusesOutputsOfDifferentSizes() {
        IoSpec spec = IoSpec.of(
                List.of(TensorSpec.of("x", ElementType.parse("int8"), 1)),
                List.of(
                        TensorSpec.of("y", ElementType.parse("int8"), 1),
                        TensorSpec.of("z", ElementType.parse("int16"), 1)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> open().upload(spec))
                .withMessage("a device of generation 1 takes one element size for all outputs, but they are [y int8[1],"
                        + " z int16[1]]");
    }

    @Test
    void cannotLoadARuntime() {
        assertThatIllegalStateException()
                .isThrownBy(() -> open().upload(new RuntimeImage(new byte[4])))
                .withMessage("a device of generation 1 cannot load a runtime: build it into the firmware");
    }

    @Test
    void givesTheDeviceTheTimeThatIsAskedFor() {
        device.mute();
        KenningSession session =
                KenningSession.open(device, SessionOptions.bareMetal().withTimeout(Duration.ofSeconds(2)));
        long start = device.nanoTime();

        assertThatExceptionOfType(DeviceLostException.class).isThrownBy(session::output);

        assertThat(Duration.ofNanos(device.nanoTime() - start).toMillis()).isEqualTo(2000);
    }

    @Test
    void doesNotSpeakGenerationTwo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SessionOptions.of(Generation.TWO))
                .withMessageStartingWith("this host speaks generations 1 and 3 of the Kenning Protocol, not 2");
    }
}
