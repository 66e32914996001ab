package dev.kenning.testbench.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.Rounds;
import dev.kenning.testbench.protocol.LinkDecoder.Noise;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@Tag("exhaustive")
class LinkDecoderTest implements LinkDecoder.Sink<Message> {

    private static final long MILLISECOND = 1_000_000;
    private static final byte[] GOOD = HexFormat.of().parseHex("04000000c000b10000000000");

    private final List<Message> messages = new ArrayList<>();
    private final List<Noise> noise = new ArrayList<>();
    private final LinkDecoder<Message> decoder =
            new LinkDecoder<>(HeaderRule.FROM_PEER, 1 << 16, LinkDecoder.RESYNCHRONISATION_NANOS);

    @Override
    public void message(Message message) {
        messages.add(message);
    }

    @Override
    public void noise(Noise run) {
        noise.add(run);
    }

    @Test
    void discardsWhatFollowsABadHeaderUntilTheLineIsSilent() {
        feed("*** Booting Zephyr OS ***\r\n".getBytes(StandardCharsets.US_ASCII));
        feed(GOOD);
        assertThat(messages).as("while out of step").isEmpty();

        decoder.silence(501 * MILLISECOND, this);
        feed(GOOD);

        assertThat(messages).as("after silence").hasSize(1);
        assertThat(noise).singleElement().satisfies(run -> {
            assertThat(run.length()).isEqualTo(27 + 12);
            assertThat(new String(run.excerpt(), StandardCharsets.ISO_8859_1)).startsWith("*** Booting");
        });
    }

    @Test
    void staysOutOfStepWhileTheLineIsSilentForExactlyTheLimit() {
        feed("no message at all".getBytes(StandardCharsets.US_ASCII));

        decoder.silence(500 * MILLISECOND, this);
        feed(GOOD);

        assertThat(messages).isEmpty();
    }

    @Test
    void addsUpSilenceUntilAByteInterruptsIt() {
        feed("no message at all".getBytes(StandardCharsets.US_ASCII));

        decoder.silence(300 * MILLISECOND, this);
        feed(new byte[] {'!'});
        decoder.silence(300 * MILLISECOND, this);
        assertThat(decoder.isInStep()).as("after 300 ms, a byte, 300 ms").isFalse();
        decoder.silence(201 * MILLISECOND, this);

        assertThat(decoder.isInStep()).as("after 501 ms without a byte").isTrue();
    }

    @Test
    void forgetsAMessageThatStoppedInTheMiddle() {
        feed(HexFormat.of().parseHex("05000000c000b900080000000102"));

        decoder.silence(501 * MILLISECOND, this);
        feed(GOOD);

        assertThat(messages).extracting(Message::type).containsExactly(4L);
        assertThat(noise)
                .singleElement()
                .hasToString("14 bytes that are no message (a message that stopped after 14 bytes)");
    }

    @Test
    void keepsAMessageThatPausedForLess() {
        feed(HexFormat.of().parseHex("05000000c000b9000200000078"));
        decoder.silence(500 * MILLISECOND, this);
        feed(new byte[] {0x79});

        assertThat(messages)
                .singleElement()
                .satisfies(
                        message -> assertThat(message.payload()).asHexString().isEqualTo("7879"));
    }

    @TestFactory
    Stream<DynamicTest> findsTheNextMessageAfterEveryTruncatedVector() {
        return Vector.all().stream()
                .filter(vector -> vector.bytes().length < 2000)
                .map(vector -> DynamicTest.dynamicTest(vector.name(), () -> {
                    for (int cut = 0; cut <= vector.bytes().length; cut++) {
                        decoder.decode(ByteBuffer.wrap(vector.bytes(), 0, cut), this);
                        decoder.silence(501 * MILLISECOND, this);
                        messages.clear();
                        feed(GOOD);
                        assertThat(messages)
                                .as("the next good message after %d bytes and silence", cut)
                                .extracting(Message::type)
                                .containsExactly(4L);
                    }
                }));
    }

    @Test
    void keepsNoMoreThanAnExcerptOfEndlessNoise() {
        feed("this is no message".getBytes(StandardCharsets.US_ASCII));
        byte[] noiseBlock = new byte[1 << 16];
        for (int i = 0; i < 10_000; i++) {
            feed(noiseBlock);
        }

        decoder.silence(501 * MILLISECOND, this);

        assertThat(noise).singleElement().satisfies(run -> {
            assertThat(run.length()).isEqualTo(18 + 10_000L * (1 << 16));
            assertThat(run.excerpt()).hasSize(Noise.EXCERPT_LIMIT);
        });
    }

    @Test
    void survivesAHundredThousandRandomStreams() {
        long seed = Long.getLong("kenning.seed", 20261120L);
        Random random = new Random(seed);
        for (int stream = 0; stream < Rounds.of(100_000); stream++) {
            messages.clear();
            noise.clear();
            byte[] bytes = randomStream(random);
            int cut = random.nextInt(bytes.length + 1);
            decoder.decode(ByteBuffer.wrap(bytes, 0, cut), this);
            decoder.decode(ByteBuffer.wrap(bytes, cut, bytes.length - cut), this);
            decoder.silence(501 * MILLISECOND, this);
            assertThat(decoder.isInStep())
                    .as("seed %d, stream %d: in step after silence", seed, stream)
                    .isTrue();

            messages.clear();
            feed(GOOD);
            assertThat(messages)
                    .as("seed %d, stream %d: the next good message", seed, stream)
                    .hasSize(1);
        }
    }

    /** Half of the streams start like a message, so that more than the first check is reached. */
    private static byte[] randomStream(Random random) {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        if (bytes.length >= 12 && random.nextBoolean()) {
            bytes[0] = (byte) random.nextInt(16);
            bytes[1] = 0;
            bytes[2] = 0;
            bytes[3] = 0;
            bytes[4] = (byte) (random.nextInt(4) << 6);
            bytes[7] = 0;
            bytes[9] = 0;
            bytes[10] = (byte) random.nextInt(2);
            bytes[11] = 0;
        }
        return bytes;
    }

    private void feed(byte[] bytes) {
        decoder.decode(ByteBuffer.wrap(bytes), this);
    }
}
