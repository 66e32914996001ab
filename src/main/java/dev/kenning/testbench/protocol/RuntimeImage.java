package dev.kenning.testbench.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Holds the loadable runtime of a RUNTIME request: {u32 size, the relocatable ELF} (Kenning Protocol 13).
 *
 * <p>Fewer bytes than announced are legal on the wire, more are not. Immutable.
 */
public final class RuntimeImage {

    private static final int PREFIX_BYTES = 4;

    private final byte[] image;

    /** Makes an image from the bytes of an ELF. */
    public RuntimeImage(byte[] image) {
        this.image = image.clone();
    }

    /**
     * Reads the payload of a RUNTIME request.
     *
     * @throws IllegalArgumentException if the prefix is absent or announces fewer bytes than follow
     */
    public static RuntimeImage decode(byte[] payload) {
        if (payload.length < PREFIX_BYTES) {
            throw new IllegalArgumentException(
                    "a RUNTIME payload must start with 4 bytes of size, but has " + payload.length);
        }
        long announced = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xFFFF_FFFFL;
        int present = payload.length - PREFIX_BYTES;
        if (present > announced) {
            throw new IllegalArgumentException(
                    "a RUNTIME payload announces " + announced + " bytes, but holds " + present);
        }
        return new RuntimeImage(Arrays.copyOfRange(payload, PREFIX_BYTES, payload.length));
    }

    /** Returns the payload of a RUNTIME request. */
    public byte[] encode() {
        return ByteBuffer.allocate(PREFIX_BYTES + image.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(image.length)
                .put(image)
                .array();
    }

    /** Returns a copy of the bytes of the ELF. */
    public byte[] image() {
        return image.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RuntimeImage that && Arrays.equals(image, that.image);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(image);
    }

    @Override
    public String toString() {
        return "runtime image of " + image.length + " bytes";
    }
}
