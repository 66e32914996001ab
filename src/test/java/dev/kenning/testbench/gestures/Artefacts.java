package dev.kenning.testbench.gestures;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files in {@code models/}, made from nothing but seeds.
 *
 * @param files by name
 * @param heldOut windows that no training or calibration has seen
 */
record Artefacts(Map<String, byte[]> files, List<Window> heldOut) {

    static final String FLOAT_MODEL = "gestures.tflite";
    static final String INT8_MODEL = "gestures_int8.tflite";

    private static final int TRAINING_SEED = 1;
    private static final int NETWORK_SEED = 2;
    private static final int HELD_OUT_SEED = 3;
    private static final int TRAINING_PER_GESTURE = 1500;
    private static final int HELD_OUT_PER_GESTURE = 250;
    private static final int EPOCHS = 6;
    private static final int CALIBRATION_WINDOWS = 400;
    private static final int SAMPLES = 10;
    private static final int ACCURACY_SAMPLES = 40;

    /** Writes the files into the directory that is the only argument. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        PrintStream out = System.out;
        out.println("training, about ten seconds");
        for (Map.Entry<String, byte[]> file : make().files().entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
            out.printf("%s: %d bytes%n", directory.resolve(file.getKey()), file.getValue().length);
        }
    }

    static Artefacts make() {
        List<Window> training = new WindowGenerator(TRAINING_SEED).balanced(TRAINING_PER_GESTURE);
        List<Window> heldOut = heldOutWindows();
        Weights weights = Classifier.train(training, EPOCHS, NETWORK_SEED);
        byte[] floatModel = GestureModel.of(new FloatNumbers(weights));
        Calibration calibration = Calibration.of(floatModel, training.subList(0, CALIBRATION_WINDOWS));
        Int8Numbers int8 = new Int8Numbers(weights, calibration);
        byte[] int8Model = GestureModel.of(int8);

        Map<String, byte[]> files = new TreeMap<>();
        files.put(FLOAT_MODEL, floatModel);
        files.put(INT8_MODEL, int8Model);
        files.put("gestures.tflite.json", utf8(Json.floatSpecification()));
        files.put(
                "gestures_int8.tflite.json",
                utf8(Json.int8Specification(int8.steps(Stage.WINDOW), int8.steps(Stage.GESTURE))));
        files.put("gestures-samples.json", utf8(Json.samples(floatModel, heldOut.subList(0, SAMPLES))));
        files.put("gestures_int8-samples.json", utf8(Json.samples(int8Model, heldOut.subList(0, SAMPLES))));
        files.put(
                "gestures-held-out.json",
                utf8(Json.samples(floatModel, heldOut.subList(SAMPLES, SAMPLES + ACCURACY_SAMPLES))));
        return new Artefacts(files, heldOut);
    }

    static List<Window> heldOutWindows() {
        return new WindowGenerator(HELD_OUT_SEED).balanced(HELD_OUT_PER_GESTURE);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
