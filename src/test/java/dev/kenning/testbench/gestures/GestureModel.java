package dev.kenning.testbench.gestures;

import static dev.kenning.testbench.gestures.Classifier.CLASSES;
import static dev.kenning.testbench.gestures.Classifier.FILTERS_1;
import static dev.kenning.testbench.gestures.Classifier.FILTERS_2;
import static dev.kenning.testbench.gestures.Classifier.HIDDEN;
import static dev.kenning.testbench.gestures.Classifier.POOLED_1;
import static dev.kenning.testbench.gestures.Classifier.POOLED_2;
import static dev.kenning.testbench.gestures.FlatNode.table;

import dev.kenning.testbench.gestures.FlatNode.Table;
import dev.kenning.testbench.gestures.TfliteWriter.Builtin;

/** Writes the network of {@link Classifier} as a {@code .tflite} file. */
final class GestureModel {

    private static final int SAME = 0;
    private static final int VALID = 1;
    private static final int NONE = 0;
    private static final int RELU = 1;

    private final Numbers numbers;
    private final TfliteWriter file;

    private GestureModel(Numbers numbers) {
        this.numbers = numbers;
        this.file = new TfliteWriter(numbers.areInt8());
    }

    static byte[] of(Numbers numbers) {
        return new GestureModel(numbers).write();
    }

    private byte[] write() {
        int flat = POOLED_2 * FILTERS_2;
        int window = tensor(Stage.WINDOW, 1, Window.STEPS, Window.AXES, 1);
        int filters1 = constant("conv1/filters", numbers.weights(Stage.WINDOW, Stage.CONV1), FILTERS_1, 4, 3, 1);
        int bias1 = constant("conv1/bias", numbers.bias(Stage.WINDOW, Stage.CONV1), FILTERS_1);
        int conv1 = file.operator(
                Builtin.CONV_2D,
                convolutionOptions(),
                tensor(Stage.CONV1, 1, Window.STEPS, Window.AXES, FILTERS_1),
                window,
                filters1,
                bias1);
        int pool1 = file.operator(
                Builtin.MAX_POOL_2D,
                poolingOptions(VALID, 3, 3),
                file.tensor("pool1", numbers.activation(Stage.CONV1), 1, POOLED_1, 1, FILTERS_1),
                conv1);
        int filters2 = constant("conv2/filters", numbers.weights(Stage.CONV1, Stage.CONV2), FILTERS_2, 4, 1, FILTERS_1);
        int bias2 = constant("conv2/bias", numbers.bias(Stage.CONV1, Stage.CONV2), FILTERS_2);
        int conv2 = file.operator(
                Builtin.CONV_2D,
                convolutionOptions(),
                tensor(Stage.CONV2, 1, POOLED_1, 1, FILTERS_2),
                pool1,
                filters2,
                bias2);
        int pool2 = file.operator(
                Builtin.MAX_POOL_2D,
                poolingOptions(SAME, 3, 1),
                file.tensor("pool2", numbers.activation(Stage.CONV2), 1, POOLED_2, 1, FILTERS_2),
                conv2);
        int shape = constant("flat/shape", Stored.int32(-1, flat), 2);
        int reshaped = file.operator(
                Builtin.RESHAPE,
                table().refer(0, FlatNode.ints(-1, flat)),
                file.tensor("flat", numbers.activation(Stage.CONV2), 1, flat),
                pool2,
                shape);
        int matrix1 = constant("dense1/weights", numbers.weights(Stage.CONV2, Stage.DENSE1), HIDDEN, flat);
        int matrixBias1 = constant("dense1/bias", numbers.bias(Stage.CONV2, Stage.DENSE1), HIDDEN);
        int dense1 = file.operator(
                Builtin.FULLY_CONNECTED,
                table().int8(0, RELU),
                tensor(Stage.DENSE1, 1, HIDDEN),
                reshaped,
                matrix1,
                matrixBias1);
        int matrix2 = constant("logits/weights", numbers.weights(Stage.DENSE1, Stage.LOGITS), CLASSES, HIDDEN);
        int matrixBias2 = constant("logits/bias", numbers.bias(Stage.DENSE1, Stage.LOGITS), CLASSES);
        int logits = file.operator(
                Builtin.FULLY_CONNECTED,
                table().int8(0, NONE),
                tensor(Stage.LOGITS, 1, CLASSES),
                dense1,
                matrix2,
                matrixBias2);
        int gesture = file.operator(Builtin.SOFTMAX, table().float32(0, 1), tensor(Stage.GESTURE, 1, CLASSES), logits);
        return file.write("Kenning Testbench gestures", window, gesture);
    }

    private int tensor(Stage stage, int... shape) {
        return file.tensor(stage.tensorName(), numbers.activation(stage), shape);
    }

    private int constant(String name, Stored stored, int... shape) {
        return file.tensor(name, stored, shape);
    }

    /** Padding, horizontal and vertical stride, activation. */
    private static Table convolutionOptions() {
        return table().int8(0, SAME).int32(1, 1).int32(2, 1).int8(3, RELU);
    }

    /** Padding, strides as large as the window, width and height of the window. */
    private static Table poolingOptions(int padding, int height, int width) {
        return table().int8(0, padding)
                .int32(1, width)
                .int32(2, height)
                .int32(3, width)
                .int32(4, height);
    }
}
