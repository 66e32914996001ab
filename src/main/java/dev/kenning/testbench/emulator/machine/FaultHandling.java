package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.core.CoreFault;
import dev.kenning.testbench.emulator.core.FaultHandlerWatch;

/**
 * Decides what becomes of a program that cannot go on: the run ends with an error, or, where Renode's own tests run, the
 * log tells it and the machine goes on with the core halted.
 *
 * <p>An instruction that this engine does not know always ends the run: on Renode it might be known.
 */
public final class FaultHandling {

    private final MachineLog log;
    private boolean logged;

    FaultHandling(MachineLog log) {
        this.log = log;
    }

    /** Lets the log tell faults from now on. */
    public void logOnly() {
        logged = true;
    }

    /** Returns whether the log tells faults, as on Renode. */
    boolean areLogged() {
        return logged;
    }

    void handle(Core core, CoreFault fault) {
        if (!logged || fault.isUnknownInstruction()) {
            throw fault;
        }
        log.log(Level.ERROR, core.name(), String.valueOf(fault.getMessage()));
        core.setHalted(true);
    }

    void check(FaultHandlerWatch watch) {
        try {
            watch.check();
        } catch (CoreFault fault) {
            if (!logged) {
                throw fault;
            }
            log.log(Level.WARNING, watch.core().name(), String.valueOf(fault.getMessage()));
            watch.tellOnce();
        }
    }
}
