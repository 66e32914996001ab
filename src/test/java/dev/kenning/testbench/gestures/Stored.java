package dev.kenning.testbench.gestures;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * How a tensor is stored in a model file.
 *
 * @param type the code of TensorFlow Lite's {@code TensorType}
 * @param data the elements of a constant; empty for what is computed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record Stored(int type, Optional<Steps> steps, byte[] data) {

    private static final int FLOAT32 = 0;
    private static final int INT32 = 2;
    private static final int INT8 = 9;

    /** The scales and zero points of a quantised tensor: one for all, or one per slice of the first dimension. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    record Steps(float[] scales, long[] zeroPoints) {

        static Steps of(float scale, int zeroPoint) {
            return new Steps(new float[] {scale}, new long[] {zeroPoint});
        }

        static Steps symmetric(float[] scales) {
            return new Steps(scales, new long[scales.length]);
        }
    }

    static Stored float32() {
        return new Stored(FLOAT32, Optional.empty(), new byte[0]);
    }

    static Stored float32(float[] values) {
        byte[] data = new byte[4 * values.length];
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return new Stored(FLOAT32, Optional.empty(), data);
    }

    static Stored int32(int... values) {
        return new Stored(INT32, Optional.empty(), bytes(values));
    }

    static Stored int32(int[] values, Steps steps) {
        return new Stored(INT32, Optional.of(steps), bytes(values));
    }

    static Stored int8(Steps steps) {
        return new Stored(INT8, Optional.of(steps), new byte[0]);
    }

    static Stored int8(byte[] values, Steps steps) {
        return new Stored(INT8, Optional.of(steps), values);
    }

    private static byte[] bytes(int[] values) {
        byte[] data = new byte[4 * values.length];
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(values);
        return data;
    }
}
