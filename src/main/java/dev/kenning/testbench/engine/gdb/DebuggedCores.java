package dev.kenning.testbench.engine.gdb;

import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.machine.MachineException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The cores of a session, which GDB sees as threads 1, 2, ..., and the one that it looks at.
 *
 * <p>GDB reads one description of registers for all of them: that of the core that has the most.
 */
final class DebuggedCores {

    private final List<Core> cores;
    private final List<RegisterFile> registers;
    private int selected;

    /**
     * Begins with the first core.
     *
     * @throws MachineException if no description fits all of them
     */
    DebuggedCores(List<Core> cores) {
        this.cores = List.copyOf(cores);
        List<RegisterFile> files = cores.stream().map(RegisterFile::of).toList();
        if (files.stream().map(RegisterFile::architecture).distinct().count() > 1) {
            throw new MachineException("GDB takes cores of one architecture only; name one of "
                    + String.join(", ", cores.stream().map(Core::name).toList())
                    + ": machine StartGdbServer PORT true CORE");
        }
        RegisterFile layout = Collections.max(files, Comparator.comparingInt(RegisterFile::count));
        registers = files.stream().map(file -> file.arrangedAs(layout)).toList();
    }

    int count() {
        return cores.size();
    }

    Core selected() {
        return cores.get(selected);
    }

    RegisterFile registers() {
        return registers.get(selected);
    }

    /** Returns the number of the selected core's thread. */
    int thread() {
        return selected + 1;
    }

    /** Looks at a core from now on; one that GDB does not see changes nothing. */
    void select(Core core) {
        int index = cores.indexOf(core);
        if (index >= 0) {
            selected = index;
        }
    }

    Core byThread(int thread) {
        if (thread < 1 || thread > cores.size()) {
            throw BadRequest.malformed();
        }
        return cores.get(thread - 1);
    }
}
