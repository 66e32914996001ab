package dev.kenning.testbench.emulator.core;

import java.util.List;

/**
 * The registers of a core as a debugger sees them.
 *
 * @param architecture GDB's name, such as {@code arm} or {@code riscv:rv32}
 */
public record DebugRegisters(String architecture, List<DebugFeature> features) {

    /** Copies the list. */
    public DebugRegisters {
        features = List.copyOf(features);
    }
}
