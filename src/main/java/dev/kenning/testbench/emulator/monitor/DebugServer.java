package dev.kenning.testbench.emulator.monitor;

/** A port on which a debugger reaches a machine. */
public interface DebugServer {

    /** Returns the port. */
    int port();

    /** Lets go of the debugger, if one is attached, and closes the port. */
    void close();
}
