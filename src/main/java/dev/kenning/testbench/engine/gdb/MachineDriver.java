package dev.kenning.testbench.engine.gdb;

/** Runs a machine in place of its {@link DebugHost}; called between runs. */
public interface MachineDriver {

    /** Returns whether time must not pass, for any machine. */
    boolean isHolding();

    /** Runs as {@link dev.kenning.testbench.emulator.machine.Machine#runUntil}; what goes wrong is the driver's business. */
    boolean runUntil(long nanos);
}
