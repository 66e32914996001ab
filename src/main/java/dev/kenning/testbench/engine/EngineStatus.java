package dev.kenning.testbench.engine;

/**
 * Tells whether an engine can run boards on this machine.
 *
 * @param isAvailable whether it can
 * @param detail what was found, such as a version; or what is missing and how to get it
 */
public record EngineStatus(boolean isAvailable, String detail) {

    /** Returns the status of an engine that can run boards. */
    public static EngineStatus available(String found) {
        return new EngineStatus(true, found);
    }

    /** Returns the status of an engine that cannot. */
    public static EngineStatus missing(String whatToDo) {
        return new EngineStatus(false, whatToDo);
    }
}
