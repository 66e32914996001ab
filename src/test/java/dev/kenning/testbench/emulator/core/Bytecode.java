package dev.kenning.testbench.emulator.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The bytecode of the classes of the cores, read from their class files when it is first asked for. */
final class Bytecode {

    private static final String OURS = "dev/kenning/testbench/emulator/core/";

    /**
     * One bytecode.
     *
     * @param owner the class of a field or method that it names, else ""
     * @param operand the variable, constant or dimensions that it names
     * @param targets the places where it may go on, instead of or beside the next
     */
    record Operation(int opcode, String owner, String name, String descriptor, Object operand, List<Integer> targets) {}

    /** What catches exceptions of the operations from one place up to another. */
    record Handler(int from, int to, int at) {}

    /** A method with its bytecode. */
    record Body(
            String owner, String name, String descriptor, int access, List<Operation> code, List<Handler> handlers) {

        boolean isStatic() {
            return (access & Opcodes.ACC_STATIC) != 0;
        }
    }

    private record Parsed(String parent, Map<String, Body> methods) {}

    private final Map<String, Parsed> classes = new HashMap<>();

    /** Returns the method that a call of a class means, if that is one of the cores' and has bytecode. */
    Optional<Body> method(String owner, String name, String descriptor) {
        String at = owner;
        while (at.startsWith(OURS)) {
            Parsed parsed = parsed(at);
            Body body = parsed.methods().get(name + descriptor);
            if (body != null) {
                return body.code().isEmpty() ? Optional.empty() : Optional.of(body);
            }
            at = parsed.parent();
        }
        return Optional.empty();
    }

    /** Returns whether a class is another, or extends it. */
    boolean extendsClass(String name, String ancestor) {
        String at = name;
        while (at.startsWith(OURS) && !at.equals(ancestor)) {
            at = parsed(at).parent();
        }
        return at.equals(ancestor);
    }

    private Parsed parsed(String name) {
        Parsed known = classes.get(name);
        if (known == null) {
            known = read(name);
            classes.put(name, known);
        }
        return known;
    }

    private static Parsed read(String name) {
        try (InputStream in = Bytecode.class.getResourceAsStream("/" + name + ".class")) {
            if (in == null) {
                throw new IllegalStateException("no class file of " + name);
            }
            ClassReader reader = new ClassReader(in.readAllBytes());
            Map<String, Body> methods = new HashMap<>();
            reader.accept(new Members(name, methods), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return new Parsed(reader.getSuperName(), methods);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class Members extends ClassVisitor {

        private final String owner;
        private final Map<String, Body> methods;

        Members(String owner, Map<String, Body> methods) {
            super(Opcodes.ASM9);
            this.owner = owner;
            this.methods = methods;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new Code(body -> methods.put(name + descriptor, body), owner, name, descriptor, access);
        }
    }

    /** Collects the bytecode of one method. */
    private static final class Code extends MethodVisitor {

        private record Jump(int place, List<Label> labels) {}

        private record Range(Label from, Label to, Label at) {}

        private final Consumer<Body> result;
        private final String owner;
        private final String name;
        private final String descriptor;
        private final int access;
        private final List<Operation> code = new ArrayList<>();
        private final List<Jump> jumps = new ArrayList<>();
        private final List<Range> ranges = new ArrayList<>();
        private final Map<Label, Integer> places = new HashMap<>();

        Code(Consumer<Body> result, String owner, String name, String descriptor, int access) {
            super(Opcodes.ASM9);
            this.result = result;
            this.owner = owner;
            this.name = name;
            this.descriptor = descriptor;
            this.access = access;
        }

        private void add(int opcode, Object operand) {
            code.add(new Operation(opcode, "", "", "", operand, List.of()));
        }

        private void addJump(int opcode, List<Label> labels) {
            jumps.add(new Jump(code.size(), labels));
            add(opcode, "");
        }

        @Override
        public void visitInsn(int opcode) {
            add(opcode, "");
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            add(opcode, operand);
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            add(opcode, variable);
        }

        @Override
        public void visitIincInsn(int variable, int increment) {
            add(Opcodes.IINC, variable);
        }

        @Override
        public void visitLdcInsn(Object value) {
            add(Opcodes.LDC, value);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            code.add(new Operation(opcode, type, "", "", "", List.of()));
        }

        @Override
        public void visitMultiANewArrayInsn(String type, int dimensions) {
            add(Opcodes.MULTIANEWARRAY, dimensions);
        }

        @Override
        public void visitFieldInsn(int opcode, String type, String field, String fieldDescriptor) {
            code.add(new Operation(opcode, type, field, fieldDescriptor, "", List.of()));
        }

        @Override
        public void visitMethodInsn(
                int opcode, String type, String method, String methodDescriptor, boolean ofInterface) {
            code.add(new Operation(opcode, type, method, methodDescriptor, "", List.of()));
        }

        @Override
        public void visitInvokeDynamicInsn(
                String method, String methodDescriptor, Handle bootstrap, Object... arguments) {
            code.add(new Operation(Opcodes.INVOKEDYNAMIC, "", method, methodDescriptor, "", List.of()));
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            addJump(opcode, List.of(label));
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label other, Label... labels) {
            visitLookupSwitchInsn(other, new int[0], labels);
        }

        @Override
        public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
            List<Label> all = new ArrayList<>(List.of(labels));
            all.add(other);
            addJump(Opcodes.LOOKUPSWITCH, all);
        }

        @Override
        public void visitLabel(Label label) {
            places.put(label, code.size());
        }

        @Override
        public void visitTryCatchBlock(Label from, Label to, Label at, @Nullable String type) {
            ranges.add(new Range(from, to, at));
        }

        @Override
        public void visitEnd() {
            for (Jump jump : jumps) {
                int opcode = code.get(jump.place()).opcode();
                List<Integer> targets = jump.labels().stream().map(places::get).toList();
                code.set(jump.place(), new Operation(opcode, "", "", "", "", targets));
            }
            List<Handler> handlers = ranges.stream()
                    .map(range -> new Handler(places.get(range.from()), places.get(range.to()), places.get(range.at())))
                    .toList();
            result.accept(new Body(owner, name, descriptor, access, List.copyOf(code), handlers));
        }
    }
}
