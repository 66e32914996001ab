package dev.kenning.testbench.acceptance;

import dev.kenning.testbench.protocol.ElementType;
import dev.kenning.testbench.protocol.IoSpec;
import dev.kenning.testbench.protocol.IoSpecStruct;
import dev.kenning.testbench.protocol.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;

/** IO specifications as a device gets them, also such as a host would never send. */
final class IoSpecs {

    /** Numbers of element kinds begin at 0; the first that means nothing. */
    static final int TYPE_CODES = 18;

    private static final ElementType BYTE = ElementType.parse("uint8");

    // Where the fields of the first input and of the outputs stand in the struct.
    private static final int INPUTS = 0;
    private static final int INPUT_DIMENSIONS = 4;
    private static final int INPUT_SHAPE = 12;
    private static final int INPUT_TYPE = 44;
    private static final int INPUT_BITS = 45;
    private static final int OUTPUTS = 48;

    private IoSpecs() {}

    /** A model with one input and one output of so many bytes. */
    static IoSpec spec(int input, int output) {
        return IoSpec.of(List.of(tensor("input", List.of(input))), List.of(tensor("output", List.of(output))));
    }

    static byte[] ofBytes(int input, int output) {
        return spec(input, output).toStruct().encode();
    }

    static byte[] of(List<List<Integer>> inputs, List<List<Integer>> outputs) {
        return IoSpec.of(
                        inputs.stream().map(shape -> tensor("input", shape)).toList(),
                        outputs.stream().map(shape -> tensor("output", shape)).toList())
                .toStruct()
                .encode();
    }

    private static TensorSpec tensor(String name, List<Integer> shape) {
        return TensorSpec.of(name, BYTE, shape.toArray(Integer[]::new));
    }

    static List<List<Integer>> times(int count, List<Integer> shape) {
        return Collections.nCopies(count, shape);
    }

    static byte[] withInputType(int code) {
        byte[] struct = ofBytes(8, 8);
        struct[INPUT_TYPE] = (byte) code;
        return struct;
    }

    /** A struct that a device has to refuse for one reason. */
    static byte[] beyond(String what) {
        return switch (what) {
            case "no input" -> with(INPUTS, 0);
            case "3 inputs" -> with(INPUTS, IoSpecStruct.MAX_INPUTS + 1);
            case "no output" -> with(OUTPUTS, 0);
            case "13 outputs" -> with(OUTPUTS, IoSpecStruct.MAX_OUTPUTS + 1);
            case "no dimension" -> with(INPUT_DIMENSIONS, 0);
            case "5 dimensions" -> with(INPUT_DIMENSIONS, IoSpecStruct.MAX_DIMENSIONS + 1);
            case "dimension 0" -> with(INPUT_SHAPE, 0);
            case "type 18" -> withInputType(TYPE_CODES);
            case "7 bits" -> {
                byte[] struct = ofBytes(8, 8);
                struct[INPUT_BITS] = 7;
                yield struct;
            }
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static byte[] with(int offset, int value) {
        byte[] struct = ofBytes(8, 8);
        ByteBuffer.wrap(struct).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
        return struct;
    }
}
