package dev.kenning.testbench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kenning.testbench.protocol.ElementType;
import dev.kenning.testbench.protocol.IoSpec;
import dev.kenning.testbench.protocol.Quantization;
import dev.kenning.testbench.protocol.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorCodecTest {

    private static final ElementType FLOAT32 = ElementType.parse("float32");

    private static TensorSpec tensor(String type, int elements, int order, Quantization... quantization) {
        return new TensorSpec(
                "t" + order,
                List.of(1, elements),
                ElementType.parse(type),
                quantization.length == 0 ? Optional.empty() : Optional.of(quantization[0]),
                List.of(),
                order);
    }

    private static byte[] encode(TensorSpec tensor, double... values) {
        return new TensorCodec(IoSpec.of(List.of(tensor), List.of())).encodeInputs(Sample.of(values));
    }

    private static double[] decode(TensorSpec tensor, byte... bytes) {
        return new TensorCodec(IoSpec.of(List.of(), List.of(tensor)))
                .decodeOutputs(bytes)
                .get(0);
    }

    @Test
    void truncatesQuantisedInputsTowardsZero() {
        TensorSpec input = tensor("int8", 4, 0, new Quantization(16, -1, FLOAT32));

        // -779.1 / 16 - 1 = -49.69; 596 / 16 - 1 = 36.25
        assertThat(encode(input, -779.1, 596, 0, 31.9)).containsExactly(-49, 36, -1, 0);
    }

    @Test
    void clipsQuantisedInputsToTheirType() {
        TensorSpec signed = tensor("int8", 2, 0, new Quantization(1, 0, FLOAT32));
        TensorSpec unsigned = tensor("uint8", 2, 0, new Quantization(1, 0, FLOAT32));

        assertThat(encode(signed, 1e9, -1e9)).containsExactly(127, -128);
        assertThat(encode(unsigned, 1e9, -1e9)).containsExactly(-1, 0);
    }

    @Test
    void quantisesInSinglePrecisionAsKenningDoes() {
        TensorSpec input = tensor("int8", 1, 0, new Quantization(0.1, 0, FLOAT32));

        // 0.7 / 0.1 is 6.999... in double precision, 7 in single.
        assertThat(encode(input, 0.7)).containsExactly(7);
    }

    @Test
    void dequantisesOutputs() {
        TensorSpec output = tensor("int8", 3, 0, new Quantization(0.00390625, -128, FLOAT32));

        assertThat(decode(output, (byte) 127, (byte) -128, (byte) 0)).containsExactly(0.99609375, 0, 0.5);
    }

    @Test
    void leavesOutputsWithoutQuantisationAlone() {
        assertThat(decode(tensor("int8", 2, 0), (byte) 127, (byte) -128)).containsExactly(127, -128);
    }

    @Test
    void refusesANumberThatItsTypeCannotHold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encode(tensor("int8", 2, 0), 1, 0.5))
                .withMessageContaining("number 1, 0.5, does not fit t0 int8[1, 2]");
        assertThatIllegalArgumentException().isThrownBy(() -> encode(tensor("int8", 1, 0), 128));
        assertThatIllegalArgumentException().isThrownBy(() -> encode(tensor("uint8", 1, 0), -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encode(tensor("int8", 1, 0, new Quantization(1, 0, FLOAT32)), Double.NaN));
    }

    @Test
    void refusesATypeItCannotComputeWith() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encode(tensor("complex64", 1, 0), 1))
                .withMessageContaining("complex64");
    }

    @ParameterizedTest
    @CsvSource({
        "int8, -1, ff",
        "int16, -2, feff",
        "uint16, 65535, ffff",
        "int32, -2147483648, 00000080",
        "uint32, 4294967295, ffffffff",
        "int64, -1, ffffffffffffffff",
        "uint64, 9223372036854775808, 0000000000000080",
        "bool8, 1, 01",
        "float16, 1, 003c",
        "float16, -2, 00c0",
        "float16, 65504, ff7b",
        "float16, 0.000000059604644775390625, 0100",
        "float32, 1, 0000803f",
        "float64, -1, 000000000000f0bf"
    })
    void writesLittleEndian(String type, double value, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(encode(tensor(type, 1, 0), value)).as("encoded").isEqualTo(bytes);
        assertThat(decode(tensor(type, 1, 0), bytes)).as("decoded").containsExactly(value);
    }

    @Test
    void roundsToTheNearestHalf() {
        assertThat(Half.toFloat(Half.of(2049)))
                .as("a tie goes to the even neighbour")
                .isEqualTo(2048);
        assertThat(Half.toFloat(Half.of(2051)))
                .as("a tie goes to the even neighbour")
                .isEqualTo(2052);
        assertThat(Half.toFloat(Half.of(65519))).isEqualTo(65504);
        assertThat(Half.toFloat(Half.of(65520))).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Half.toFloat(Half.of(Float.NEGATIVE_INFINITY))).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(Half.toFloat(Half.of(Float.NaN))).isNaN();
    }

    @Test
    void readsBackEveryHalf() {
        for (int bits = 0; bits <= 0xFFFF; bits++) {
            float value = Half.toFloat((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(Half.of(value)).as("half 0x%04x", bits).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void permutesTensorsToTheHostsOrder() {
        IoSpec spec = IoSpec.of(
                List.of(tensor("int8", 1, 1), tensor("int8", 2, 0)),
                List.of(tensor("int8", 1, 1), tensor("int8", 2, 0)));
        TensorCodec codec = new TensorCodec(spec);

        assertThat(codec.encodeInputs(Sample.of(1, 2, 3)))
                .as("order of the wire")
                .containsExactly(3, 1, 2);
        assertThat(codec.decodeOutputs(new byte[] {3, 1, 2}))
                .as("order of the host")
                .containsExactly(new double[] {1, 2}, new double[] {3});
    }

    @Test
    void writesManyValuesWithoutLosingTheirPlaces() {
        double[] values = new double[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }

        ByteBuffer bytes =
                ByteBuffer.wrap(encode(tensor("float32", 1000, 0), values)).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(bytes.getFloat(4 * 999)).isEqualTo(999);
    }
}
