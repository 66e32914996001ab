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

    /** Returns whether it neither stores anything, nor calls or throws; it may happen twice. */
    boolean onlyReads() {
        return code.stream().mapToInt(Operation::opcode).allMatch(MethodBody::onlyReads);
    }

    private static boolean onlyReads(int opcode) {
        boolean storesInArray = opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE;
        boolean storesInField = opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC;
        boolean calls = opcode >= Opcodes.INVOKEVIRTUAL && opcode <= Opcodes.INVOKEDYNAMIC;
        boolean locks = opcode == Opcodes.MONITORENTER || opcode == Opcodes.MONITOREXIT;
        return !storesInArray && !storesInField && !calls && !locks && opcode != Opcodes.ATHROW;
    }

    boolean isStatic() {
        return (access & Opcodes.ACC_STATIC) != 0;
    }

    boolean isPrivate() {
        return (access & Opcodes.ACC_PRIVATE) != 0;
    }
}
