package dev.kenning.testbench.acceptance;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.host.DeviceLostException;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.RequestRefusedException;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.Flags;
import dev.kenning.testbench.protocol.FlowControl;
import dev.kenning.testbench.protocol.Message;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.protocol.Statistic;
import dev.kenning.testbench.protocol.Statistics;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.OptionalAssert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AT-01 to AT-09: the Kenning Protocol, generation 3, as the reference firmware speaks it on a simulated board. */
@Tag("board")
class ProtocolAcceptanceIT {

    private static final String BOARD = "stm32f746g_disco";
    /** Behaves as the device that was recorded, with a model whose output is its input plus one. */
    private static final String RECORDED = "kenning-device-conformance";

    private static final String PRODUCT = "kenning-device";
    private static final int RESPONSE_BYTES = 1024;

    private static final byte[] NOTHING = {};

    // AT-01

    @Test
    void at01OpensOneSessionAtATime() {
        try (Device device = Device.of(BOARD, RECORDED)) {
            assertSucceeds(device.request(Event.open()));
            assertFails(device.request(Event.open()));
            assertSucceeds(device.request(Event.close()));
            assertSucceeds(device.request(Event.open()));
            assertSucceeds(device.request(Event.reopen()));
        }
    }

    @Test
    void at01SaysThatASessionIsOpenAlready() {
        try (Device device = Device.of(BOARD, PRODUCT)) {
            KenningSession first = KenningSession.open(device.bench().port("usart6"));

            assertThatThrownBy(() -> KenningSession.open(device.bench().port("usart6")))
                    .isInstanceOf(RequestRefusedException.class)
                    .hasMessageContaining("another session is open on the device");

            first.close();
            KenningSession.open(device.bench().port("usart6")).close();
        }
    }

    // AT-02

    @ParameterizedTest
    @CsvSource({"356, SUCCESS", "355, FAIL", "357, SILENCE"})
    void at02TakesAnIoSpecificationOfExactly356Bytes(int bytes, String answer) {
        try (Device device = Device.of(BOARD, RECORDED)) {
            byte[] struct = Arrays.copyOf(IoSpecs.ofBytes(8, 8), bytes);

            assertAnswers(device.request(MessageType.IOSPEC, struct), answer);
            assertSucceeds(device.request(MessageType.IOSPEC, IoSpecs.ofBytes(8, 8)));
        }
    }

    @Test
    void at02TakesAnIoSpecificationAtEveryLimit() {
        try (Device device = Device.of(BOARD, RECORDED)) {
            assertSucceeds(device.request(
                    MessageType.IOSPEC,
                    IoSpecs.of(List.of(List.of(1, 1, 2, 2), List.of(4)), IoSpecs.times(12, List.of(1, 1, 1, 2)))));
            for (int code = 0; code < IoSpecs.TYPE_CODES; code++) {
                assertSucceeds(device.request(MessageType.IOSPEC, IoSpecs.withInputType(code)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3 inputs",
                "no input",
                "13 outputs",
                "no output",
                "5 dimensions",
                "no dimension",
                "dimension 0",
                "7 bits",
                "type 18"
            })
    void at02RefusesAnIoSpecificationBeyondALimit(String what) {
        try (Device device = Device.of(BOARD, RECORDED)) {
            assertFails(device.request(MessageType.IOSPEC, IoSpecs.beyond(what)));
        }
    }

    // AT-03

    @ParameterizedTest
    @CsvSource({"MODEL", "DATA", "PROCESS", "OUTPUT", "STATS"})
    void at03RefusesARequestOutOfOrderAndGoesOn(MessageType type) {
        try (Device device = Device.of(BOARD, PRODUCT)) {
            assertFails(device.request(type, type == MessageType.DATA ? new byte[8] : NOTHING));

            try (KenningSession session = KenningSession.open(device.bench().port("usart6"))) {
                session.load(Model.tflite("models/gestures.tflite"));
                assertRecognised(session, Samples.first("models/gestures-samples.json"));
            }
        }
    }

    @Test
    void at03RefusesToProcessBeforeTheInputAndToTellAnOutputBeforeTheInference() {
        try (Device device = Device.of(BOARD, RECORDED)) {
            assertSucceeds(device.request(MessageType.IOSPEC, IoSpecs.ofBytes(8, 8)));
            assertSucceeds(device.request(MessageType.MODEL, new byte[100]));
            assertFails(device.request(MessageType.PROCESS, NOTHING));
            assertSucceeds(device.request(MessageType.DATA, new byte[8]));
            assertSucceeds(device.request(MessageType.PROCESS, NOTHING));
            assertThat(output(device)).containsOnly(1).hasSize(8);
        }
    }

    @Test
    void at03IsSilentAboutDataBeforeTheModelWhereARuntimeHasNoPlaceForItYet() {
        try (Device device = Device.of(BOARD, "kenning-device-conformance-late-input")) {
            assertSucceeds(device.request(MessageType.IOSPEC, IoSpecs.ofBytes(8, 8)));

            assertSilent(device.request(MessageType.DATA, new byte[8]));

            assertSucceeds(device.request(MessageType.MODEL, new byte[100]));
            assertSucceeds(device.request(MessageType.DATA, new byte[8]));
        }
    }

    // AT-04

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 123, 124, 125, 248, 249})
    void at04TakesAModelWhereverItIsCut(int bytes) {
        try (Device device = Device.of(BOARD, RECORDED)) {
            assertSucceeds(device.request(MessageType.IOSPEC, IoSpecs.ofBytes(8, 8)));
            byte[] model = new byte[bytes];
            Arrays.fill(model, (byte) 0x5A);

            assertSucceeds(device.request(MessageType.MODEL, model));

            assertSucceeds(device.request(MessageType.DATA, new byte[8]));
            assertSucceeds(device.request(MessageType.PROCESS, NOTHING));
        }
    }

    @Test
    void at04ReceivesAModelOf64KilobytesWhole() {
        try (Device device = Device.of(BOARD, PRODUCT);
                KenningSession session = KenningSession.open(device.bench().port("usart6"))) {
            session.upload(Model.tflite("models/gestures.tflite").ioSpec());
            byte[] model = Arrays.copyOf(Model.tflite("models/gestures.tflite").bytes(), 64 * 1024);

            session.uploadModel(model);

            assertRecognised(session, Samples.first("models/gestures-samples.json"));
            assertThat(session.logs())
                    .anySatisfy(line -> assertThat(line.text()).contains("65536 bytes"));
        }
    }

    // AT-05

    @ParameterizedTest
    @ValueSource(strings = {"no FIRST", "retransmit", "acknowledge", "type 14"})
    void at05DrainsWhatIsNoRequestAndAnswersTheNext(String what) {
        try (Device device = Device.of(BOARD, RECORDED)) {
            assertSilent(device.reply(malformed(what).encode()));

            assertSucceeds(device.request(Event.open()));
        }
    }

    private static Message malformed(String what) {
        Flags single = new Flags(Flags.FIRST | Flags.LAST);
        byte[] body = new byte[40];
        return switch (what) {
            case "no FIRST" -> Message.of(MessageType.MODEL.code(), FlowControl.REQUEST, new Flags(Flags.LAST), body);
            case "retransmit" -> Message.of(MessageType.MODEL.code(), FlowControl.REQUEST_RETRANSMIT, single, body);
            case "acknowledge" -> Message.of(MessageType.MODEL.code(), FlowControl.ACKNOWLEDGE, single, body);
            default -> Message.of(14, FlowControl.REQUEST, single, body);
        };
    }

    // AT-05b

    @Test
    void at05bTimesOutOverAModelThatIsLargerThanTheDevicesBuffer() {
        try (Device device = Device.of(BOARD, RECORDED);
                KenningSession session = KenningSession.open(device.bench().port("usart6"))) {
            session.upload(IoSpecs.spec(8, 8));
            Duration before = device.bench().virtualTime();

            assertThatThrownBy(() -> session.uploadModel(new byte[40 * 1024]))
                    .isInstanceOf(DeviceLostException.class)
                    .hasMessageContaining("MODEL")
                    .hasMessageContaining("in 331 messages");

            assertThat(device.bench().virtualTime().minus(before))
                    .as("the time-out is one of virtual time")
                    .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(12));
            assertSucceeds(device.request(Event.reopen()));
        }
    }

    @Test
    void at05bShowsWhatTheDeviceLoggedOfARefusedUpload() {
        try (Device device = Device.of(BOARD, PRODUCT);
                KenningSession session = KenningSession.open(device.bench().port("usart6"))) {
            session.upload(Model.tflite("models/gestures.tflite").ioSpec());

            assertThatThrownBy(() -> session.uploadModel(new byte[200 * 1024]))
                    .isInstanceOf(RequestRefusedException.class)
                    .hasMessageContaining("MODEL")
                    .hasMessageContaining("<err>");
        }
    }

    // AT-06

    @Test
    void at06RecoversFromHalfASecondOfSilenceInsideAMessage() {
        try (Device device = Device.of(BOARD, RECORDED)) {
            byte[] request = IoSpecs.ofBytes(8, 8);
            byte[] frames = Event.request(MessageType.IOSPEC, request)
                    .messages(124)
                    .get(0)
                    .encode();

            assertThat(device.exchange(Arrays.copyOf(frames, 60))).isEmpty();
            assertThat(device.listen(Duration.ofMillis(501))).isEmpty();

            assertSucceeds(device.request(MessageType.IOSPEC, request));
        }
    }

    // AT-07

    @Test
    void at07TellsLogsFromReplies() {
        try (Device device = Device.of(BOARD, PRODUCT);
                KenningSession session = KenningSession.open(device.bench().port("usart6"))) {
            session.load(Model.tflite("models/gestures.tflite"));
            for (Sample sample : Samples.json("models/gestures-samples.json")) {
                assertRecognised(session, sample);
            }

            assertThat(session.logs())
                    .as("log lines came before and between replies, and none was taken for one")
                    .anySatisfy(line -> assertThat(line.text()).contains("model loaded"));
            assertThat(session.statistics()).hasEntry("peak_allocated").hasEntry("target_inference_step");
        }
    }

    // AT-08

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 11})
    void at08ReadsAnyNumberOfStatistics(int count) {
        List<Statistic> records = IntStream.range(0, count)
                .mapToObj(i -> new Statistic(
                        "record_" + i, i % 2 == 0 ? Statistic.Kind.ALLOCATION : Statistic.Kind.INFERENCE_TIME, 10L * i))
                .toList();

        assertThat(Statistics.decode(new Statistics(records).encode()).records())
                .isEqualTo(records);
    }

    @Test
    void at08ReadsTheOldFormOf24Bytes() {
        ByteBuffer payload = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.rangeClosed(1, 6).map(i -> 100 * i).forEach(payload::putInt);

        Statistics statistics = Statistics.decode(payload.array());

        assertThat(statistics.value("host_bytes_peak")).hasValue(100);
        assertThat(statistics.value("device_bytes_freed")).hasValue(600);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 23, 25, 47, 49, 95})
    void at08RefusesStatisticsOfAnyOtherLength(int bytes) {
        assertThatThrownBy(() -> Statistics.decode(new byte[bytes]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has " + bytes);
    }

    // AT-09

    @Test
    void at09TakesAReplyOfTheDevicesLargestSize() {
        try (Device device = Device.of(BOARD, RECORDED)) {
            infer(device, RESPONSE_BYTES);

            assertThat(output(device)).hasSize(RESPONSE_BYTES).containsOnly(1);
        }
    }

    @Test
    void at09SaysThatAnOutputIsLargerThanTheDeviceCanSend() {
        try (Device device = Device.of(BOARD, RECORDED)) {
            infer(device, RESPONSE_BYTES + 4);
            KenningSession session = KenningSession.open(device.bench().port("usart6"));

            assertThatThrownBy(session::output)
                    .isInstanceOf(RequestRefusedException.class)
                    .hasMessageContaining("OUTPUT");
        }
    }

    private static void infer(Device device, int bytes) {
        assertSucceeds(device.request(MessageType.IOSPEC, IoSpecs.ofBytes(bytes, bytes)));
        assertSucceeds(device.request(MessageType.MODEL, NOTHING));
        assertSucceeds(device.request(MessageType.DATA, new byte[bytes]));
        assertSucceeds(device.request(MessageType.PROCESS, NOTHING));
    }

    private static byte[] output(Device device) {
        return device.request(MessageType.OUTPUT, NOTHING).orElseThrow().payload();
    }

    private static void assertRecognised(KenningSession session, Sample sample) {
        assertThat(session.infer(sample)).hasClass(sample.label()).isCloseTo(sample.expected(), within(1e-5));
    }

    private static void assertAnswers(Optional<Event> reply, String answer) {
        switch (answer) {
            case "SUCCESS" -> assertSucceeds(reply);
            case "FAIL" -> assertFails(reply);
            default -> assertSilent(reply);
        }
    }

    private static void assertSucceeds(Optional<Event> reply) {
        answered(reply)
                .hasValueSatisfying(event -> assertThat(event.flags().has(Flags.SUCCESS))
                        .as("SUCCESS in " + event)
                        .isTrue());
    }

    private static void assertFails(Optional<Event> reply) {
        answered(reply)
                .hasValueSatisfying(event -> assertThat(event.flags().has(Flags.FAIL) && event.payloadLength() == 0)
                        .as("FAIL without a payload in " + event)
                        .isTrue());
    }

    private static void assertSilent(Optional<Event> reply) {
        assertThat(reply).as("no reply at all").isEmpty();
    }

    private static OptionalAssert<Event> answered(Optional<Event> reply) {
        return assertThat(reply).as("the device's reply").isPresent();
    }
}
