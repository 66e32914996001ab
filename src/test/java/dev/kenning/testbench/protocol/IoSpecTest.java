package dev.kenning.testbench.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IoSpecTest {

    private static final String QUANTISED = """
            {
              "input": [{"name": "raw", "shape": [[1, 128, 3], [1, 128, 3, 1]], "dtype": "float32"}],
              "processed_input": [{"name": "x", "shape": [1, 128, 3, 1], "dtype": "int8", "order": 0,
                                   "scale": 16.0, "zero_point": -1, "prequantized_dtype": "float32"}],
              "output": [{"name": "y", "shape": [1, 4], "dtype": "int8", "order": 0,
                          "class_names": ["wing", "ring", "slope", "negative"],
                          "scale": 0.00390625, "zero_point": -128, "prequantized_dtype": "float32"}],
              "entry_func": "module.main"
            }""";

    @Test
    void prefersTheProcessedInput() {
        IoSpec spec = IoSpec.parse(QUANTISED, "model.json");

        assertThat(spec.inputs()).extracting(TensorSpec::toString).containsExactly("x int8[1, 128, 3, 1]");
        assertThat(spec.inputBytes()).isEqualTo(384);
        assertThat(spec.outputBytes()).isEqualTo(4);
        assertThat(spec.entryFunction()).isEqualTo("module.main");
    }

    @Test
    void keepsWhatTheDeviceNeedsNotKnow() {
        TensorSpec output = IoSpec.parse(QUANTISED, "model.json").outputs().get(0);

        assertThat(output.classNames()).containsExactly("wing", "ring", "slope", "negative");
        assertThat(output.quantization()).contains(new Quantization(0.00390625, -128, ElementType.parse("float32")));
    }

    @Test
    void takesTheFirstOfAlternativeShapes() {
        IoSpec spec = IoSpec.parse("""
                {"input": [{"shape": [[1, 6], [6]], "dtype": "int8"}], "output": []}""", "model.json");

        assertThat(spec.inputs().get(0).shape()).containsExactly(1, 6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"input": []}                                                | key "output" is absent
            {"output": []}                                               | key "input" is absent
            []                                                           | must be an object, but is []
            {"input": [], "outputs": []}                                 | unknown key "outputs"; known are
            {"input": {}, "output": []}                                  | input: must be an array, but is {}
            {"input": [{"shape": [1]}], "output": []}                    | input[0]: key "dtype" is absent
            {"input": [{"shape": [0], "dtype": "int8"}], "output": []}   | input[0].shape[0]: must be 1..2147483647, but is 0
            {"input": [{"shape": ["a"], "dtype": "int8"}], "output": []} | input[0].shape[0]: must be a whole number, but is "a"
            {"input": [{"shape": 1, "dtype": "int8"}], "output": []}     | input[0].shape: must be an array, but is 1
            {"input": [{"shape": [1], "dtype": "bool"}], "output": []}   | input[0].dtype: element type "bool" has no width in bits
            {"input": [{"shape": [1], "dtype": "flat32"}], "output": []} | input[0].dtype: element type "flat32" is unknown
            {"input": [{"shape": [[1,2],[3]], "dtype": "int8"}], "output": []} | input[0].shape[1]: holds another number of elements
            {"input": [], "output": [], "entry_func": 3}                 | entry_func: must be a text, but is 3
            {"input": [], "output": [] } x                               | model.json:1:
            {"input": [], "input": [], "output": []}                     | is no JSON
            """)
    void saysWhatIsWrongWithTheFile(String json, String complaint) {
        assertThatExceptionOfType(InvalidJsonException.class)
                .isThrownBy(() -> IoSpec.parse(json, "model.json"))
                .withMessageStartingWith("model.json")
                .withMessageContaining(complaint);
    }

    @Test
    void padsEveryRowOfShapes() {
        IoSpec spec = IoSpec.of(
                List.of(
                        TensorSpec.of("a", ElementType.parse("int8"), 1, 4),
                        TensorSpec.of("b", ElementType.parse("int8"), 1, 3)),
                List.of(TensorSpec.of("c", ElementType.parse("int8"), 1, 2)));

        IoSpecStruct struct = spec.toStruct();

        assertThat(IntStream.range(0, 4).mapToLong(d -> struct.inputShape(0, d)))
                .containsExactly(1L, 4L, 0L, 0L);
        assertThat(IntStream.range(0, 4).mapToLong(d -> struct.inputShape(1, d)))
                .containsExactly(1L, 3L, 0L, 0L);
        assertThat(struct.problems()).isEmpty();
    }

    @Test
    void refusesWhatTheStructCannotHold() {
        TensorSpec tensor = TensorSpec.of("t", ElementType.parse("int8"), 1);
        TensorSpec fiveDimensions = TensorSpec.of("t", ElementType.parse("int8"), 1, 1, 1, 1, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> IoSpec.of(Collections.nCopies(3, tensor), List.of(tensor))
                        .toStruct())
                .withMessage("a device takes at most 2 inputs, but there are 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IoSpec.of(List.of(tensor), Collections.nCopies(13, tensor))
                        .toStruct())
                .withMessage("a device takes at most 12 outputs, but there are 13");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        IoSpec.of(List.of(fiveDimensions), List.of(tensor)).toStruct())
                .withMessageContaining("at most 4 dimensions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IoSpec(List.of(tensor), List.of(tensor), "a".repeat(21), "module").toStruct())
                .withMessageContaining("at most 20 ASCII characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IoSpec(List.of(tensor), List.of(tensor), "é", "module").toStruct())
                .withMessageContaining("ASCII");
    }

    @Test
    void reportsProblemsInTheOrderOfTheDevice() {
        byte[] bytes = IoSpec.of(
                        List.of(TensorSpec.of("a", ElementType.parse("int8"), 1, 4)),
                        List.of(TensorSpec.of("c", ElementType.parse("int8"), 1, 2)))
                .toStruct()
                .encode();
        bytes[4] = 0;
        bytes[44] = 18;
        bytes[45] = 4;
        bytes[100] = 0;

        assertThat(IoSpecStruct.decode(bytes).problems())
                .containsExactly(
                        "dimensions of input 0 must be 1..4, but are 0",
                        "bits of input 0 must be a multiple of 8, but are 4",
                        "type code of input 0 must be 0..17, but is 18",
                        "dimension 0 of output 0 must not be 0");
    }

    @Test
    void refusesAStructOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IoSpecStruct.decode(new byte[355]))
                .withMessage("an IOSPEC payload must be 356 bytes long, but has 355");
    }

    @Test
    void namesEveryElementType() {
        for (ElementType.Kind kind : ElementType.Kind.values()) {
            ElementType type = new ElementType(kind, 8);
            assertThat(ElementType.parse(type.toString())).isEqualTo(type);
            assertThat(ElementType.Kind.of(kind.code())).isEqualTo(kind);
        }
    }

    @ParameterizedTest
    @CsvSource({"float0", "float256", "float9999999999", "32", "string"})
    void refusesAnElementTypeWithoutAUsableWidth(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ElementType.parse(text))
                .withMessageContaining(text);
    }
}
