package dev.kenning.testbench.engine.gdb;

import dev.kenning.testbench.emulator.Core;
import java.util.List;

/** The cores of a session, which GDB sees as threads 1, 2, ..., and the one that it looks at. */
final class DebuggedCores {

    private final List<Core> cores;
    private final List<RegisterFile> registers;
    private int selected;

    DebuggedCores(List<Core> cores) {
        this.cores = List.copyOf(cores);
        registers = cores.stream().map(RegisterFile::of).toList();
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
