package dev.kenning.testbench.emulator.core;

import dev.kenning.testbench.emulator.bus.WatchpointHit;

/** Hears where a core stops for its debugger: always before the instruction at its program counter. */
public interface CoreDebugListener {

    /** Hears nothing. */
    CoreDebugListener NONE = new CoreDebugListener() {
        @Override
        public void breakpointReached(Core core) {
            // Nobody listens.
        }

        @Override
        public void watchpointReached(Core core, WatchpointHit hit) {
            // Nobody listens.
        }
    };

    /** The next instruction stands at a breakpoint. */
    void breakpointReached(Core core);

    /** The next instruction accesses what is watched. */
    void watchpointReached(Core core, WatchpointHit hit);
}
