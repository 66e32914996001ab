package dev.kenning.testbench.emulator.core.riscv;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(sizes)
                .allSatisfy((method, size) -> assertThat(size).as(method).isLessThan(COMPILED));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Arithmetic.class,
                Multiplication.class,
                LoadStore.class,
                Branches.class,
                Atomics.class,
                CsrInstructions.class,
                SystemInstructions.class,
                FloatArithmetic.class,
                FloatConversion.class,
                FloatTransfer.class,
                DoubleArithmetic.class,
                DoubleConversion.class
            })
    void keepsSemanticMethodsSmallEnoughToBeInlined(Class<?> semantics) throws IOException {
        assertThat(MethodSizes.of(semantics))
                .allSatisfy((method, size) -> assertThat(size)
                        .as("%s.%s", semantics.getSimpleName(), method)
                        .isLessThan(INLINED));
    }

    @Test
    void keepsAccessorsTiny() throws IOException {
        Map<String, Integer> hart = MethodSizes.of(Hart.class);
        for (String method : new String[] {
            "loadByte",
            "loadHalf",
            "loadWord",
            "loadDouble",
            "storeByte",
            "storeHalf",
            "storeWord",
            "storeDouble",
            "single",
            "setSingle",
            "jump"
        }) {
            assertThat(hart.get(method)).as(method).isLessThanOrEqualTo(ACCESSOR + 20);
        }
    }
}
