package dev.kenning.testbench.emulator.core;

import java.util.List;

/**
 * Registers that GDB knows as one (GDB manual, G.5 "Standard Target Features").
 *
 * @param name such as {@code org.gnu.gdb.arm.m-profile}
 * @param types what the registers' types are made of, in XML
 * @param general whether a debugger gets the registers with all others
 */
public record DebugFeature(String name, String types, boolean general, List<DebugRegister> registers) {

    /** Creates a feature that a debugger gets with all others. */
    public DebugFeature(String name, List<DebugRegister> registers) {
        this(name, "", true, registers);
    }

    /** Returns the feature with other registers. */
    public DebugFeature with(List<DebugRegister> others) {
        return new DebugFeature(name, types, general, others);
    }
}
