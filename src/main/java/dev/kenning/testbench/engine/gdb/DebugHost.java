package dev.kenning.testbench.engine.gdb;

import dev.kenning.testbench.emulator.machine.Machine;
import java.util.function.Supplier;

/** Holds the emulation that debuggers look into, and lets its time pass. Thread-safe. */
public interface DebugHost {

    /** Does something with the emulation while no machine runs; the other methods are called from there only. */
    <T> T betweenRuns(Supplier<T> action);

    /** Lets a driver run a machine from now on. */
    void attach(Machine machine, MachineDriver driver);

    /** Runs a machine as before it was attached. */
    void detach(Machine machine);

    /** Looks anew whether a driver holds its machine. */
    void holdChanged();

    /** Lets the emulation's time pass, unless a driver holds its machine. */
    void start();

    /** Stops the emulation's time. */
    void pause();

    /**
     * Executes a command of the emulation's monitor.
     *
     * @return what the monitor prints, or says of what went wrong
     */
    String execute(String command);
}
