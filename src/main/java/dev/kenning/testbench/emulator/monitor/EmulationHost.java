package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.core.CoreFault;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.peripheral.PinLed;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What an emulation leaves to whoever holds it: how time passes, and terminals that others can reach.
 *
 * <p>Its methods are called on the thread that executes a command, or that runs a machine.
 */
public interface EmulationHost {

    /** Returns whether time passes on its own: {@code start} was executed, and {@code pause} was not since. */
    boolean isStarted();

    /** Lets time pass on its own. */
    void start();

    /** Stops time where it is. */
    void pause();

    /** Waits for a stretch of host time, in nanoseconds, in which machines that were started go on. */
    void sleep(long nanos);

    /**
     * Lets exactly this much time pass on a paused emulation, or less.
     *
     * @param machines those that run
     * @param nanos a span of virtual time in nanoseconds
     * @param isEnough ends the run before; looked at whenever a machine stops
     * @throws CoreFault if a program cannot go on
     */
    void runFor(Collection<Machine> machines, long nanos, BooleanSupplier isEnough);

    /** Hears that a core is about to be stepped. */
    void beforeStep(Machine machine, Core core);

    /**
     * Makes a tester of an LED.
     *
     * @param path for messages
     * @param timeout how long its assertions wait that are not told, in nanoseconds
     * @return what commands can do with it
     * @throws MachineException if time passes only on demand
     */
    Members createLedTester(Machine machine, String path, PinLed led, long timeout);

    /** Lets virtual time pass as fast as it can, or holds it back to host time. */
    void setAdvanceImmediately(boolean immediately);

    /**
     * Opens a TCP server for one client at a time.
     *
     * @throws MachineException if the port cannot be had
     */
    ExternalTerminal openSocket(String name, int port, Set<SocketOption> options);

    /**
     * Opens a port for GDB.
     *
     * @param machine the machine that a debugger holds while it is attached
     * @param cores those of its cores that a debugger sees
     * @param port 0 takes a free one
     * @param autostart whether time begins to pass when a debugger attaches
     * @throws MachineException if the port cannot be had, or time passes only on demand
     */
    DebugServer openGdbServer(Machine machine, List<Core> cores, int port, boolean autostart);

    /**
     * Opens a pseudo terminal.
     *
     * @param path the link to make to it
     * @param forceCreate whether to replace what is at the path
     * @throws MachineException if that cannot be had
     */
    ExternalTerminal openPseudoTerminal(String name, String path, boolean forceCreate);
}
