package dev.kenning.testbench.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MessageDecoderTest {

    private static final int LIMIT = 1 << 20;

    private final List<Message> messages = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> doesNotCareWhereTheStreamIsChopped() {
        return frames().map(vector -> DynamicTest.dynamicTest(vector.name(), () -> {
            Framing<?> framing = framing(vector);
            List<Object> whole = decode(framing, vector.bytes());
            for (int cut = 0; cut <= vector.bytes().length; cut++) {
                List<Object> parts = new ArrayList<>();
                MessageDecoder<?> decoder = new MessageDecoder<>(framing, LIMIT);
                decoder.decode(ByteBuffer.wrap(vector.bytes(), 0, cut), parts::add);
                decoder.decode(ByteBuffer.wrap(vector.bytes(), cut, vector.bytes().length - cut), parts::add);
                assertThat(parts).as("chopped after %d bytes", cut).isEqualTo(whole);
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> waitsForTheRestOfATruncatedStream() {
        return frames().map(vector -> DynamicTest.dynamicTest(vector.name(), () -> {
            Framing<?> framing = framing(vector);
            List<Object> whole = decode(framing, vector.bytes());
            for (int cut = 0; cut < vector.bytes().length; cut++) {
                List<Object> parts = new ArrayList<>();
                MessageDecoder<?> decoder = new MessageDecoder<>(framing, LIMIT);
                decoder.decode(ByteBuffer.wrap(vector.bytes(), 0, cut), parts::add);
                int bytes =
                        parts.stream().mapToInt(MessageDecoderTest::frameLength).sum();
                assertThat(parts).as("truncated after %d bytes", cut).isEqualTo(whole.subList(0, parts.size()));
                assertThat(decoder.pendingBytes())
                        .as("truncated after %d bytes", cut)
                        .isEqualTo(cut - bytes);
            }
        }));
    }

    /** Payloads of recorded frames; a megabyte would be chopped a million times. */
    private static Stream<Vector> frames() {
        return Vector.all().stream()
                .filter(vector -> isGenerationOne(vector) || vector.decoded().has("messages"))
                .filter(vector -> vector.decoded().path("message_size").asLong() <= LIMIT)
                .filter(vector -> vector.bytes().length < 2000)
                .filter(vector -> vector.decoded()
                        .path("messages")
                        .valueStream()
                        .noneMatch(message -> message.path("payload_size_field").asLong() > LIMIT));
    }

    private static boolean isGenerationOne(Vector vector) {
        return vector.category().equals("gen1") && vector.direction().equals("host->device");
    }

    private static Framing<?> framing(Vector vector) {
        return isGenerationOne(vector) ? BareMetalRule.ANYTHING : HeaderRule.ANYTHING;
    }

    private static int frameLength(Object message) {
        return message instanceof BareMetalMessage old ? old.encode().length : ((Message) message).frameLength();
    }

    private static List<Object> decode(Framing<?> framing, byte[] bytes) {
        List<Object> messages = new ArrayList<>();
        new MessageDecoder<>(framing, LIMIT).decode(ByteBuffer.wrap(bytes), messages::add);
        return messages;
    }

    @Test
    void refusesABodyOverTheLimitBeforeItMakesRoomForIt() {
        MessageDecoder<Message> decoder = new MessageDecoder<>(HeaderRule.ANYTHING, 100);

        assertThatExceptionOfType(FramingException.class)
                .isThrownBy(() -> feed(decoder, "05000000c000b900 ffffffff"))
                .withMessage("size 4294967295 over the limit of 100 in the header 05 00 00 00 c0 00 b9 00 ff ff ff ff");
    }

    @Test
    void takesABodyOfExactlyTheLimit() {
        feed(new MessageDecoder<>(HeaderRule.ANYTHING, 2), "05000000c000b900 02000000 7879");

        assertThat(messages)
                .singleElement()
                .satisfies(
                        message -> assertThat(message.payload()).asHexString().isEqualTo("7879"));
    }

    @Test
    void ignoresTheSizeOfAMessageWithoutBody() {
        feed(new MessageDecoder<>(HeaderRule.ANYTHING, 0), "00000000c000b100 ffffffff 04000000c000b100 00000000");

        assertThat(messages).extracting(Message::type).containsExactly(0L, 4L);
    }

    @Test
    void takesADenialFromAPeer() {
        feed(new MessageDecoder<>(HeaderRule.FROM_PEER, LIMIT), "0400000080fd3200 00000000");

        assertThat(messages)
                .singleElement()
                .satisfies(message -> assertThat(message.flowControl()).isEqualTo(FlowControl.ACKNOWLEDGE));
    }

    @Test
    void takesAnUnassignedTypeFromAPeer() {
        feed(new MessageDecoder<>(HeaderRule.FROM_PEER, LIMIT), "63000000c000b900 01000000 00");

        assertThat(messages).extracting(Message::type).containsExactly(99L);
    }

    @Test
    void takesATraceWithGarbageFlagsFromAPeer() {
        feed(new MessageDecoder<>(HeaderRule.FROM_PEER, LIMIT), "08000000c0fefafe 01000000 00");

        assertThat(messages).hasSize(1);
    }

    @Test
    void refusesTextFromAPeer() {
        MessageDecoder<Message> decoder = new MessageDecoder<>(HeaderRule.FROM_PEER, LIMIT);

        assertThatExceptionOfType(FramingException.class)
                .isThrownBy(() -> decoder.decode(
                        ByteBuffer.wrap("*** Booting Zephyr".getBytes(StandardCharsets.US_ASCII)), messages::add))
                .withMessageContaining("2a 2a 2a 20");
    }

    @Test
    void refusesARequestWithABodyFromAPeer() {
        MessageDecoder<Message> decoder = new MessageDecoder<>(HeaderRule.FROM_PEER, LIMIT);

        assertThatExceptionOfType(FramingException.class)
                .isThrownBy(() -> feed(decoder, "0500000000003900 02000000 7879"))
                .withMessageContaining("flow control REQUEST");
    }

    @Test
    void refusesReservedFlagsFromAPeer() {
        MessageDecoder<Message> decoder = new MessageDecoder<>(HeaderRule.FROM_PEER, LIMIT);

        assertThatExceptionOfType(FramingException.class)
                .isThrownBy(() -> feed(decoder, "05000000c000b101 00000000"))
                .withMessageContaining("reserved flags");
    }

    @Test
    void handsOverTheMessagesBeforeABadHeader() {
        MessageDecoder<Message> decoder = new MessageDecoder<>(HeaderRule.FROM_PEER, LIMIT);

        assertThatExceptionOfType(FramingException.class)
                .isThrownBy(() -> feed(decoder, "04000000c000b100 00000000 4865 6c6c6f2c20776f726c6421"));
        assertThat(messages).extracting(Message::type).containsExactly(4L);
    }

    private void feed(MessageDecoder<Message> decoder, String hex) {
        decoder.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))), messages::add);
    }
}
