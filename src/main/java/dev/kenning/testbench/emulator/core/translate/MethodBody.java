package dev.kenning.testbench.emulator.core.translate;

import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * The bytecode of a method.
 *
 * @param owner the class it is in
 * @param interpreted whether translated code leaves it to the interpreter
 * @param plain whether it has bytecode, and handles no exceptions
 */
record MethodBody(
        String owner,
        String name,
        String descriptor,
        int access,
        boolean interpreted,
        boolean plain,
        List<Operation> code) {

    boolean isStatic() {
        return (access & Opcodes.ACC_STATIC) != 0;
    }

    boolean isPrivate() {
        return (access & Opcodes.ACC_PRIVATE) != 0;
    }
}
