package dev.kenning.testbench.emulator.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.code.Decoded;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the sizes at which HotSpot still compiles and inlines: 8000, 325 and (design) 45 bytecodes. */
class MethodSizeTest {

    private static final int COMPILED = 8000;
    private static final int INLINED = 325;
    private static final int ACCESSOR = 45;

    @Test
    void keepsTheLoopSmallEnoughToBeCompiledWithRoomForInlining() throws IOException {
        Map<String, Integer> sizes = sizes(Interpreter.class);

        assertThat(sizes.get("run")).as("the loop").isLessThan(COMPILED * 5 / 8);
        assertThat(sizes.get("rare")).as("the second switch").isLessThan(COMPILED);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                DataProcessing.class,
                Multiplication.class,
                LoadStore.class,
                Branches.class,
                SystemInstructions.class,
                Parallel.class,
                Dsp.class,
                DspMultiplication.class,
                Saturation.class,
                FloatTransfer.class,
                FloatArithmetic.class,
                FloatConversion.class
            })
    void keepsSemanticMethodsSmallEnoughToBeInlined(Class<?> semantics) throws IOException {
        assertThat(sizes(semantics))
                .allSatisfy((method, size) -> assertThat(size)
                        .as("%s.%s", semantics.getSimpleName(), method)
                        .isLessThan(INLINED));
    }

    @Test
    void keepsAccessorsTiny() throws IOException {
        Map<String, Integer> decoded = sizes(Decoded.class);
        for (String method : new String[] {"d", "n", "m", "a", "immediate", "immediateGivesCarry"}) {
            assertThat(decoded.get(method)).as(method).isLessThan(ACCESSOR);
        }
        Map<String, Integer> processor = sizes(Processor.class);
        for (String method : new String[] {"loadWord", "loadHalf", "loadByte", "storeWord", "storeHalf", "storeByte"}) {
            assertThat(processor.get(method)).as(method).isLessThanOrEqualTo(ACCESSOR + 10);
        }
    }

    /** Returns the bytecodes of each method, reading the class file (JVM specification, chapter 4). */
    private static Map<String, Integer> sizes(Class<?> type) throws IOException {
        String file = type.getSimpleName() + ".class";
        try (DataInputStream in = new DataInputStream(type.getResourceAsStream(file))) {
            in.skipNBytes(8);
            Map<Integer, String> strings = readConstants(in);
            in.skipNBytes(6);
            in.skipNBytes(2L * in.readUnsignedShort());
            readMembers(in, strings, new HashMap<>());
            Map<String, Integer> sizes = new HashMap<>();
            readMembers(in, strings, sizes);
            return sizes;
        }
    }

    private static Map<Integer, String> readConstants(DataInputStream in) throws IOException {
        Map<Integer, String> strings = new HashMap<>();
        int count = in.readUnsignedShort();
        for (int index = 1; index < count; index++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> strings.put(index, in.readUTF());
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    index++;
                }
                default -> in.skipNBytes(4);
            }
        }
        return strings;
    }

    private static void readMembers(DataInputStream in, Map<Integer, String> strings, Map<String, Integer> sizes)
            throws IOException {
        int members = in.readUnsignedShort();
        for (int i = 0; i < members; i++) {
            in.skipNBytes(2);
            String name = strings.get(in.readUnsignedShort());
            in.skipNBytes(2);
            int attributes = in.readUnsignedShort();
            for (int j = 0; j < attributes; j++) {
                String attribute = strings.get(in.readUnsignedShort());
                int length = in.readInt();
                if (attribute.equals("Code")) {
                    in.skipNBytes(4);
                    sizes.merge(name, in.readInt(), Math::max);
                    in.skipNBytes(length - 8);
                } else {
                    in.skipNBytes(length);
                }
            }
        }
    }
}
