package dev.kenning.testbench.emulator.python;

import dev.kenning.testbench.emulator.bus.Members;
import java.util.Optional;

/** The machine, or the emulation, whose objects scripts see. */
public interface ScriptHost {

    /** Returns its name, such as {@code machine-0}. */
    String name();

    /** Returns what scripts can do with an object of a path, such as {@code sysbus.uart}. */
    Optional<Members> members(String path);

    /**
     * Executes a command of the monitor.
     *
     * @return whether it was carried out
     */
    default boolean execute(String command) {
        throw new IllegalStateException("Only the monitor executes commands, not '" + command + "'.");
    }

    /**
     * Writes to the log.
     *
     * @param level Renode's number, from -1 to 3
     * @param source who says it
     */
    void log(int level, String source, String text);
}
