package dev.kenning.testbench.engine.gdb;

import java.util.List;

/**
 * Registers that GDB knows as one (GDB manual, G.5 "Standard Target Features").
 *
 * @param name such as {@code org.gnu.gdb.arm.m-profile}
 * @param types what the registers' types are made of, in XML
 * @param general whether a debugger gets the registers with all others
 */
record Feature(String name, String types, boolean general, List<Register> registers) {

    Feature(String name, List<Register> registers) {
        this(name, "", true, registers);
    }

    Feature with(List<Register> others) {
        return new Feature(name, types, general, others);
    }
}
