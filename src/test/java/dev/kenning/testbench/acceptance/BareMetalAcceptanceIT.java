package dev.kenning.testbench.acceptance;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.host.SessionOptions;
import dev.kenning.testbench.platform.monitor.MonitorQuoting;
import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.protocol.BareMetalMessage;
import dev.kenning.testbench.protocol.Generation;
import dev.kenning.testbench.protocol.MessageType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AT-10, AT-23 and AT-26: Springbok, and generation 1 of the protocol. */
@Tag("board")
class BareMetalAcceptanceIT {

    private static final String BOARD = "springbok";
    private static final byte[] NOTHING = {};

    private static final byte[] YES =
            BareMetalMessage.of(BareMetalMessage.OK, NOTHING).encode();
    private static final byte[] NO =
            BareMetalMessage.of(BareMetalMessage.ERROR, NOTHING).encode();

    @Test
    void at10AnswersWithOkAndError() {
        try (Device device = Device.of(BOARD, "kenning-device-gen1-conformance")) {
            assertThat(device.exchange(request(MessageType.MODEL, new byte[4])))
                    .as("MODEL before IOSPEC")
                    .isEqualTo(NO);
            assertThat(device.exchange(request(MessageType.IOSPEC, new byte[159])))
                    .as("an IO specification of 159 bytes")
                    .isEqualTo(NO);
            assertThat(device.exchange(request(
                            MessageType.IOSPEC,
                            IoSpecs.spec(8, 8).toBareMetalStruct().encode())))
                    .as("an IO specification of 160 bytes")
                    .isEqualTo(YES);
            assertThat(device.exchange(request(MessageType.MODEL, new byte[4])))
                    .as("MODEL after IOSPEC")
                    .isEqualTo(YES);
        }
    }

    @Test
    void at10DropsAMessageLargerThanTheDeviceTakes() {
        try (Device device = Device.of(BOARD, "kenning-device-gen1-conformance")) {
            byte[] header = ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(BareMetalMessage.BODY_LIMIT + 3)
                    .array();

            assertThat(device.exchange(header)).as("a header of 1310721 bytes").isEmpty();

            assertThat(device.exchange(request(MessageType.STATS, NOTHING)))
                    .as("STATS before MODEL, afterwards")
                    .isEqualTo(NO);
        }
    }

    @Test
    void at10DropsAMessageThatStopsForFiveMilliseconds() {
        try (Device device = Device.of(BOARD, "kenning-device-gen1-conformance")) {
            byte[] request = request(
                    MessageType.IOSPEC, IoSpecs.spec(8, 8).toBareMetalStruct().encode());

            assertThat(device.exchange(Arrays.copyOf(request, 5)))
                    .as("after 5 of 6 bytes of a header")
                    .isEmpty();
            assertThat(device.listen(Duration.ofMillis(6))).isEmpty();

            assertThat(device.exchange(request)).as("the next whole request").isEqualTo(YES);
        }
    }

    private static byte[] request(MessageType type, byte[] payload) {
        return BareMetalMessage.of((int) type.code(), payload).encode();
    }

    @Test
    void at26BootsAndRecognisesEveryGestureWithAnErrorFreeLog(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("simulation.log");
        try (Bench bench = Device.powerOn(BOARD, "kenning-device-gen1")) {
            bench.monitor().execute("logFile " + MonitorQuoting.path(log.toString()) + " true");
            bench.awaitWelcome(Duration.ofSeconds(1));
            try (KenningSession session = open(bench)) {
                session.load(Model.tflite("models/gestures.tflite"));
                for (Sample sample : Samples.json("models/gestures-samples.json")) {
                    assertThat(session.infer(sample))
                            .hasClass(sample.label())
                            .isCloseTo(sample.expected(), within(1e-5));
                }
            }
        }
        assertThat(log).content(UTF_8).contains("Runtime started").doesNotContain("ERROR");
    }

    @Test
    void at23CountsVectorOpcodesOnAVectorCoreAndNoneOnAScalarOne() {
        assertThat(vectorInstructions(BOARD, "kenning-device"))
                .as("vector instructions of Springbok")
                .isPositive();
        assertThat(vectorInstructions("stm32f746g_disco", "kenning-device"))
                .as("vector instructions of a Cortex-M7")
                .isZero();
    }

    private static long vectorInstructions(String board, String firmware) {
        try (Device device = Device.of(board, firmware);
                KenningSession session = KenningSession.open(
                        device.bench().port(device.bench().board().kcomms()))) {
            session.load(Model.tflite("models/gestures.tflite"));
            Cost cost = device.bench().measure(() -> session.infer(Samples.first("models/gestures-samples.json")));

            assertThat(cost).executedInstructions().isPositive();
            return cost.opcodes().vector().total();
        }
    }

    private static KenningSession open(Bench bench) {
        return KenningSession.open(bench.port(bench.board().kcomms()), SessionOptions.of(Generation.ONE));
    }
}
