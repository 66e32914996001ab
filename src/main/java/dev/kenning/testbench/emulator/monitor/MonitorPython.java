package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.python.PythonException;
import dev.kenning.testbench.emulator.python.PythonScope;
import dev.kenning.testbench.emulator.python.ScriptHost;
import dev.kenning.testbench.platform.monitor.MonitorException;
import dev.kenning.testbench.uart.MissingLibraryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Executes the monitor's own Python, whose names stay until the emulation is cleared. */
final class MonitorPython {

    /** What the name of a function begins with that is a command of the monitor. */
    private static final String COMMAND = "mc_";

    private final ScriptHost host;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private @Nullable PythonScope scope;

    MonitorPython(ScriptHost host) {
        this.host = host;
    }

    /**
     * Executes a script.
     *
     * @return what it printed
     * @throws MachineException if it is no Python, fails, or Jython is not there
     */
    String execute(String script) {
        PythonScope names = scope();
        return printed(() -> names.compile(script).run());
    }

    /**
     * Executes a file, as {@link #execute}.
     *
     * @throws MachineException also if it cannot be read
     */
    String executeFile(Path file) {
        try {
            return execute(Files.readString(file));
        } catch (IOException e) {
            throw new MachineException("'" + file + "' cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Returns the value of an expression; nothing for a statement.
     *
     * @throws MonitorException if it is no Python or fails, with the kind of error
     */
    Optional<Object> evaluate(String script) {
        try {
            return scope().evaluate(script);
        } catch (PythonException e) {
            throw MonitorException.thrown(e.dotNetType(), e.plainMessage());
        }
    }

    /** Returns whether a script has defined a command of the monitor. */
    boolean hasCommand(String name) {
        return scope != null && scope.has(COMMAND + name);
    }

    /** Calls a command that {@link #hasCommand} knows. */
    String command(String name, List<Object> arguments) {
        PythonScope names = scope();
        return printed(() -> names.call(COMMAND + name, arguments));
    }

    /** Forgets all names. */
    void clear() {
        scope = null;
    }

    /** Prints what a command has printed that a script has called. */
    void print(String text) {
        if (!text.isEmpty()) {
            output.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private String printed(Runnable action) {
        output.reset();
        try {
            action.run();
        } catch (PythonException e) {
            throw new MachineException(e.plainMessage(), e);
        }
        return output.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private PythonScope scope() {
        if (scope == null) {
            try {
                scope = PythonScope.of(host, "monitor");
            } catch (MissingLibraryException e) {
                throw new MachineException(String.valueOf(e.getMessage()), e);
            }
            scope.setObject("monitor", "monitor");
            scope.setOutput(output);
        }
        return scope;
    }
}
