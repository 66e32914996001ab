package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.riscv.ElementOperation.Variant;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * The loop of a reduction (chapter 14); used through copies, as {@link ElementLoop}.
 *
 * <p>The operation gets the element as {@code a} and what has been gathered as {@code b}, in element order, the unordered
 * float sum too, as in Renode.
 */
final class ReductionLoop implements VectorOperation {

    private static final Variant VARIANT = LoopCopy.constants(MethodHandles.lookup(), Variant.class);
    private static final MethodHandle OPERATION = VARIANT.operation();
    private static final boolean FLOAT = VARIANT.shape().isFloat();
    private static final boolean MASKED = VARIANT.masked();
    private static final boolean SIGNED = VARIANT.shape().a().isSigned();
    private static final int SCALE = VARIANT.shape().d().scale();
    private static final int A = VARIANT.width();
    private static final int D = A + SCALE;

    ReductionLoop() {}

    @Override
    public void execute(Hart h, VectorUnit v, int word, int k) {
        boolean widthsExist = D <= v.config.widest();
        if (!widthsExist || v.vstart != 0 || !VectorUnit.isGroup(VectorFields.s2(word), v.lmul)) {
            throw h.illegalInstruction(k);
        }
        if (FLOAT) {
            v.beginFloat(h, k);
        }
        int vl = v.vl;
        if (vl == 0) {
            return;
        }
        byte[] registers = v.registers;
        int a = v.offset(VectorFields.s2(word));
        long gathered = element(registers, v.offset(VectorFields.s1(word)), D);
        for (int i = 0; i < vl; i++) {
            if (!MASKED || Elements.bit(registers, 0, i) != 0) {
                gathered = apply(v, element(registers, a + (i << A), A), gathered);
            }
        }
        Elements.put(registers, v.offset(VectorFields.d(word)), D, gathered);
    }

    private static long element(byte[] registers, int at, int width) {
        return SIGNED ? Elements.signed(registers, at, width) : Elements.unsigned(registers, at, width);
    }

    private static long apply(VectorUnit v, long element, long gathered) {
        try {
            long result = (long) OPERATION.invokeExact(v, 0L, element, gathered);
            return Elements.extend(result, D, SIGNED);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
