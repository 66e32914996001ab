package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.AddressRange;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Members.Hex;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.machine.AccessScripts;
import dev.kenning.testbench.emulator.machine.BusProperties;
import dev.kenning.testbench.emulator.machine.CommonMembers;
import dev.kenning.testbench.emulator.machine.Level;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.text.NearestWord;
import java.util.List;

/** Gives the system bus its members, by Renode's names. */
final class BusMembers {

    private BusMembers() {}

    static Members of(Machine machine, Emulation emulation) {
        SystemBus bus = machine.bus();
        Members members = BusAccessMembers.addTo(BusProperties.addTo(new Members(), bus), machine, emulation);
        ProgramMembers.addTo(members, machine, emulation);
        AccessScripts.addTo(members, machine);
        machine.addAccessSwitches(members);
        CommonMembers.addTo(members, "sysbus", machine);
        return members.method("ApplySVD file", arguments -> applySvd(machine, emulation, arguments))
                .method(
                        "Tag range name [default] [pausing] [silent] [overridePeripheralAccesses]",
                        arguments -> tag(bus, arguments))
                .method("SilenceRange range", arguments -> done(() -> bus.silenceRange(range(arguments.get(0)))))
                .method("RemoveTag address", arguments -> done(() -> bus.removeTag(address(arguments))))
                .method(
                        "GetSymbolAddress name",
                        arguments -> symbolAddress(machine, arguments.get(0).toString()))
                .method(
                        "FindSymbolAt address",
                        arguments -> machine.symbols().find(address(arguments)).orElse(""));
    }

    private static String applySvd(Machine machine, Emulation emulation, List<Object> arguments) {
        emulation.path(arguments.get(0));
        return note(machine, "ApplySVD only names registers in Renode's log; ignored.");
    }

    private static String tag(SystemBus bus, List<Object> arguments) {
        bus.tag(
                range(arguments.get(0)),
                arguments.get(1).toString(),
                arguments.size() > 2 ? (int) Members.integer(arguments.get(2)) : 0,
                arguments.size() > 3 && Members.flag(arguments.get(3)),
                arguments.size() > 4 && Members.flag(arguments.get(4)),
                arguments.size() > 5 && Members.flag(arguments.get(5)));
        return "";
    }

    private static Object symbolAddress(Machine machine, String name) {
        return machine.symbols()
                .named(name)
                .map(symbol -> (Object) Hex.quad(symbol.address()))
                .orElseThrow(() -> new MachineException("No symbol with name `" + name + "` found."
                        + NearestWord.hint(name, machine.symbols().names())));
    }

    private static String note(Machine machine, String message) {
        machine.log().log(Level.INFO, "sysbus", message);
        return "";
    }

    private static AddressRange range(Object argument) {
        if (argument instanceof AddressRange range) {
            return range;
        }
        throw new IllegalArgumentException("a range is expected, <0x40000000 0x400>, not '" + argument + "'");
    }

    private static long address(List<Object> arguments) {
        return Members.integer(arguments.get(0));
    }

    private static String done(Runnable action) {
        action.run();
        return "";
    }
}
