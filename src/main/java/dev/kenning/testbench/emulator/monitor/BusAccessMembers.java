package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.AddressRange;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Members.Hex;
import dev.kenning.testbench.emulator.bus.Redirector;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.bus.WideAccess;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.machine.Level;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.machine.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Gives the system bus the members that read and write it, by Renode's names: for everybody, or as a core sees it. */
final class BusAccessMembers {

    private static final String PERIPHERALS = "Antmicro.Renode.Peripherals.";

    private final Machine machine;
    private final Emulation emulation;

    private BusAccessMembers(Machine machine, Emulation emulation) {
        this.machine = machine;
        this.emulation = emulation;
    }

    static Members addTo(Members members, Machine machine, Emulation emulation) {
        new BusAccessMembers(machine, emulation).addTo(members);
        return members;
    }

    private void addTo(Members members) {
        for (Hex.Style width : List.of(Hex.Style.BYTE, Hex.Style.HALF, Hex.Style.WORD, Hex.Style.LONG)) {
            members.method(
                            "Read" + width.access() + " address [cpu]",
                            arguments -> width.of(access(arguments, 1).read(address(arguments), width.bytes())))
                    .action(
                            "Write" + width.access() + " address value [cpu]",
                            arguments -> access(arguments, 2)
                                    .write(address(arguments), width.bytes(), Members.integer(arguments.get(1))));
        }
        members.method("ReadBytes address count [onlyMemory] [cpu]", this::readBytes)
                .action("ZeroRange range|address [size] [cpu]", this::zero)
                .action("LoadBinary file address [cpu]", this::loadBinary)
                .action(
                        "Redirect from to size",
                        arguments -> machine.bus()
                                .register(
                                        address(arguments),
                                        Members.integer(arguments.get(2)),
                                        new Redirector(machine.bus(), Members.integer(arguments.get(1))),
                                        "redirector"))
                .method("WhatIsAt address [cpu]", this::whatIsAt)
                .action(
                        "SetAddressRangeLocked range locked",
                        arguments -> machine.bus().setLocked(range(arguments), Members.flag(arguments.get(1))))
                .method("IsAddressRangeLocked range", arguments -> machine.bus().isLocked(range(arguments)))
                .method(
                        "WhatPeripheralIsAt address [cpu]",
                        arguments -> bus(arguments, 1)
                                .nameAt(address(arguments))
                                .flatMap(machine::part)
                                .map(part -> PERIPHERALS + part.model())
                                .orElse(""));
    }

    private List<Hex> readBytes(List<Object> arguments) {
        int count = (int) Members.integer(arguments.get(1));
        int context = arguments.size() > 2 && arguments.get(2) instanceof Boolean ? 3 : 2;
        List<Hex> bytes = new ArrayList<>(count);
        for (byte value : access(arguments, context).readBytes(address(arguments), count)) {
            bytes.add(Hex.Style.BYTE.of(value));
        }
        return bytes;
    }

    private void zero(List<Object> arguments) {
        boolean isRange = arguments.get(0) instanceof AddressRange;
        AddressRange range = isRange
                ? (AddressRange) arguments.get(0)
                : new AddressRange(address(arguments), Members.integer(at(arguments, 1)));
        access(arguments, isRange ? 1 : 2).writeBytes(range.start(), new byte[(int) range.size()]);
    }

    private void loadBinary(List<Object> arguments) {
        Path file = emulation.file(arguments.get(0));
        long address = Members.integer(arguments.get(1));
        try {
            byte[] content = Files.readAllBytes(file);
            load(content, address, arguments);
        } catch (IOException e) {
            throw new MachineException("'" + file + "' cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Writes what lies in memory; as on Renode, the rest is a line in the log. */
    private void load(byte[] content, long address, List<Object> arguments) {
        SystemBus bus = bus(arguments, 2);
        if (content.length == 0 || bus.isMemory(new AddressRange(address, content.length))) {
            access(arguments, 2).writeBytes(address, content);
            return;
        }
        int at = 0;
        while (at < content.length) {
            boolean isMemory = bus.isMemory(new AddressRange(address + at, 1));
            int end = at + 1;
            while (end < content.length && bus.isMemory(new AddressRange(address + end, 1)) == isMemory) {
                end++;
            }
            if (isMemory) {
                access(arguments, 2).writeBytes(address + at, Arrays.copyOfRange(content, at, end));
            } else {
                machine.log().log(
                        Level.WARNING,
                        "sysbus",
                        "Tried to access bytes at non-existing peripheral in range "
                                + new AddressRange(address + at, end - at) + ".");
            }
            at = end;
        }
    }

    private String whatIsAt(List<Object> arguments) {
        return bus(arguments, 1)
                .mappingAt(address(arguments))
                .map(there -> machine.name() + "." + there.name() + " registered at "
                        + BusPlaces.text(there, Optional.empty()))
                .orElse("");
    }

    private WideAccess access(List<Object> arguments, int context) {
        return new WideAccess(bus(arguments, context));
    }

    /** Returns the bus as the core sees it that an argument names. */
    private SystemBus bus(List<Object> arguments, int context) {
        if (arguments.size() <= context) {
            return machine.bus();
        }
        String name = arguments.get(context).toString();
        Part part = machine.part(name)
                .filter(named -> named.object() instanceof Core)
                .orElseThrow(() -> new Members.MismatchException("a core is expected, not '" + name + "'"));
        return machine.buses().of(Optional.of(part.name()));
    }

    private static Object at(List<Object> arguments, int index) {
        if (arguments.size() <= index) {
            throw new Members.MismatchException("a size is expected behind the address");
        }
        return arguments.get(index);
    }

    private static AddressRange range(List<Object> arguments) {
        if (arguments.get(0) instanceof AddressRange range) {
            return range;
        }
        throw new Members.MismatchException("a range is expected, <0x40000000 0x400>, not '" + arguments.get(0) + "'");
    }

    private static long address(List<Object> arguments) {
        return Members.integer(arguments.get(0));
    }
}
