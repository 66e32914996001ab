package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.python.PythonException;
import dev.kenning.testbench.emulator.python.PythonScope;
import dev.kenning.testbench.emulator.python.PythonScript;

/** A script with names of its own that a machine calls; one that fails says so in the log, and the machine goes on. */
final class Hook {

    private final Machine machine;
    private final String owner;
    private final PythonScope scope;
    private final PythonScript script;

    private Hook(Machine machine, String owner, PythonScope scope, PythonScript script) {
        this.machine = machine;
        this.owner = owner;
        this.scope = scope;
        this.script = script;
    }

    /**
     * Compiles a script.
     *
     * @param owner the part that is {@code self}, and that its failures are logged of
     * @throws MachineException if it is no Python, or Jython is not there
     */
    static Hook of(Machine machine, String owner, String script) {
        PythonScope scope = Scripts.scope(machine, owner);
        return new Hook(machine, owner, scope, Scripts.compile(scope, script));
    }

    /** Returns the names that the script sees. */
    PythonScope scope() {
        return scope;
    }

    /**
     * Calls the script.
     *
     * @return whether it ran to its end
     */
    boolean run() {
        try {
            script.run();
            return true;
        } catch (PythonException e) {
            machine.log().log(Level.ERROR, owner, "Python runtime error: " + e.getMessage());
            return false;
        }
    }
}
