package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.InterruptReceiver;
import dev.kenning.testbench.emulator.bus.MappedMemory;
import dev.kenning.testbench.emulator.bus.MemberSource;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Uart;
import dev.kenning.testbench.emulator.core.Core;

/** Collects the members of a part of a machine: its own, and of a core those that let the whole machine run. */
final class PartMembers {

    private PartMembers() {}

    static Members of(Part part, Machine machine) {
        Members members = CommonMembers.addTo(new Members(), part.name(), machine);
        if (part.object() instanceof InterruptReceiver receiver) {
            CommonMembers.addInputs(members, receiver);
        }
        if (part.object() instanceof MemberSource source) {
            source.addMembers(members);
        }
        if (part.isStub()) {
            members.ignoringOthers(member -> machine.log().log(
                    Level.WARNING,
                    part.name(),
                    member + " has no effect: the embedded engine does not have the model " + part.model() + "."));
        }
        if (part.object() instanceof Core core) {
            CoreStateMembers.add(members, core, machine);
            CoreScriptMembers.add(members, core, machine);
            FunctionNameLog.add(members, core, machine);
            machine.stepping().addTo(members, core);
            machine.records().profilers().addTo(members, core);
            machine.records().traces().addTo(members, core);
        }
        if (part.object() instanceof MappedMemory memory) {
            MemoryMembers.add(members, memory, machine);
        }
        if (part.object() instanceof Uart uart) {
            machine.records().of(uart).addTo(members);
            LineHook.addTo(members, uart, part.name(), machine);
        }
        return members;
    }
}
