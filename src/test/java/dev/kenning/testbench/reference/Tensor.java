package dev.kenning.testbench.reference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** A tensor of a model: what it is and, for constants, its data. Immutable. */
public final class Tensor {

    private final int index;
    private final String name;
    private final ElementType type;
    private final List<Integer> shape;
    private final Optional<Quantisation> quantisation;
    private final byte[] data;

    Tensor(
            int index,
            String name,
            ElementType type,
            List<Integer> shape,
            Optional<Quantisation> quantisation,
            byte[] data) {
        this.index = index;
        this.name = name;
        this.type = type;
        this.shape = shape;
        this.quantisation = quantisation;
        this.data = data.clone();
        if (data.length > 0 && data.length != elements() * type.bytes()) {
            throw new IllegalArgumentException("tensor %d (%s) of %d elements has %d bytes of data"
                    .formatted(index, name, elements(), data.length));
        }
    }

    /** Returns the position in the model's list of tensors. */
    public int index() {
        return index;
    }

    public String name() {
        return name;
    }

    public ElementType type() {
        return type;
    }

    public List<Integer> shape() {
        return shape;
    }

    /** Returns how integers stand for real numbers, or throws if this tensor is not quantised. */
    public Quantisation quantisation() {
        return quantisation.orElseThrow(
                () -> new IllegalArgumentException("tensor %d (%s) is not quantised".formatted(index, name)));
    }

    public boolean isQuantised() {
        return quantisation.isPresent();
    }

    public boolean isConstant() {
        return data.length > 0;
    }

    /** Returns the product of the dimensions. */
    public int elements() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    int dimension(int axis) {
        return shape.get(axis);
    }

    /** Returns the data of a float constant, widened. */
    double[] doubles() {
        require(ElementType.FLOAT32);
        ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[data.length / 4];
        for (int i = 0; i < values.length; i++) {
            values[i] = buffer.getFloat(4 * i);
        }
        return values;
    }

    /** Returns the data of an int8 or int32 constant. */
    int[] integers() {
        if (type == ElementType.INT8) {
            int[] values = new int[data.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = data[i];
            }
            return values;
        }
        require(ElementType.INT32);
        int[] values = new int[data.length / 4];
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
        return values;
    }

    private void require(ElementType wanted) {
        if (type != wanted) {
            throw new IllegalArgumentException("tensor %d (%s) is %s, not %s".formatted(index, name, type, wanted));
        }
    }
}
