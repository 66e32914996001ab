package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.ElementType;
import dev.kenning.testbench.protocol.IoSpec;
import dev.kenning.testbench.protocol.Quantization;
import dev.kenning.testbench.protocol.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns numbers into the bytes of tensors and back: quantises, clips, truncates towards zero as Kenning does (Kenning
 * Protocol 9).
 *
 * <p>Tensors cross the wire in the order of the specification; samples and results have the host's order.
 */
final class TensorCodec {

    private final IoSpec spec;

    TensorCodec(IoSpec spec) {
        this.spec = spec;
    }

    /** Returns the payload of DATA. */
    byte[] encodeInputs(Sample sample) {
        double[] values = sample.input();
        long expected = spec.inputs().stream().mapToLong(TensorSpec::elements).sum();
        if (values.length != expected) {
            throw new IllegalArgumentException(sample.name() + " holds " + values.length
                    + " numbers, but the model takes " + expected + ": " + spec.inputs());
        }
        int[] start = new int[spec.inputs().size()];
        int offset = 0;
        for (int place : placesInHostOrder(spec.inputs())) {
            start[place] = offset;
            offset += (int) spec.inputs().get(place).elements();
        }
        ByteBuffer payload = ByteBuffer.allocate((int) spec.inputBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < spec.inputs().size(); i++) {
            encode(spec.inputs().get(i), values, start[i], payload, sample.name());
        }
        return payload.array();
    }

    /** Returns the output tensors in the host's order. */
    List<double[]> decodeOutputs(byte[] payload) {
        ByteBuffer in = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        double[][] byPlace = new double[spec.outputs().size()][];
        for (int i = 0; i < byPlace.length; i++) {
            byPlace[i] = decode(spec.outputs().get(i), in);
        }
        return placesInHostOrder(spec.outputs()).stream()
                .map(place -> byPlace[place])
                .toList();
    }

    /** Returns the names of the classes of the first output, else those of the sample. */
    List<String> classNames(Sample sample) {
        return placesInHostOrder(spec.outputs()).stream()
                .findFirst()
                .map(place -> spec.outputs().get(place).classNames())
                .filter(names -> !names.isEmpty())
                .orElse(sample.classes());
    }

    private static List<Integer> placesInHostOrder(List<TensorSpec> tensors) {
        return IntStream.range(0, tensors.size())
                .boxed()
                .sorted(Comparator.comparingInt(place -> tensors.get(place).order()))
                .toList();
    }

    private static void encode(TensorSpec tensor, double[] values, int start, ByteBuffer out, String sample) {
        ElementFormat format = ElementFormat.of(tensor.type());
        for (int i = 0; i < tensor.elements(); i++) {
            double value = values[start + i];
            double element = tensor.quantization()
                    .map(quantization -> quantise(value, quantization, format))
                    .orElse(value);
            if (!format.holds(element)) {
                throw new IllegalArgumentException(sample + ": number " + (start + i) + ", " + value + ", does not fit "
                        + tensor + "; quantise it, or give the tensor a prequantized_dtype");
            }
            format.put(out, element);
        }
    }

    private static double quantise(double value, Quantization quantization, ElementFormat format) {
        double scaled = isSinglePrecision(quantization)
                ? (float) value / (float) quantization.scale() + quantization.zeroPoint()
                : value / quantization.scale() + quantization.zeroPoint();
        return format.clip(scaled);
    }

    private static double[] decode(TensorSpec tensor, ByteBuffer in) {
        ElementFormat format = ElementFormat.of(tensor.type());
        double[] values = new double[(int) tensor.elements()];
        for (int i = 0; i < values.length; i++) {
            double element = format.get(in);
            values[i] = tensor.quantization()
                    .map(quantization -> dequantise(element, quantization))
                    .orElse(element);
        }
        return values;
    }

    private static double dequantise(double element, Quantization quantization) {
        double steps = element - quantization.zeroPoint();
        return isSinglePrecision(quantization)
                ? (float) steps * (float) quantization.scale()
                : steps * quantization.scale();
    }

    /** Kenning computes in the type the values had before, which is single precision nearly always. */
    private static boolean isSinglePrecision(Quantization quantization) {
        ElementType type = quantization.prequantizedType();
        return type.kind() == ElementType.Kind.FLOAT && type.bits() <= Float.SIZE;
    }
}
