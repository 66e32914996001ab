package dev.kenning.testbench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kenning.testbench.protocol.InvalidJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplesTest {

    @TempDir
    private Path directory;

    @Test
    void flattensInputsRowByRow() {
        Samples samples = Samples.parse("""
                {"classes": ["a", "b"],
                 "samples": [{"input": [[[1, 2], [3, 4]]], "expected": [[0.25, 0.75]], "label": "b"},
                             {"input": [5]}]}""", "s.json");

        assertThat(samples.size()).isEqualTo(2);
        assertThat(samples.first().input()).containsExactly(1, 2, 3, 4);
        assertThat(samples.first().shape()).containsExactly(1, 2, 2);
        assertThat(samples.first().expected()).containsExactly(0.25, 0.75);
        assertThat(samples.first().label()).isEqualTo("b");
        assertThat(samples).extracting(Sample::name).containsExactly("samples[0] of s.json", "samples[1] of s.json");
    }

    @Test
    void saysWhatASampleLacks() {
        Sample sample =
                Samples.parse("{\"samples\": [{\"input\": [1]}]}", "s.json").first();

        assertThat(sample.hasLabel()).isFalse();
        assertThat(sample.hasExpected()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(sample::label)
                .withMessage("samples[0] of s.json has no key \"label\"");
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(sample::expected)
                .withMessage("samples[0] of s.json has no key \"expected\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                        | s.json: key "samples" is absent
            {"samples": []}                                           | s.json: samples: must hold at least one sample
            {"samples": [{"in": [1]}]}                                | s.json: samples[0]: unknown key "in"
            {"samples": [{"label": "a"}]}                             | s.json: samples[0]: key "input" is absent
            {"samples": [{"input": 1}]}                               | s.json: samples[0].input: must be an array of numbers
            {"samples": [{"input": []}]}                              | s.json: samples[0].input: must not hold an empty array
            {"samples": [{"input": [[1, 2], [3]]}]}                   | s.json: samples[0].input[1]: must be an array of 2
            {"samples": [{"input": [[1, 2], [3, "4"]]}]}              | s.json: samples[0].input[1][1]: must be a number
            {"samples": [{"input": [1, 1e999]}]}                      | s.json: samples[0].input[1]: must be a number that a double can hold
            {"classes": ["a"], "samples": [{"input": [1], "label": "b"}]} | samples[0].label: must be one of [a], but is "b"
            """)
    void saysWhatIsWrongWithTheFile(String json, String complaint) {
        assertThatExceptionOfType(InvalidJsonException.class)
                .isThrownBy(() -> Samples.parse(json, "s.json"))
                .withMessageContaining(complaint);
    }

    @Test
    void refusesAWholeNumberOfHundredsOfDigits() {
        String number = "1".repeat(400);

        assertThatExceptionOfType(InvalidJsonException.class)
                .isThrownBy(() -> Samples.parse("{\"samples\": [{\"input\": [" + number + "]}]}", "s.json"))
                .withMessageStartingWith("s.json: samples[0].input[0]: must be a number that a double can hold");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"samples": [NaN]} | s.json:1:17: is no JSON: Non-standard token 'NaN'
            {                  | s.json:1:2: is no JSON: Unexpected end-of-input: expected close marker for Object
            """)
    void keepsTheParsersAdviceToProgrammersToItself(String json, String complaint) {
        assertThatExceptionOfType(InvalidJsonException.class)
                .isThrownBy(() -> Samples.parse(json, "s.json"))
                .withMessage(complaint);
    }

    @Test
    void saysThatAFileIsAbsent() {
        assertThatExceptionOfType(InvalidJsonException.class)
                .isThrownBy(() -> Samples.json(directory.resolve("none.json")))
                .withMessageContaining("none.json: is absent (looked in " + directory);
    }

    @Test
    void readsAModelAndTheSpecificationBesideIt() throws IOException {
        Path file = directory.resolve("m.tflite");
        Files.write(file, new byte[] {0, 0, 0, 0, 'T', 'F', 'L', '3'});
        Files.writeString(directory.resolve("m.tflite.json"), """
                {"input": [{"shape": [1, 2], "dtype": "int8"}], "output": [{"shape": [3], "dtype": "int8"}]}""");

        Model model = Model.tflite(file);

        assertThat(model.size()).isEqualTo(8);
        assertThat(model.ioSpec().inputBytes()).isEqualTo(2);
        assertThat(model.ioSpec().outputBytes()).isEqualTo(3);
    }

    @Test
    void refusesAModelThatIsNoFlatbuffer() throws IOException {
        Path file = directory.resolve("m.tflite");
        Files.writeString(file, "<html>");
        Files.writeString(directory.resolve("m.tflite.json"), "{\"input\": [], \"output\": []}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Model.tflite(file))
                .withMessageContaining("is no TFLite model");
    }

    @Test
    void refusesAModelWithoutSpecification() throws IOException {
        Path file = directory.resolve("m.tflite");
        Files.write(file, new byte[] {0, 0, 0, 0, 'T', 'F', 'L', '3'});

        assertThatExceptionOfType(InvalidJsonException.class)
                .isThrownBy(() -> Model.tflite(file))
                .withMessageContaining("m.tflite.json: is absent")
                .withMessageContaining("it must be the IO specification of " + file);
    }

    @Test
    void predictsTheFirstOfTheLargest() {
        assertThat(inference(1, 3, 3).predictedClass()).isEqualTo(1);
        assertThat(inference(Double.NaN, -5, -7).predictedClass()).isEqualTo(1);
        assertThat(inference(1, 3, 3).label()).contains("b");
        assertThat(inference(1, 3, 3, 4).label()).isEmpty();
    }

    private static Inference inference(double... output) {
        return new Inference(new byte[0], List.of(output), List.of("a", "b", "c"), Duration.ZERO);
    }
}
