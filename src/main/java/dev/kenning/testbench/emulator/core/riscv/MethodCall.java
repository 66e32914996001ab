package dev.kenning.testbench.emulator.core.riscv;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** An instruction that a static method of its own executes, which takes what {@link VectorOperation#execute} does. */
final class MethodCall implements VectorOperation {

    private static final MethodType TYPE =
            MethodType.methodType(void.class, Hart.class, VectorUnit.class, int.class, int.class);

    private final String method;
    private @Nullable VectorOperation copy;

    MethodCall(String method) {
        this.method = method;
    }

    @Override
    public void execute(Hart h, VectorUnit v, int word, int k) {
        VectorOperation call = copy;
        if (call == null) {
            call = LoopCopy.of(Copy.class, LoopCopy.method(method, TYPE));
            copy = call;
        }
        call.execute(h, v, word, k);
    }

    /** Calls the method that its copy was made with. */
    static final class Copy implements VectorOperation {

        private static final MethodHandle METHOD = LoopCopy.constants(MethodHandles.lookup(), MethodHandle.class);

        @Override
        public void execute(Hart h, VectorUnit v, int word, int k) {
            try {
                METHOD.invokeExact(h, v, word, k);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }
    }
}
