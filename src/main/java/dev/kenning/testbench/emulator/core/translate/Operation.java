package dev.kenning.testbench.emulator.core.translate;

import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * One bytecode of a semantic method.
 *
 * @param number the variable, the constant of BIPUSH and SIPUSH, or what IINC adds in its upper half
 * @param owner the class of a field or method that it names, else ""
 * @param name its name
 * @param descriptor its descriptor
 * @param constant what LDC pushes
 * @param targets where it may jump to, the default of a switch last
 * @param keys the keys of a switch
 */
record Operation(
        int opcode,
        int number,
        String owner,
        String name,
        String descriptor,
        Object constant,
        List<Integer> targets,
        List<Integer> keys) {

    private static final List<Integer> NONE = List.of();

    static Operation plain(int opcode, int number) {
        return new Operation(opcode, number, "", "", "", "", NONE, NONE);
    }

    static Operation constant(Object constant) {
        return new Operation(Opcodes.LDC, 0, "", "", "", constant, NONE, NONE);
    }

    static Operation member(int opcode, String owner, String name, String descriptor) {
        return new Operation(opcode, 0, owner, name, descriptor, "", NONE, NONE);
    }

    static Operation jump(int opcode, List<Integer> keys, List<Integer> targets) {
        return new Operation(opcode, 0, "", "", "", "", targets, keys);
    }
}
