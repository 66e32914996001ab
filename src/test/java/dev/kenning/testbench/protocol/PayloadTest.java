package dev.kenning.testbench.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadTest {

    @Test
    void readsTheSixNumbersOfABareMetalDevice() {
        byte[] payload = HexFormat.of().parseHex("0100000002000000030000000400000005000000ffffffff");

        Statistics statistics = Statistics.decode(payload);

        assertThat(statistics.allocations())
                .containsEntry("host_bytes_peak", 1L)
                .containsEntry("host_bytes_allocated", 2L)
                .containsEntry("host_bytes_freed", 3L)
                .containsEntry("device_bytes_peak", 4L)
                .containsEntry("device_bytes_allocated", 5L)
                .containsEntry("device_bytes_freed", 0xFFFF_FFFFL);
    }

    @Test
    void keepsInferenceTimesThatKenningDrops() {
        Statistics statistics = new Statistics(List.of(
                new Statistic("peak_allocated", Statistic.Kind.ALLOCATION, 16288),
                new Statistic("target_inference_step", Statistic.Kind.INFERENCE_TIME, 147_000_000)));

        Statistics received = Statistics.decode(statistics.encode());

        assertThat(received).isEqualTo(statistics);
        assertThat(received.value("target_inference_step")).hasValue(147_000_000);
        assertThat(received.asKenningKeepsThem(true)).containsOnlyKeys("allocation_stats");
        assertThat(received.asKenningKeepsThem(false)).containsEntry("target_inference_step", List.of(0.147));
    }

    @Test
    void readsAStatisticNameThatFillsItsField() {
        String name = "a".repeat(32);

        assertThat(Statistics.decode(new Statistics(List.of(new Statistic(name, Statistic.Kind.DEFAULT, 1))).encode())
                        .find(name))
                .isPresent();
    }

    @Test
    void saysWhichStatisticIsOfAnUnknownKind() {
        byte[] payload = new Statistics(List.of(new Statistic("x", Statistic.Kind.DEFAULT, 1))).encode();
        payload[32] = 3;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Statistics.decode(payload))
                .withMessage("statistic \"x\" must be of kind 0, 1 or 2, but is of kind 3");
    }

    @Test
    void readsLogEntriesAsFarAsTheyGo() {
        assertThat(LogEntries.decode("\2hi\5yes".getBytes(StandardCharsets.US_ASCII)))
                .containsExactly("hi", "yes");
        assertThat(LogEntries.decode(new byte[0])).isEmpty();
        assertThat(LogEntries.decode(new byte[] {0, 0})).containsExactly("", "");
    }

    @Test
    void showsBytesAboveSevenBitsInALog() {
        assertThat(LogEntries.decode(new byte[] {1, -1, 2, 'o', 'k'})).containsExactly("\\xFF", "ok");
    }

    @Test
    void prefixesARuntimeWithItsSize() {
        assertThat(new RuntimeImage(new byte[] {0x7F, 'E', 'L', 'F'}).encode())
                .asHexString()
                .isEqualTo("040000007F454C46");
    }

    @Test
    void takesARuntimeThatIsShorterThanAnnouncedAndNoLongerOne() {
        assertThat(RuntimeImage.decode(new byte[] {9, 0, 0, 0, 1, 2}).image()).containsExactly(1, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuntimeImage.decode(new byte[] {1, 0, 0, 0, 1, 2}))
                .withMessage("a RUNTIME payload announces 1 bytes, but holds 2");
        assertThatIllegalArgumentException().isThrownBy(() -> RuntimeImage.decode(new byte[] {1, 0, 0}));
    }

    @Test
    void decodesAnActionOfAnyLength() {
        assertThat(Action.decode(new byte[] {6})).contains(Action.PROCESSING_INPUT);
        assertThat(Action.decode(new byte[] {6, 0, 0, 0})).contains(Action.PROCESSING_INPUT);
        assertThat(Action.decode(new byte[] {6, 1})).isEmpty();
        assertThat(Action.decode(new byte[] {13})).isEmpty();
        assertThat(Action.decode(new byte[0])).contains(Action.WAITING_FOR_CLIENT);
    }

    @Test
    void findsStatusWordsInALog() {
        assertThat(StatusWord.in("<err> model: Runtime error: 0x503 (MODEL_STATUS_INV_ARG)"))
                .singleElement()
                .hasToString("0x503 (MODEL_STATUS_INV_ARG)");
        assertThat(StatusWord.in("listen: 0x305"))
                .singleElement()
                .hasToString("0x305 (INFERENCE_SERVER_STATUS_TIMEOUT)");
        assertThat(StatusWord.in("buffer at 0x20001000, 0x0 left, 0x9999 bytes"))
                .isEmpty();
    }

    @Test
    void namesTheCodesOfAModule() {
        assertThat(new StatusWord(0x506)).hasToString("0x506 (MODEL_STATUS_INV_STATE)");
        assertThat(new StatusWord(0x60C)).hasToString("0x60c (PROTOCOL_STATUS_NO_DATA)");
        assertThat(new StatusWord(0x706)).hasToString("0x706 (RUNTIME_WRAPPER_STATUS_OUT_OF_MEMORY_ERROR)");
        assertThat(new StatusWord(0x990)).hasToString("0x990 (module 9, code 144)");
    }

    @Test
    void recognisesTheReplyOfAGenerationTwoDevice() {
        assertThat(Generation.isGenerationTwoReply(HexFormat.of().parseHex("c07ab10000000000")))
                .isTrue();
        assertThat(Generation.isGenerationTwoReply(HexFormat.of().parseHex("0d0ac000b20000000000")))
                .isTrue();
        assertThat(Generation.isGenerationTwoReply(HexFormat.of().parseHex("00000000c000b10000000000")))
                .as("the reply of a generation 3 device, which ends alike")
                .isFalse();
    }
}
