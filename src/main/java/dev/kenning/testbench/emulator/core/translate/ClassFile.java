package dev.kenning.testbench.emulator.core.translate;

import dev.kenning.testbench.emulator.core.Interpreted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A class as its file describes it: methods with their bytecode, and how fields may be accessed. Immutable. */
final class ClassFile {

    private static final String INTERPRETED = Type.getDescriptor(Interpreted.class);

    private final Map<String, MethodBody> methods = new HashMap<>();
    private final Map<String, Integer> fields = new HashMap<>();
    private String name = "";
    private String superclass = "";
    private int access;

    /** Reads a class file. */
    ClassFile(byte[] content) {
        new ClassReader(content).accept(new Members(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    String superclass() {
        return superclass;
    }

    boolean isPublic() {
        return (access & Opcodes.ACC_PUBLIC) != 0;
    }

    Optional<MethodBody> method(String methodName, String descriptor) {
        return Optional.ofNullable(methods.get(methodName + descriptor));
    }

    /** Returns the access flags of a field that the class itself declares. */
    Optional<Integer> field(String fieldName) {
        return Optional.ofNullable(fields.get(fieldName));
    }

    private final class Members extends ClassVisitor {

        Members() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(
                int version,
                int flags,
                String className,
                @Nullable String signature,
                @Nullable String parent,
                String @Nullable [] interfaces) {
            name = className;
            superclass = parent == null ? "" : parent;
            access = flags;
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int flags, String fieldName, String descriptor, @Nullable String signature, @Nullable Object value) {
            fields.put(fieldName, flags);
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int flags,
                String methodName,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new Code(flags, methodName, descriptor);
        }
    }

    /** Collects the bytecode of one method. */
    private final class Code extends MethodVisitor {

        /** A bytecode whose jumps lead to labels that may not have been met yet. */
        private record Jump(int index, int opcode, List<Integer> keys, List<Label> labels) {}

        private final int flags;
        private final String methodName;
        private final String descriptor;
        private final List<Operation> operations = new ArrayList<>();
        private final List<Jump> jumps = new ArrayList<>();
        private final Map<Label, Integer> places = new HashMap<>();
        private boolean plain = true;
        private boolean interpreted;

        Code(int flags, String methodName, String descriptor) {
            super(Opcodes.ASM9);
            this.flags = flags;
            this.methodName = methodName;
            this.descriptor = descriptor;
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
            interpreted |= annotation.equals(INTERPRETED);
            return null;
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
            plain = false;
        }

        @Override
        public void visitLabel(Label label) {
            places.put(label, operations.size());
        }

        @Override
        public void visitInsn(int opcode) {
            operations.add(Operation.plain(opcode, 0));
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            operations.add(Operation.plain(opcode, operand));
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            operations.add(Operation.plain(opcode, variable));
        }

        @Override
        public void visitIincInsn(int variable, int increment) {
            operations.add(Operation.plain(Opcodes.IINC, variable | increment << 16));
        }

        @Override
        public void visitLdcInsn(Object value) {
            operations.add(Operation.constant(value));
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String member, String type) {
            operations.add(Operation.member(opcode, owner, member, type));
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String member, String type, boolean isInterface) {
            operations.add(Operation.member(opcode, owner, member, type));
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            operations.add(Operation.member(opcode, type, "", ""));
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            addJump(opcode, List.of(), List.of(label));
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
            int[] keys = new int[labels.length];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = min + i;
            }
            visitLookupSwitchInsn(otherwise, keys, labels);
        }

        @Override
        public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
            List<Label> all = new ArrayList<>(List.of(labels));
            all.add(otherwise);
            addJump(Opcodes.LOOKUPSWITCH, Arrays.stream(keys).boxed().toList(), all);
        }

        @Override
        public void visitInvokeDynamicInsn(
                String member, String type, org.objectweb.asm.Handle bootstrap, Object... arguments) {
            plain = false;
        }

        private void addJump(int opcode, List<Integer> keys, List<Label> labels) {
            jumps.add(new Jump(operations.size(), opcode, keys, labels));
            operations.add(Operation.plain(opcode, 0));
        }

        @Override
        public void visitEnd() {
            for (Jump jump : jumps) {
                List<Integer> targets = jump.labels().stream()
                        .map(label -> places.getOrDefault(label, 0))
                        .toList();
                operations.set(jump.index(), Operation.jump(jump.opcode(), jump.keys(), targets));
            }
            boolean hasCode = !operations.isEmpty();
            methods.put(
                    methodName + descriptor,
                    new MethodBody(
                            name,
                            methodName,
                            descriptor,
                            flags,
                            interpreted,
                            plain && hasCode,
                            List.copyOf(operations)));
        }
    }
}
