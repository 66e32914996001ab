package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.machine.Machine;

/** Whether time stands still while a core of any machine goes by single steps. */
final class StepBlocking {

    private boolean blocks = true;

    /** Lets a new machine heed it, and tell a host of each step. */
    void applyTo(Machine machine, EmulationHost host) {
        machine.stepping().setBlocking(() -> blocks);
        machine.stepping().onStep(core -> host.beforeStep(machine, core));
    }

    void addTo(Members members) {
        members.writable("SingleStepBlocking", () -> blocks, value -> blocks = Members.flag(value));
    }

    void clear() {
        blocks = true;
    }
}
