package dev.kenning.testbench.emulator.core.translate;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes bytecode, and adds up how long it gets. */
final class Emitter {

    private final MethodVisitor out;
    private int size;

    /** Creates an emitter; a visitor that ignores everything gives a dry run. */
    Emitter(MethodVisitor out) {
        this.out = out;
    }

    /** Returns about how many bytes have been written, never fewer than there are. */
    int size() {
        return size;
    }

    /** Takes back what was written in a dry run since there were that many bytes. */
    void forget(int sizeBefore) {
        size = sizeBefore;
    }

    void plain(int opcode) {
        size++;
        out.visitInsn(opcode);
    }

    void variable(int opcode, int slot) {
        size += slot < 4 ? 1 : slot < 256 ? 2 : 4;
        out.visitVarInsn(opcode, slot);
    }

    void load(int slot, char kind) {
        variable(
                switch (kind) {
                    case 'I' -> Opcodes.ILOAD;
                    case 'J' -> Opcodes.LLOAD;
                    case 'F' -> Opcodes.FLOAD;
                    case 'D' -> Opcodes.DLOAD;
                    default -> Opcodes.ALOAD;
                },
                slot);
    }

    void store(int slot, char kind) {
        variable(
                switch (kind) {
                    case 'I' -> Opcodes.ISTORE;
                    case 'J' -> Opcodes.LSTORE;
                    case 'F' -> Opcodes.FSTORE;
                    case 'D' -> Opcodes.DSTORE;
                    default -> Opcodes.ASTORE;
                },
                slot);
    }

    void increment(int slot, int amount) {
        size += slot < 256 && amount == (byte) amount ? 3 : 6;
        out.visitIincInsn(slot, amount);
    }

    void constant(Object value) {
        if (value instanceof Integer number) {
            integer(number);
        } else if (value.equals(0L) || value.equals(1L)) {
            plain(value.equals(0L) ? Opcodes.LCONST_0 : Opcodes.LCONST_1);
        } else {
            size += 3;
            out.visitLdcInsn(value);
        }
    }

    private void integer(int value) {
        if (value >= -1 && value <= 5) {
            plain(Opcodes.ICONST_0 + value);
        } else if (value == (byte) value) {
            size += 2;
            out.visitIntInsn(Opcodes.BIPUSH, value);
        } else if (value == (short) value) {
            size += 3;
            out.visitIntInsn(Opcodes.SIPUSH, value);
        } else {
            size += 3;
            out.visitLdcInsn(value);
        }
    }

    void jump(int opcode, Label target) {
        size += 3;
        out.visitJumpInsn(opcode, target);
    }

    void label(Label label) {
        out.visitLabel(label);
    }

    void field(int opcode, String owner, String name, String descriptor) {
        size += 3;
        out.visitFieldInsn(opcode, owner, name, descriptor);
    }

    void call(int opcode, String owner, String name, String descriptor) {
        size += 3;
        out.visitMethodInsn(opcode, owner, name, descriptor, false);
    }

    void type(int opcode, String type) {
        size += 3;
        out.visitTypeInsn(opcode, type);
    }

    /** Writes an operation whose operands are on the stack. */
    void operation(Operation it) {
        switch (it.opcode()) {
            case Opcodes.GETFIELD, Opcodes.PUTFIELD, Opcodes.GETSTATIC ->
                field(it.opcode(), it.owner(), it.name(), it.descriptor());
            case Opcodes.INVOKESTATIC, Opcodes.INVOKEVIRTUAL, Opcodes.INVOKESPECIAL ->
                call(it.opcode(), it.owner(), it.name(), it.descriptor());
            case Opcodes.CHECKCAST -> type(it.opcode(), it.owner());
            default -> plain(it.opcode());
        }
    }
}
