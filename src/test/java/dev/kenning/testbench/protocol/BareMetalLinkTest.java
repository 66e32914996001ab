package dev.kenning.testbench.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.Rounds;
import dev.kenning.testbench.protocol.LinkDecoder.Noise;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Feeds a host's decoder of generation 1 what no device should send: it finds the next reply after silence. */
@Tag("exhaustive")
class BareMetalLinkTest implements LinkDecoder.Sink<BareMetalMessage> {

    private static final long RESYNCHRONISED = 501_000_000;
    private static final BareMetalMessage GOOD = BareMetalMessage.of(BareMetalMessage.OK, new byte[] {7});

    private final List<BareMetalMessage> messages = new ArrayList<>();
    private final List<Noise> noise = new ArrayList<>();
    private final LinkDecoder<BareMetalMessage> decoder =
            new LinkDecoder<>(BareMetalRule.FROM_DEVICE, 1 << 16, LinkDecoder.RESYNCHRONISATION_NANOS);

    @Override
    public void message(BareMetalMessage message) {
        messages.add(message);
    }

    @Override
    public void noise(Noise run) {
        noise.add(run);
    }

    @TestFactory
    Stream<DynamicTest> findsTheNextReplyAfterEveryTruncatedVector() {
        return Vector.all().stream()
                .filter(vector -> vector.category().equals("gen1"))
                .flatMap(vector -> Stream.of(
                                vector.bytes(),
                                Vector.hex(vector.decoded().path("expected").path("reply_hex")))
                        .map(bytes -> DynamicTest.dynamicTest(
                                vector.name() + ", " + bytes.length + " bytes", () -> truncate(bytes))));
    }

    private void truncate(byte[] bytes) {
        for (int cut = 0; cut <= bytes.length; cut++) {
            decoder.decode(ByteBuffer.wrap(bytes, 0, cut), this);
            decoder.silence(RESYNCHRONISED, this);
            expectGood("after " + cut + " bytes and silence");
        }
    }

    @Test
    void takesOnlyRepliesFromADevice() {
        feed(HexFormat.of().parseHex("020000000400"));
        decoder.silence(RESYNCHRONISED, this);

        assertThat(messages).isEmpty();
        assertThat(noise)
                .singleElement()
                .hasToString("6 bytes that are no message (message type 4 in the header 02 00 00 00 04 00)");
    }

    @Test
    void doesNotMakeRoomForASizeThatUnderflows() {
        feed(HexFormat.of().parseHex("010000000000"));
        decoder.silence(RESYNCHRONISED, this);

        assertThat(noise)
                .singleElement()
                .hasToString("6 bytes that are no message (size 1 outside 2..1310720 in the header 01 00 00 00 00 00)");
    }

    @Test
    void survivesAHundredThousandRandomStreams() {
        long seed = Long.getLong("kenning.seed", 20261120L);
        Random random = new Random(seed);
        for (int stream = 0; stream < Rounds.of(100_000); stream++) {
            byte[] bytes = randomStream(random);
            int cut = random.nextInt(bytes.length + 1);
            decoder.decode(ByteBuffer.wrap(bytes, 0, cut), this);
            decoder.decode(ByteBuffer.wrap(bytes, cut, bytes.length - cut), this);
            decoder.silence(RESYNCHRONISED, this);
            expectGood("seed " + seed + ", stream " + stream);
        }
    }

    /** Half of the streams start like a reply, so that more than the first check is reached. */
    private static byte[] randomStream(Random random) {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        if (bytes.length >= BareMetalMessage.HEADER_BYTES && random.nextBoolean()) {
            bytes[0] = (byte) random.nextInt(64);
            bytes[1] = (byte) random.nextInt(2);
            bytes[2] = 0;
            bytes[3] = 0;
            bytes[4] = (byte) random.nextInt(3);
            bytes[5] = 0;
        }
        return bytes;
    }

    private void expectGood(String when) {
        messages.clear();
        feed(GOOD.encode());
        assertThat(messages).as("the next good reply %s", when).containsExactly(GOOD);
        noise.clear();
    }

    private void feed(byte[] bytes) {
        decoder.decode(ByteBuffer.wrap(bytes), this);
    }
}
