package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.elf.ElfException;
import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.elf.Symbol;
import dev.kenning.testbench.elf.SymbolTable;
import dev.kenning.testbench.emulator.bus.AddressRange;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Members.Hex;
import dev.kenning.testbench.emulator.bus.WideAccess;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.machine.Part;
import dev.kenning.testbench.platform.monitor.MonitorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Gives the system bus the members that load programs and symbols, by Renode's names. */
final class ProgramMembers {

    private ProgramMembers() {}

    static Members addTo(Members members, Machine machine, Emulation emulation) {
        return members.action(
                        "LoadELF file [useVirtualAddress=false] [allowLoadsOnlyToMemory=true] [cpu]",
                        arguments -> loadElf(machine, emulation, arguments))
                .action("LoadHEX file [cpu]", arguments -> loadHex(machine, emulation, arguments))
                .action(
                        "LoadSymbolsFrom file [useVirtualAddress]",
                        arguments ->
                                machine.addSymbols(elf(emulation, arguments).symbols()))
                .action("LoadAtags bootargs memorySize beginAddress", arguments -> loadAtags(machine, arguments))
                .action(
                        "LoadFdt file address [bootargs] [append=true] [disabledNodes] [cpu]",
                        arguments -> loadFdt(machine, emulation, arguments))
                .action("AddSymbol range name [isThumb] [cpu]", arguments -> addSymbol(machine, arguments))
                .action("ClearSymbols [cpu]", arguments -> machine.clearSymbols())
                .method(
                        "GetCPUs",
                        arguments ->
                                machine.cores().stream().map(machine::spell).toList())
                .method(
                        "GetAllSymbolAddresses name",
                        arguments -> addresses(machine, arguments.get(0).toString()))
                .action(
                        "Unregister device",
                        arguments -> unregister(machine, arguments.get(0).toString()));
    }

    /** Writes what a boot loader hands an ARM kernel. */
    private static void loadAtags(Machine machine, List<Object> arguments) {
        byte[] tags = BootTags.of(arguments.get(0).toString(), (int) Members.integer(arguments.get(1)));
        new WideAccess(machine.bus()).writeBytes(Members.integer(arguments.get(2)), tags);
    }

    /** Writes a flattened devicetree, with another command line and with devices disabled where that is asked for. */
    private static void loadFdt(Machine machine, Emulation emulation, List<Object> arguments) {
        Path file = emulation.find(arguments.get(0), name -> "FDT file " + name + " not found");
        byte[] blob;
        try {
            blob = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new MachineException(file + " cannot be read: " + e.getMessage());
        }
        if (arguments.size() > 2) {
            blob = changed(arguments, blob);
        }
        Optional<String> core = arguments.size() > 5
                ? Optional.of(core(machine, arguments.get(5).toString()))
                : Optional.empty();
        new WideAccess(machine.buses().of(core)).writeBytes(Members.integer(arguments.get(1)), blob);
    }

    private static byte[] changed(List<Object> arguments, byte[] blob) {
        DeviceTreeBlob tree;
        try {
            tree = DeviceTreeBlob.read(blob);
        } catch (IllegalArgumentException e) {
            throw new MachineException(arguments.get(0) + " is no flattened devicetree: " + e.getMessage());
        }
        tree.setBootArguments(arguments.get(2).toString(), arguments.size() < 4 || Members.flag(arguments.get(3)));
        if (arguments.size() > 4) {
            for (String name : arguments.get(4).toString().split(" +", -1)) {
                if (!name.isEmpty()) {
                    tree.disable(name);
                }
            }
        }
        return tree.bytes();
    }

    private static void addSymbol(Machine machine, List<Object> arguments) {
        if (!(arguments.get(0) instanceof AddressRange range)) {
            throw new Members.MismatchException("a range is expected, <0x1000 0x20>, not '" + arguments.get(0) + "'");
        }
        Symbol symbol = new Symbol(arguments.get(1).toString(), range.start(), range.size(), true);
        machine.addSymbols(new SymbolTable(List.of(symbol)));
    }

    private static void loadHex(Machine machine, Emulation emulation, List<Object> arguments) {
        Optional<String> core =
                arguments.size() > 1 ? machine.part(arguments.get(1).toString()).map(Part::name) : Optional.empty();
        WideAccess bus = new WideAccess(machine.buses().of(core));
        HexFile.load(emulation.file(arguments.get(0)), bus::writeBytes);
    }

    /** Where a core is named, that one alone is made ready to start. */
    private static void loadElf(Machine machine, Emulation emulation, List<Object> arguments) {
        if (arguments.size() > 2) {
            Members.flag(arguments.get(2));
        }
        boolean isVirtual = arguments.size() > 1 && Members.flag(arguments.get(1));
        Optional<String> core = arguments.size() > 3
                ? Optional.of(core(machine, arguments.get(3).toString()))
                : Optional.empty();
        ElfFile program = elf(emulation, arguments);
        machine.loadElf(isVirtual ? program.atVirtualAddresses() : program, core);
    }

    private static String core(Machine machine, String name) {
        return machine.part(name)
                .filter(part -> part.object() instanceof Core)
                .map(Part::name)
                .orElseThrow(() -> new Members.MismatchException("a core is expected, not '" + name + "'"));
    }

    private static ElfFile elf(Emulation emulation, List<Object> arguments) {
        try {
            return ElfFile.read(emulation.file(arguments.get(0)));
        } catch (ElfException e) {
            throw new MonitorException(
                    "Error while loading ELF: Could not load ELF from path: " + arguments.get(0) + ".",
                    "\n" + e.getMessage());
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
