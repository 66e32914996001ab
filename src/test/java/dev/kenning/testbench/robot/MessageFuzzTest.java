package dev.kenning.testbench.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.kenning.testbench.Rounds;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Feeds the reader 100,000 damaged messages: each is either read or refused; the limit is for one that hangs. */
@Timeout(300)
@Tag("exhaustive")
class MessageFuzzTest {

    private static final int ROUNDS = Rounds.of(100_000);
    private static final MessageLimits LIMITS = new MessageLimits(1 << 16, 16, 2_000);
    private static final String[] PIECES = {
        "<",
        ">",
        "/",
        "&",
        ";",
        "&lt;",
        "&b;",
        "&#0;",
        "&#x110000;",
        "&#",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?",
        "?>",
        "<!DOCTYPE a [<!ENTITY b '",
        "<!DOCTYPE a SYSTEM 'file:///etc/passwd'>",
        "'>]>",
        "<?xml version=\"1.1\"?>",
        "encoding=\"UTF-16\"",
        "<?xml version=\"1.0\" encoding=\"EBCDIC\"?>",
        "xmlns=\"a\"",
        "xmlns:a=\"b\"",
        "<a:b>",
        "=\"",
        "<value>",
        "</value>",
        "<array><data>",
        "</data></array>",
        "<struct>",
        "<member>",
        "<name>",
        "<i4>",
        "<nil/>",
        "<double>",
        "99999999999999999999",
        "\0",
        "\uFEFF",
        "\uFFFE",
        "\u0085",
        "\t",
        "\r",
        "\n",
        "😀"
    };

    @Test
    void readsOrRefusesDamagedMessages() {
        int refused = 0;
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] message = damaged(message(random), random);
            try {
                MessageReader.readCall(message, LIMITS);
            } catch (MalformedMessageException e) {
                refused++;
            } catch (RuntimeException | StackOverflowError e) {
                fail(
                        "seed " + seed + " was answered by " + e + " for\n"
                                + new String(message, StandardCharsets.UTF_8),
                        e);
            }
        }
        assertThat(refused).as("damaged messages that were refused").isBetween(ROUNDS / 2, ROUNDS - 1);
    }

    private static byte[] message(Random random) {
        RandomValues values = new RandomValues(random);
        return MessageWriter.write(new MethodCall("run_keyword", List.of(values.next(), values.next())));
    }

    private static byte[] damaged(byte[] message, Random random) {
        byte[] damaged = message;
        for (int wounds = 1 + random.nextInt(3); wounds > 0; wounds--) {
            int at = random.nextInt(damaged.length + 1);
            int end = Math.min(damaged.length, at + 1 + random.nextInt(12));
            byte[] head = Arrays.copyOf(damaged, at);
            byte[] tail = Arrays.copyOfRange(damaged, at, damaged.length);
            damaged = switch (random.nextInt(6)) {
                case 0 -> joined(head, Arrays.copyOfRange(damaged, end, damaged.length));
                case 1 -> head;
                case 2 -> joined(head, repeated(Arrays.copyOfRange(damaged, at, end), random.nextInt(40)), tail);
                case 3 -> joined(head, new byte[] {(byte) random.nextInt()}, tail);
                case 4 -> joined(head, repeated(piece(random), random.nextInt(40)), tail);
                default -> joined(head, piece(random), tail);
            };
        }
        return damaged;
    }

    private static byte[] piece(Random random) {
        return PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] repeated(byte[] piece, int times) {
        byte[][] pieces = new byte[times][];
        Arrays.fill(pieces, piece);
        return joined(pieces);
    }

    private static byte[] joined(byte[]... pieces) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            joined.writeBytes(piece);
        }
        return joined.toByteArray();
    }
}
