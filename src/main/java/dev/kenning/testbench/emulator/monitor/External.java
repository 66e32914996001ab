package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members;

/** Something outside all machines that commands have made under a name: a terminal, a hub, a tester. */
interface External {

    /** Returns what commands can do with it. */
    default Members members() {
        return new Members();
    }

    /** Ends it. */
    default void close() {}
}
