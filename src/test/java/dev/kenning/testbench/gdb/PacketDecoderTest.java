package dev.kenning.testbench.gdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.Rounds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("exhaustive")
class PacketDecoderTest {

    private static final int LIMIT = 64;

    private final PacketDecoder decoder = PacketDecoder.ofRequests(LIMIT);

    @Test
    void takesARequest() {
        assertThat(take("$m20000000,4#4f")).containsExactly(new Incoming.Packet("m20000000,4"));
    }

    @Test
    void takesAnEmptyRequest() {
        assertThat(take("$#00")).containsExactly(new Incoming.Packet(""));
    }

    @Test
    void takesARequestInPieces() {
        assertThat(take("$")).isEmpty();
        assertThat(take("g#6")).isEmpty();
        assertThat(take("7$?#3f")).containsExactly(new Incoming.Packet("g"), new Incoming.Packet("?"));
    }

    @Test
    void takesWhatStandsBetweenPackets() {
        assertThat(take("+-\3"))
                .containsExactly(
                        new Incoming.Acknowledgement(true),
                        new Incoming.Acknowledgement(false),
                        new Incoming.Interrupt());
    }

    @Test
    void undoesEscapes() {
        assertThat(take(framed("X0,3:}\3}\4}]"))).containsExactly(new Incoming.Packet("X0,3:#$}"));
    }

    @Test
    void takesBytesOfEveryValue() {
        StringBuilder all = new StringBuilder();
        for (char value = 0; value < 256; value++) {
            all.append("#$}".indexOf(value) >= 0 ? "}" + (char) (value ^ 0x20) : value);
        }
        List<Incoming> incoming = PacketDecoder.ofRequests(300).take(bytes(framed(all.toString())), all.length() + 4);

        assertThat(((Incoming.Packet) incoming.get(0)).payload()).hasSize(256);
    }

    @Test
    void leavesAStarAloneForOnlyAnswersAreRunLengthEncoded() {
        assertThat(take(framed("X0,3:0* "))).containsExactly(new Incoming.Packet("X0,3:0* "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$g#68", "$g#6g", "$g#zz", "$g#--"})
    void noticesDamage(String bytes) {
        assertThat(take(bytes)).containsExactly(new Incoming.Damaged());
        assertThat(take("$g#67")).as("what comes next").containsExactly(new Incoming.Packet("g"));
    }

    @Test
    void beginsAnewWhereAPacketBegins() {
        assertThat(take("$m2000$g#67")).containsExactly(new Incoming.Packet("g"));
    }

    @Test
    void passesOverWhatIsNoPacket() {
        assertThat(take("noise\r\n$g#67")).containsExactly(new Incoming.Packet("g"));
    }

    @Test
    void refusesMoreThanWasPromised() {
        assertThat(take(framed("a".repeat(LIMIT)))).containsExactly(new Incoming.Packet("a".repeat(LIMIT)));
        assertThat(take(framed("a".repeat(LIMIT + 1)))).containsExactly(new Incoming.Oversized());
        assertThat(take("$g#67")).as("what comes next").containsExactly(new Incoming.Packet("g"));
    }

    @Test
    void readsWhatPacketsWrites() {
        String payload = "O#$}* \0\377";

        assertThat(take(new String(Packets.packet(payload), StandardCharsets.ISO_8859_1)))
                .containsExactly(new Incoming.Packet(payload));
    }

    @Test
    void takesAnyBytesAndIsReadyForTheNextRequest() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String alphabet = "$#}*+-\3gm0123456789abcdef,:;";
        for (int round = 0; round < Rounds.of(100_000); round++) {
            byte[] noise = new byte[random.nextInt(40)];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (byte)
                        (random.nextInt(5) == 0
                                ? random.nextInt(256)
                                : alphabet.charAt(random.nextInt(alphabet.length())));
            }
            List<Incoming> heard = new ArrayList<>(decoder.take(noise, noise.length));
            // Ends whatever the noise has begun.
            heard.addAll(take("x#00"));

            assertThat(take("$g#67"))
                    .as("round %d, seed %d, after %s", round, seed, heard)
                    .endsWith(new Incoming.Packet("g"));
        }
    }

    private List<Incoming> take(String text) {
        return decoder.take(bytes(text), text.length());
    }

    private static String framed(String payload) {
        int sum = payload.chars().sum() & 0xFF;
        return String.format("$%s#%02x", payload, sum);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
