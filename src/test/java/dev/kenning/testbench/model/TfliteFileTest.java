package dev.kenning.testbench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.Rounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exhaustive")
class TfliteFileTest {

    private static final Path GESTURES = Path.of("models/gestures.tflite");

    @Test
    void tellsOperatorsAndShapes() throws IOException {
        TfliteFile model = TfliteFile.read(GESTURES);

        assertThat(model.operators())
                .extracting(ModelOperator::name)
                .contains("CONV_2D", "MAX_POOL_2D", "FULLY_CONNECTED", "SOFTMAX");
        assertThat(model.inputs()).singleElement().satisfies(input -> {
            assertThat(input.type()).isEqualTo("float32");
            assertThat(input.elements()).isEqualTo(384);
        });
        assertThat(model.outputs().get(0).shape()).isEqualTo(List.of(1, 4));
    }

    @Test
    void countsMultiplicationsOfConvolutionsAndDenseLayers() throws IOException {
        TfliteFile model = TfliteFile.read(GESTURES);

        for (ModelOperator operator : model.operators()) {
            ModelTensor out = operator.outputs().get(0);
            switch (operator.name()) {
                case "CONV_2D" -> {
                    List<Integer> filter = operator.inputs().get(1).shape();
                    assertThat(operator.macs())
                            .isEqualTo(out.elements() * filter.get(1) * filter.get(2) * filter.get(3));
                }
                case "FULLY_CONNECTED" ->
                    assertThat(operator.macs())
                            .isEqualTo(operator.inputs().get(1).elements());
                default -> assertThat(operator.macs()).as(operator.name()).isZero();
            }
        }
        assertThat(model.macs()).isPositive();
    }

    @Test
    void refusesWhatIsNoModel() {
        assertThatThrownBy(() -> TfliteFile.of("no model".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isInstanceOf(ModelFormatException.class);
    }

    @Test
    void throwsNothingElseForDamagedModels() throws IOException {
        byte[] whole = Files.readAllBytes(GESTURES);
        for (long seed = 0; seed < Rounds.of(20_000); seed++) {
            Random random = new Random(seed);
            byte[] damaged = whole.clone();
            for (int i = 0; i < 4; i++) {
                damaged[8 + random.nextInt(3000)] = (byte) random.nextInt(256);
            }
            try {
                TfliteFile.of(damaged);
            } catch (ModelFormatException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
