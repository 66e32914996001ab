package dev.kenning.testbench.platform.monitor;

import java.util.Collection;
import java.util.Optional;

/** The machine, or the emulation, behind a monitor. */
public interface CommandTarget {

    /** Returns the name of the selected machine, whose variables come before the global ones. */
    Optional<String> currentMachine();

    /** Says whether there is a command or a device of this full name. */
    boolean knows(String name);

    /** Says whether what a call prints is one text, whose lines belong together. */
    default boolean printsAtOnce(MonitorCall call) {
        return false;
    }

    /** Returns the names of all commands and devices, for suggestions. */
    Collection<String> names();

    /**
     * Executes a call whose name {@link #knows} has said it knows.
     *
     * @return what the monitor prints, without the last line end; empty for nothing
     * @throws MonitorException if it fails; a {@link dev.kenning.testbench.platform.PlatformException} will do too
     */
    String execute(MonitorCall call);
}
