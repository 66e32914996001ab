package dev.kenning.testbench.emulator.core.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.core.Decoded;
import dev.kenning.testbench.emulator.core.MethodSizes;
import java.io.IOException;
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
        Map<String, Integer> sizes = MethodSizes.of(Interpreter.class);

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
        assertThat(MethodSizes.of(semantics))
                .allSatisfy((method, size) -> assertThat(size)
                        .as("%s.%s", semantics.getSimpleName(), method)
                        .isLessThan(INLINED));
    }

    @Test
    void keepsAccessorsTiny() throws IOException {
        Map<String, Integer> decoded = MethodSizes.of(Decoded.class);
        for (String method : new String[] {"d", "n", "m", "a", "immediate", "immediateGivesCarry"}) {
            assertThat(decoded.get(method)).as(method).isLessThan(ACCESSOR);
        }
        Map<String, Integer> processor = MethodSizes.of(Processor.class);
        for (String method : new String[] {"loadWord", "loadHalf", "loadByte", "storeWord", "storeHalf", "storeByte"}) {
            assertThat(processor.get(method)).as(method).isLessThanOrEqualTo(ACCESSOR + 10);
        }
    }
}
