package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.python.PythonException;
import dev.kenning.testbench.emulator.python.PythonScope;
import dev.kenning.testbench.emulator.python.ScriptHost;
import dev.kenning.testbench.state.NotState;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shows a machine's objects to scripts: its parts, and what the monitor has besides. */
public final class ScriptObjects implements ScriptHost {

    private final Machine machine;

    @NotState
    private Function<String, Optional<Members>> others = path -> Optional.empty();

    private @Nullable PythonScope own;

    ScriptObjects(Machine machine) {
        this.machine = machine;
    }

    /** Says where objects are that are no parts: the bus, the machine itself. */
    public void setOthers(Function<String, Optional<Members>> objects) {
        others = objects;
    }

    /** Executes a script of the machine's own, whose names stay. */
    void execute(String script) {
        if (own == null) {
            own = Scripts.scope(machine, "machine");
        }
        try {
            own.compile(script).run();
        } catch (PythonException e) {
            throw new MachineException(e.getMessage(), e);
        }
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
