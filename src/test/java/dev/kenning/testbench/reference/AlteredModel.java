package dev.kenning.testbench.reference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Patches {@code .tflite} files in place, for tests that need a model which no converter would write. */
public final class AlteredModel {

    private AlteredModel() {}

    /** Returns the model without its final SOFTMAX, so that its output is the logits; an int8 softmax hides errors. */
    public static byte[] cutBeforeSoftmax(byte[] file) {
        List<Operation> operators = TfliteModel.of(file).operators();
        if (!(operators.get(operators.size() - 1) instanceof Softmax softmax)) {
            throw new IllegalArgumentException("the model does not end with SOFTMAX");
        }
        FlatTable subgraph = FlatTable.root(file, "TFL3").tables(2).get(0);
        byte[] cut = file.clone();
        littleEndian(cut)
                .putInt(subgraph.vectorStart(3) - 4, operators.size() - 1)
                .putInt(subgraph.vectorStart(2), softmax.input().index());
        return cut;
    }

    /**
     * Returns the model with one builtin operator code in place of another.
     *
     * @param from a code that the model uses, below 127
     * @param to a code below 127, for example 14, LOGISTIC
     */
    public static byte[] withOperator(byte[] file, int from, int to) {
        byte[] altered = file.clone();
        ByteBuffer bytes = littleEndian(altered);
        List<FlatTable> codes = FlatTable.root(file, "TFL3").tables(1).stream()
                .filter(code -> code.int32(3, 0) == from)
                .toList();
        if (codes.isEmpty()) {
            throw new IllegalArgumentException("the model does not use operator " + from);
        }
        for (FlatTable code : codes) {
            bytes.put(code.fieldStart(0), (byte) to).putInt(code.fieldStart(3), to);
        }
        return altered;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
