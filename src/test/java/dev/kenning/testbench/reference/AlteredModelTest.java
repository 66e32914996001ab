package dev.kenning.testbench.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kenning.testbench.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlteredModelTest {

    private static final int SOFTMAX = 25;
    private static final int LOGISTIC = 14;

    @ParameterizedTest
    @ValueSource(strings = {"models/gestures_int8.tflite", "../shared/models/magic_wand_int8.tflite"})
    void cutModelGivesTheLogitsOfTheWholeOne(String file) throws IOException {
        byte[] whole = Files.readAllBytes(
                Tools.requireFile(Path.of(file), "models", "the Magic Wand models are not part of this project"));
        byte[] input = new byte[384];
        new Random(8).nextBytes(input);
        Inference expected = ReferenceInterpreter.of(whole).run(input);
        Inference actual =
                ReferenceInterpreter.of(AlteredModel.cutBeforeSoftmax(whole)).run(input);
        assertThat(actual.quantisedOutput()).containsExactly(expected.quantised(expected.logits()));
    }

    @Test
    void aModelWithoutSoftmaxCannotBeCut() throws IOException {
        byte[] cut = AlteredModel.cutBeforeSoftmax(Files.readAllBytes(Path.of("models/gestures.tflite")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlteredModel.cutBeforeSoftmax(cut))
                .withMessage("the model does not end with SOFTMAX");
    }

    @Test
    void aModelWithAnotherOperatorIsRefused() throws IOException {
        byte[] model = Files.readAllBytes(Path.of("models/gestures.tflite"));
        byte[] altered = AlteredModel.withOperator(model, SOFTMAX, LOGISTIC);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReferenceInterpreter.of(altered))
                .withMessage("unsupported builtin operator 14");
    }
}
