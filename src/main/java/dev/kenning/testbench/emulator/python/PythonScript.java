package dev.kenning.testbench.emulator.python;

/** A compiled script. */
@FunctionalInterface
public interface PythonScript {

    /**
     * Executes it in its scope.
     *
     * @throws PythonException if it fails
     */
    void run();
}
