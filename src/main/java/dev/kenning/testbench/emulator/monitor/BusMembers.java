package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.AddressRange;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Members.Hex;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.machine.Level;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.text.NearestWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Gives the system bus its members, by Renode's names. */
final class BusMembers {

    private static final String PERIPHERALS = "Antmicro.Renode.Peripherals.";

    private BusMembers() {}

    static Members of(Machine machine, Emulation emulation) {
        SystemBus bus = machine.bus();
        return new Members()
                .method("LoadELF file [useVirtualAddress] [cpu]", arguments -> loadElf(machine, emulation, arguments))
                .method("LoadBinary file address", arguments -> loadBinary(machine, emulation, arguments))
                .method(
                        "ApplySVD file",
                        arguments -> note(machine, "ApplySVD only names registers in Renode's log; ignored."))
                .method(
                        "Tag range name [default] [pausing] [silent] [overridePeripheralAccesses]",
                        arguments -> tag(bus, arguments))
                .method("SilenceRange range", arguments -> done(() -> bus.silenceRange(range(arguments.get(0)))))
                .method("ZeroRange range|address [size]", arguments -> done(() -> zero(bus, rangeOf(arguments))))
                .method("RemoveTag address", arguments -> done(() -> bus.removeTag(address(arguments))))
                .method("ReadByte address", arguments -> new Hex(bus.readByte(at(arguments)), Hex.Style.BYTE))
                .method("ReadWord address", arguments -> new Hex(bus.readHalf(at(arguments)), Hex.Style.HALF))
                .method("ReadDoubleWord address", arguments -> Hex.word(bus.readWord(at(arguments))))
                .method(
                        "ReadQuadWord address",
                        arguments -> Hex.quad(Integer.toUnsignedLong(bus.readWord(at(arguments)))
                                | ((long) bus.readWord(at(arguments) + 4) << 32)))
                .method(
                        "WriteByte address value",
                        arguments -> done(() -> bus.writeByte(at(arguments), value(arguments))))
                .method(
                        "WriteWord address value",
                        arguments -> done(() -> bus.writeHalf(at(arguments), value(arguments))))
                .method(
                        "WriteDoubleWord address value",
                        arguments -> done(() -> bus.writeWord(at(arguments), value(arguments))))
                .method(
                        "WriteQuadWord address value",
                        arguments -> done(() -> {
                            long value = Members.integer(arguments.get(1));
                            bus.writeWord(at(arguments), (int) value);
                            bus.writeWord(at(arguments) + 4, (int) (value >>> 32));
                        }))
                .method(
                        "GetSymbolAddress name",
                        arguments -> symbolAddress(machine, arguments.get(0).toString()))
                .method(
                        "FindSymbolAt address",
                        arguments -> machine.symbols().find(address(arguments)).orElse(""))
                .method(
                        "WhatIsAt address",
                        arguments -> bus.mappingAt(address(arguments))
                                .map(there -> machine.name() + "." + there.name() + " registered at " + there.range())
                                .orElse(""))
                .method(
                        "WhatPeripheralIsAt address",
                        arguments -> bus.nameAt(address(arguments))
                                .flatMap(machine::part)
                                .map(part -> PERIPHERALS + part.model())
                                .orElse(""))
                .method(
                        "LogAllPeripheralsAccess [enable]",
                        arguments -> note(
                                machine, "LogAllPeripheralsAccess is not available on the embedded engine; ignored."))
                .method(
                        "LogPeripheralAccess device [enable] [silent]",
                        arguments ->
                                note(machine, "LogPeripheralAccess is not available on the embedded engine; ignored."));
    }

    private static String loadElf(Machine machine, Emulation emulation, List<Object> arguments) {
        machine.loadElf(emulation.file(arguments.get(0)));
        return "";
    }

    private static String loadBinary(Machine machine, Emulation emulation, List<Object> arguments) {
        Path file = emulation.file(arguments.get(0));
        long address = Members.integer(arguments.get(1));
        try {
            byte[] content = Files.readAllBytes(file);
            if (content.length > 0 && !machine.bus().isMemory(new AddressRange(address, content.length))) {
                throw new MachineException("'" + file + "' of " + content.length + " bytes does not fit into memory at "
                        + Hex.word(address) + ".");
            }
            machine.bus().writeBytes((int) address, content, 0, content.length);
        } catch (IOException e) {
            throw new MachineException("'" + file + "' cannot be read: " + e.getMessage() + ".", e);
        }
        return "";
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

    private static void zero(SystemBus bus, AddressRange range) {
        for (long address = range.start(); address <= range.last(); address++) {
            bus.writeByte((int) address, 0);
        }
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

    private static AddressRange rangeOf(List<Object> arguments) {
        return arguments.size() == 1
                ? range(arguments.get(0))
                : new AddressRange(Members.integer(arguments.get(0)), Members.integer(arguments.get(1)));
    }

    private static long address(List<Object> arguments) {
        return Members.integer(arguments.get(0));
    }

    private static int at(List<Object> arguments) {
        return (int) address(arguments);
    }

    private static int value(List<Object> arguments) {
        return (int) Members.integer(arguments.get(1));
    }

    private static String done(Runnable action) {
        action.run();
        return "";
    }
}
