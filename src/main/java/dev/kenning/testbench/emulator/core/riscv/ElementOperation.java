package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.Facts;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** An instruction that applies one operation to all elements: each by itself, or as a reduction. */
final class ElementOperation implements VectorOperation {

    /** Where the second source comes from. */
    enum Source {
        VECTOR,
        INTEGER_REGISTER,
        FLOAT_REGISTER,
        SIGNED_IMMEDIATE,
        UNSIGNED_IMMEDIATE,
        /** There is one source. */
        NONE
    }

    private static final Facts OF_INTEGERS = Facts.parse("nothing, faults");
    private static final Facts OF_FLOATS = Facts.parse("fcsr > fcsr, faults float");
    private static final Facts INTEGER_SOURCE = Facts.parse("rs1");
    private static final Facts FLOAT_SOURCE = Facts.parse("fs1, float");

    /**
     * What a copy of a loop is made for.
     *
     * @param operation takes unit, destination or mask bit, and both sources
     * @param width SEW as the binary logarithm of its bytes
     * @param masked whether elements are left alone whose bit in v0 is 0
     * @param selects whether the bit in v0 is an operand
     */
    record Variant(
            MethodHandle operation, ElementShape shape, Source source, int width, boolean masked, boolean selects) {

        /** Returns whether registers and type fit together (sections 3.4.2, 5.2 and 5.3). */
        boolean isLegal(VectorUnit v, int word) {
            int d = VectorFields.d(word);
            boolean widthsExist = width + shape.widest() <= v.config.widest();
            boolean overwritesMask = (masked || selects) && d == 0 && !shape.d().isMask();
            return widthsExist && !overwritesMask && fitsDestination(v, d) && fitsSources(v, d, word);
        }

        private boolean fitsDestination(VectorUnit v, int d) {
            return shape.d().isMask()
                    || VectorUnit.isGroup(d, v.lmul + shape.d().scale());
        }

        private boolean fitsSources(VectorUnit v, int d, int word) {
            return fitsSource(v, d, VectorFields.s2(word), shape.a())
                    && (source != Source.VECTOR || fitsSource(v, d, VectorFields.s1(word), shape.b()));
        }

        private boolean fitsSource(VectorUnit v, int d, int register, ElementShape.Operand operand) {
            int emul = v.lmul + operand.scale();
            return VectorUnit.isGroup(register, emul)
                    && (destinationScale() == operand.scale()
                            || VectorUnit.mayOverlap(d, v.lmul + destinationScale(), register, emul));
        }

        /** Returns the destination's scale; a mask is narrower than any element. */
        private int destinationScale() {
            return shape.d().isMask() ? Integer.MIN_VALUE / 2 : shape.d().scale();
        }
    }

    private static final MethodType TYPE =
            MethodType.methodType(long.class, VectorUnit.class, long.class, long.class, long.class);

    private final Class<? extends VectorOperation> loop;
    private final String method;
    private final ElementShape shape;
    private final Source source;
    private final boolean selects;
    private final @Nullable VectorOperation[] copies = new VectorOperation[2 * VectorUnit.ILLEGAL_WIDTH];

    /**
     * Creates the operation.
     *
     * @param loop {@link ElementLoop} or {@link ReductionLoop}
     * @param method the semantic method, such as {@code VectorArithmetic.add}
     * @param selects whether v0 holds an operand rather than the mask
     */
    ElementOperation(
            Class<? extends VectorOperation> loop, String method, ElementShape shape, Source source, boolean selects) {
        this.loop = loop;
        this.method = method;
        this.shape = shape;
        this.source = source;
        this.selects = selects;
    }

    /** Returns the facts of the rows that are executed so. */
    static Facts facts(ElementShape shape, Source source) {
        Facts sources = switch (source) {
            case INTEGER_REGISTER -> INTEGER_SOURCE;
            case FLOAT_REGISTER -> FLOAT_SOURCE;
            default -> Facts.NONE;
        };
        return (shape.isFloat() ? OF_FLOATS : OF_INTEGERS).and(sources);
    }

    /** Returns the semantic method. */
    String method() {
        return method;
    }

    @Override
    public void execute(Hart h, VectorUnit v, int word, int k) {
        if (v.vill || !shape.exists(v.width)) {
            throw h.illegalInstruction(k);
        }
        boolean masked = VectorFields.isMasked(word) && !selects;
        int variant = v.width << 1 | (masked ? 1 : 0);
        VectorOperation copy = copies[variant];
        if (copy == null) {
            MethodHandle operation = LoopCopy.method(method, TYPE);
            copy = LoopCopy.of(loop, new Variant(operation, shape, source, v.width, masked, selects));
            copies[variant] = copy;
        }
        copy.execute(h, v, word, k);
    }
}
