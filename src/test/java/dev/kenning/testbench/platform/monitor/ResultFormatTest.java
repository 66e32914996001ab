package dev.kenning.testbench.platform.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the forms that Renode 1.15.3 printed into {@code renode-golden/*.monitor.txt}. */
class ResultFormatTest {

    @ParameterizedTest
    @MethodSource("values")
    void printsValuesAsWideAsTheirType(Object value, String hexadecimal, String decimal) {
        assertThat(ResultFormat.HEXADECIMAL.print(value)).isEqualTo(hexadecimal);
        assertThat(ResultFormat.DECIMAL.print(value)).isEqualTo(decimal);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(0x2470L, "0x0000000000002470", "9328"),
                Arguments.of(462, "0x000001CE", "462"),
                Arguments.of(-1, "0xFFFFFFFF", "4294967295"),
                Arguments.of(-1L, "0xFFFFFFFFFFFFFFFF", "18446744073709551615"),
                Arguments.of((short) 0xABC, "0x0ABC", "2748"),
                Arguments.of((byte) 0xFF, "0xFF", "255"),
                Arguments.of(true, "True", "True"),
                Arguments.of(false, "False", "False"),
                Arguments.of("reset (entry)", "reset (entry)", "reset (entry)"),
                Arguments.of(List.of((byte) 1, (byte) 2), "[0x01, 0x02]", "[1, 2]"));
    }

    @Test
    void printsRegistersWithoutLeadingZeros() {
        assertThat(ResultFormat.HEXADECIMAL.register(0x80001a0)).isEqualTo("0x80001a0");
    }

    @Test
    void breaksLongListsAfterTenItems() {
        List<Byte> items = IntStream.range(0, 12).mapToObj(i -> (byte) i).toList();

        assertThat(ResultFormat.DECIMAL.list(items)).isEqualTo("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9,\n10, 11]");
    }

    @Test
    void rulesTables() {
        List<List<String>> rows =
                List.of(List.of("Opcode", "Count"), List.of("movs_imm", "8"), List.of("b_cond", "2243"));

        assertThat(ResultFormat.table(rows)).isEqualTo("""
                ----------------
                |Opcode  |Count|
                ----------------
                |movs_imm|8    |
                |b_cond  |2243 |
                ----------------""");
    }

    @Test
    void printsVirtualTimeToTheNanosecond() {
        assertThat(ResultFormat.duration(50_000_000)).isEqualTo("00:00:00.050000000");
        assertThat(ResultFormat.duration(3_723_000_000_001L)).isEqualTo("01:02:03.000000001");
    }
}
