package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.python.PythonException;
import dev.kenning.testbench.emulator.python.PythonScope;
import dev.kenning.testbench.emulator.python.PythonScript;
import dev.kenning.testbench.emulator.python.ScriptHost;
import dev.kenning.testbench.state.NotState;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shows a machine's objects to scripts: its parts, and what the monitor has besides. */
public final class ScriptObjects implements ScriptHost {

    private final Machine machine;

    @NotState
    private Function<String, Optional<Members>> others = path -> Optional.empty();

    @NotState
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private @Nullable PythonScope own;

    ScriptObjects(Machine machine) {
        this.machine = machine;
    }

    /** Says where objects are that are no parts: the bus, the machine itself. */
    public void setOthers(Function<String, Optional<Members>> objects) {
        others = objects;
    }

    /**
     * Executes a script of the machine's own, whose names stay.
     *
     * @return what it printed
     */
    String run(String script) {
        if (own == null) {
            own = Scripts.scope(machine, "machine");
            own.setOutput(output);
        }
        PythonScript compiled = Scripts.compile(own, script);
        output.reset();
        try {
            compiled.run();
        } catch (PythonException e) {
            throw new MachineException("Python runtime error: " + e.getMessage(), e);
        }
        return output.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    @Override
    public String name() {
        return machine.name();
    }

    @Override
    public Optional<Members> members(String path) {
        return machine.part(path).map(part -> machine.membersOf(part.name())).or(() -> others.apply(path));
    }

    @Override
    public void log(int level, String source, String text) {
        machine.log().log(Level.of(level), source, text);
    }
}
