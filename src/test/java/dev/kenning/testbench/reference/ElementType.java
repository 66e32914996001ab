package dev.kenning.testbench.reference;

import java.util.Arrays;

/** The element types that the models here use, with their codes in the TensorFlow Lite schema. */
public enum ElementType {
    FLOAT32(0, 4),
    INT32(2, 4),
    INT8(9, 1);

    private final int code;
    private final int bytes;

    ElementType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    static ElementType of(int code) {
        return Arrays.stream(values())
                .filter(type -> type.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unsupported tensor type " + code));
    }
}
