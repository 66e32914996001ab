package dev.kenning.testbench.gestures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.reference.Inference;
import dev.kenning.testbench.reference.ReferenceInterpreter;
import dev.kenning.testbench.reference.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Says what the committed gesture models can do, measured on windows that training has not seen. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GestureModelTest {

    private static final Path MODELS = Path.of("models");

    private final List<Window> heldOut = Artefacts.heldOutWindows();
    private List<Inference> floats = List.of();
    private List<Inference> integers = List.of();

    @BeforeAll
    void run() throws IOException {
        floats = inferences(Artefacts.FLOAT_MODEL);
        integers = inferences(Artefacts.INT8_MODEL);
    }

    @Test
    void recognisesHeldOutGestures() {
        assertThat(accuracy(floats)).as("accuracy in float32").isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void recognisesHeldOutGesturesWhenQuantised() {
        assertThat(accuracy(integers)).as("accuracy in int8").isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void recognisesEachGestureNearlyAsWellAsAll() {
        for (Gesture gesture : Gesture.values()) {
            assertThat(recall(floats, gesture)).as("recall of %s", gesture).isGreaterThanOrEqualTo(0.95);
        }
    }

    @Test
    void quantisationKeepsTheClass() {
        long agreeing = 0;
        for (int i = 0; i < heldOut.size(); i++) {
            agreeing += floats.get(i).predictedClass() == integers.get(i).predictedClass() ? 1 : 0;
        }
        assertThat((double) agreeing / heldOut.size())
                .as("windows for which float32 and int8 agree")
                .isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void outputsAreGradedRatherThanSaturated() {
        long saturated = floats.stream()
                .filter(inference -> Arrays.stream(inference.output()).max().orElseThrow() > 0.999)
                .count();
        assertThat((double) saturated / heldOut.size())
                .as("windows whose outputs would hide an arithmetic error behind 0 and 1")
                .isLessThan(0.05);
    }

    @Test
    void nothingAsSimpleAsTheNearestMeanWindowWouldDo() {
        List<Window> training = new WindowGenerator(1).balanced(500);
        double[][] means = new double[Gesture.values().length][Window.VALUES];
        for (Window window : training) {
            for (int i = 0; i < Window.VALUES; i++) {
                means[window.gesture().output()][i] += window.readings()[i] / 500;
            }
        }
        long right = heldOut.stream()
                .filter(window -> nearest(means, window) == window.gesture().output())
                .count();
        assertThat((double) right / heldOut.size())
                .as("accuracy of the nearest mean window")
                .isLessThan(0.75);
    }

    @Test
    void everyInt8ActivationIsUsedAcrossItsRange() {
        for (Tensor tensor : interpreterOf(Artefacts.INT8_MODEL).model().tensors()) {
            if (!tensor.isConstant()) {
                int[] seen = integers.stream()
                        .flatMapToInt(inference -> Arrays.stream(inference.quantised(tensor)))
                        .distinct()
                        .toArray();
                assertThat(seen.length)
                        .as("distinct values of %s", tensor.name())
                        .isGreaterThan(128);
            }
        }
    }

    private List<Inference> inferences(String model) {
        ReferenceInterpreter interpreter = interpreterOf(model);
        return heldOut.stream()
                .map(window -> interpreter.run(window.readings()))
                .toList();
    }

    private static ReferenceInterpreter interpreterOf(String model) {
        try {
            return ReferenceInterpreter.of(Files.readAllBytes(MODELS.resolve(model)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double accuracy(List<Inference> inferences) {
        long right = 0;
        for (int i = 0; i < heldOut.size(); i++) {
            right += isRight(inferences, i) ? 1 : 0;
        }
        return (double) right / heldOut.size();
    }

    private double recall(List<Inference> inferences, Gesture gesture) {
        long all = 0;
        long right = 0;
        for (int i = 0; i < heldOut.size(); i++) {
            if (heldOut.get(i).gesture() == gesture) {
                all++;
                right += isRight(inferences, i) ? 1 : 0;
            }
        }
        return (double) right / all;
    }

    private boolean isRight(List<Inference> inferences, int index) {
        return inferences.get(index).predictedClass()
                == heldOut.get(index).gesture().output();
    }

    private static int nearest(double[][] means, Window window) {
        int best = 0;
        double smallest = Double.POSITIVE_INFINITY;
        for (int gesture = 0; gesture < means.length; gesture++) {
            double distance = 0;
            for (int i = 0; i < Window.VALUES; i++) {
                double difference = window.readings()[i] - means[gesture][i];
                distance += difference * difference;
            }
            if (distance < smallest) {
                smallest = distance;
                best = gesture;
            }
        }
        return best;
    }
}
