package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.MemberSource;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Members.Hex;
import dev.kenning.testbench.emulator.core.Core;
import java.util.List;

/** Collects the members of a part of a machine: its own, and of a core those that let the whole machine run. */
final class PartMembers {

    private PartMembers() {}

    static Members of(Part part, Machine machine) {
        Members members = new Members();
        if (part.object() instanceof MemberSource source) {
            source.addMembers(members);
        }
        if (part.object() instanceof Core core) {
            CoreScriptMembers.add(members, core, machine);
            members.method("Step [count]", arguments -> step(core, machine, arguments));
        }
        return members;
    }

    private static Object step(Core core, Machine machine, List<Object> arguments) {
        machine.runUntilSlot(machine.clock().now() + (arguments.isEmpty() ? 1 : Members.integer(arguments.get(0))));
        return Hex.register(core.programCounter());
    }
}
