package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.elf.ElfException;
import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.elf.Symbol;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Members.Hex;
import dev.kenning.testbench.emulator.bus.WideAccess;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.machine.Part;
import java.util.List;
import java.util.Optional;

/** Gives the system bus the members that load programs and symbols, by Renode's names. */
final class ProgramMembers {

    private ProgramMembers() {}

    static Members addTo(Members members, Machine machine, Emulation emulation) {
        return members.action(
                        "LoadELF file [useVirtualAddress] [cpu]",
                        arguments -> machine.loadElf(emulation.file(arguments.get(0))))
                .action("LoadHEX file [cpu]", arguments -> loadHex(machine, emulation, arguments))
                .action(
                        "LoadSymbolsFrom file [useVirtualAddress]",
                        arguments ->
                                machine.addSymbols(elf(emulation, arguments).symbols()))
                .action("AddSymbol address name [isThumb]", arguments -> {
                    throw new MachineException("AddSymbol is not available on the embedded engine: give the program its"
                            + " symbols, or run this script on Renode.");
                })
                .method(
                        "GetAllSymbolAddresses name",
                        arguments -> addresses(machine, arguments.get(0).toString()))
                .action(
                        "Unregister device",
                        arguments -> unregister(machine, arguments.get(0).toString()));
    }

    private static void loadHex(Machine machine, Emulation emulation, List<Object> arguments) {
        Optional<String> core =
                arguments.size() > 1 ? machine.part(arguments.get(1).toString()).map(Part::name) : Optional.empty();
        WideAccess bus = new WideAccess(machine.buses().of(core));
        HexFile.load(emulation.file(arguments.get(0)), bus::writeBytes);
    }

    private static ElfFile elf(Emulation emulation, List<Object> arguments) {
        try {
            return ElfFile.read(emulation.file(arguments.get(0)));
        } catch (ElfException e) {
            throw new MachineException(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<Hex> addresses(Machine machine, String name) {
        List<Hex> addresses = machine.symbols().allNamed(name).stream()
                .map(Symbol::address)
                .map(Hex::quad)
                .toList();
        if (addresses.isEmpty()) {
            throw new MachineException("No symbol with name `" + name + "` found.");
        }
        return addresses;
    }

    private static void unregister(Machine machine, String name) {
        Part part = machine.part(name)
                .orElseThrow(() -> new Members.MismatchException("there is no device '" + name + "'"));
        machine.unregister(part);
    }
}
