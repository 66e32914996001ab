package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.core.CoreFault;
import dev.kenning.testbench.emulator.core.FaultHandlerWatch;

/**
 * Decides what becomes of a program that cannot go on: the run ends with an error, or, where Renode's own tests run, the
 * log tells it and the machine goes on with the core halted.
 *
 * <p>An instruction that this engine does not know always ends the run: on Renode it might be known. So does every fault
 * while a debugger is attached, which shows the program where it stands.
 */
public final class FaultHandling {

    private final MachineLog log;
    private boolean logged;
    private boolean debugged;

    FaultHandling(MachineLog log) {
        this.log = log;
    }

    /** Lets the log tell faults from now on. */
    public void logOnly() {
        logged = true;
    }

    /** Says whether a debugger waits for faults. */
    void setDebugged(boolean attached) {
        debugged = attached;
    }

    private boolean endsRun() {
        return debugged || !logged;
    }

    /** Returns whether the log tells faults, as on Renode. */
    boolean areLogged() {
        return logged;
    }

    void handle(Core core, CoreFault fault) {
        if (endsRun() || fault.isUnknownInstruction()) {
            throw fault;
        }
        log.log(Level.ERROR, core.name(), String.valueOf(fault.getMessage()));
        core.setHalted(true);
    }

    void check(FaultHandlerWatch watch) {
        try {
            watch.check();
        } catch (CoreFault fault) {
            if (endsRun()) {
                throw fault;
            }
            log.log(Level.WARNING, watch.core().name(), String.valueOf(fault.getMessage()));
            watch.tellOnce();
        }
    }
}
