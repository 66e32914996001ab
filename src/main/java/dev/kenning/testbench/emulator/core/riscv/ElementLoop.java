package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.riscv.ElementOperation.Source;
import dev.kenning.testbench.emulator.core.riscv.ElementOperation.Variant;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** The loop of an {@link ElementOperation}; used through copies, one for each operation, width and masking. */
final class ElementLoop implements VectorOperation {

    private static final Variant VARIANT = LoopCopy.constants(MethodHandles.lookup(), Variant.class);
    private static final MethodHandle OPERATION = VARIANT.operation();
    private static final boolean FLOAT = VARIANT.shape().isFloat();
    private static final boolean MASKED = VARIANT.masked();
    private static final boolean SELECTS = VARIANT.selects();
    private static final Source SOURCE = VARIANT.source();
    private static final boolean GIVES_MASK = VARIANT.shape().d().isMask();
    private static final int D = VARIANT.width() + VARIANT.shape().d().scale();
    private static final boolean D_SIGNED = VARIANT.shape().d().isSigned();
    private static final int A = VARIANT.width() + VARIANT.shape().a().scale();
    private static final boolean A_SIGNED = VARIANT.shape().a().isSigned();
    private static final int B = VARIANT.width() + VARIANT.shape().b().scale();
    private static final boolean B_SIGNED = VARIANT.shape().b().isSigned();

    ElementLoop() {}

    @Override
    public void execute(Hart h, VectorUnit v, int word, int k) {
        if (!VARIANT.isLegal(v, word)) {
            throw h.illegalInstruction(k);
        }
        if (FLOAT) {
            v.beginFloat(h, k);
        }
        byte[] registers = v.registers;
        int d = v.offset(VectorFields.d(word));
        int a = v.offset(VectorFields.s2(word));
        int b = v.offset(VectorFields.s1(word));
        long scalar = SOURCE == Source.VECTOR ? 0 : scalar(h, word);
        int vl = v.vl;
        for (int i = v.vstart; i < vl; i++) {
            if (MASKED && Elements.bit(registers, 0, i) == 0) {
                continue;
            }
            long second = SOURCE == Source.VECTOR ? element(registers, b, i, B, B_SIGNED) : scalar;
            long result = apply(v, third(registers, d, i), element(registers, a, i, A, A_SIGNED), second);
            if (GIVES_MASK) {
                Elements.putBit(registers, d, i, result);
            } else {
                Elements.put(registers, d + (i << D), D, result);
            }
        }
        v.vstart = 0;
    }

    private static long scalar(Hart h, int word) {
        int register = VectorFields.s1(word);
        return switch (SOURCE) {
            case INTEGER_REGISTER -> Elements.extend(h.x[register], B, B_SIGNED);
            case FLOAT_REGISTER -> h.single(register);
            case UNSIGNED_IMMEDIATE -> register;
            case SIGNED_IMMEDIATE -> Elements.extend(VectorFields.signedImmediate(word), B, B_SIGNED);
            default -> 0;
        };
    }

    /** Returns the third operand: a bit of v0, or the element that is there. */
    private static long third(byte[] registers, int d, int i) {
        if (SELECTS) {
            return Elements.bit(registers, 0, i);
        }
        return GIVES_MASK ? 0 : element(registers, d, i, D, D_SIGNED);
    }

    private static long element(byte[] registers, int offset, int i, int width, boolean signed) {
        int at = offset + (i << width);
        return signed ? Elements.signed(registers, at, width) : Elements.unsigned(registers, at, width);
    }

    private static long apply(VectorUnit v, long d, long a, long b) {
        try {
            return (long) OPERATION.invokeExact(v, d, a, b);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
