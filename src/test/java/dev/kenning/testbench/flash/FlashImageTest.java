package dev.kenning.testbench.flash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.flash.FlashImage.Chunk;
import dev.kenning.testbench.text.BadInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlashImageTest {

    private static final String HEX = """
            :020000040800F2
            :04000000DEADBEEFC4
            :02000400CAFE32
            :04001000000102 03E6
            :00000001FF
            """.replace(" ", "");

    @Test
    void readsWhereTheBytesOfAnElfFileLieInFlash() {
        FlashImage image =
                FlashImage.read(Path.of("firmware/prebuilt/stm32f746g_disco/kenning-device.elf"), OptionalLong.empty());

        assertThat(image.elf()).isPresent();
        assertThat(image.chunks().get(0).address()).isEqualTo(0x0800_0000L);
        assertThat(image.chunks())
                .allSatisfy(chunk -> assertThat(chunk.address()).isBetween(0x0800_0000L, 0x0810_0000L));
    }

    @Test
    void joinsTheRecordsOfAHexFile() {
        FlashImage image = hex(HEX);

        assertThat(image.chunks()).extracting(Chunk::address).containsExactly(0x0800_0000L, 0x0800_0010L);
        assertThat(image.chunks().get(0).bytes())
                .isEqualTo(new byte[] {(byte) 0xDE, (byte) 0xAD, (byte) 0xBE, (byte) 0xEF, (byte) 0xCA, (byte) 0xFE});
        assertThat(image.size()).isEqualTo(10);
    }

    @Test
    void addsTheSegmentOfAnOldHexFile() {
        assertThat(hex(":020000021000EC\n:0100000055AA\n:00000001FF\n")
                        .chunks()
                        .get(0)
                        .address())
                .isEqualTo(0x10000L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            :04000000DEADBEEFC5\\n:00000001FF | program.hex:1:1: the record's checksum is wrong
            :04000000DEADBEEFC4               | program.hex:1:1: the end record (:00000001FF) is missing; the file is cut off
            :04000000DEADBEC4\\n              | program.hex:1:1: the record says that it has 4 bytes, and has 3
            :00000001FF                       | program.hex has no bytes to flash
            :04000000DEADBEEFC4\\nhello        | program.hex:2:1: expected a record :LLAAAATT...CC, found 'hello'
            :040000XXDEADBEEFC4               | program.hex:1:8: expected two hexadecimal digits, found 'XX'
            :0400000055667788 99              | program.hex:1:1: expected a record
            :01000009559F1\\n                 | program.hex:1:1: expected a record
            :0100000955A1                     | program.hex:1:1: there is no record of type 9
            :0100000055AA\\n:0100000056A9\\n:00000001FF | program.hex: 1 bytes at 0x00000000 and 1 bytes at 0x00000000 overlap
            S00600004844521B                  | program.hex holds Motorola S-records
            """)
    void saysWhatIsWrongWithAFile(String content, String message) {
        assertThatThrownBy(() -> hex(content.replace("\\n", "\n")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(message);
    }

    private static FlashImage hex(String content) {
        return FlashImage.of("program.hex", content.getBytes(StandardCharsets.US_ASCII), OptionalLong.empty());
    }
}
