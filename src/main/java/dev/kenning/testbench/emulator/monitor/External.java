package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members;
import java.util.Optional;

/** Something outside all machines that commands have made under a name: a terminal, a network, a tester. */
interface External {

    /** Returns what commands can do with it. */
    default Members members() {
        return new Members();
    }

    /** Returns what commands can do with a part of it, which they name behind a dot. */
    default Optional<Members> child(String name) {
        return Optional.empty();
    }

    /** Ends it. */
    default void close() {}
}
