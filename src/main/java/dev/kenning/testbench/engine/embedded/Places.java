package dev.kenning.testbench.engine.embedded;

import dev.kenning.testbench.elf.ElfException;
import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.elf.ElfSection;
import dev.kenning.testbench.elf.Symbol;
import dev.kenning.testbench.emulator.bus.AddressRange;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.engine.FaultTarget;
import dev.kenning.testbench.fault.Place;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.NearestWord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the addresses of places on a machine that runs a firmware. */
final class Places {

    private static final int HIGHEST = 32;

    /** Registers of whole numbers and of floating point by GDB's names; neither the program counter nor a constant zero. */
    private static final Pattern COMPUTED_WITH = Pattern.compile("r\\d+|sp|lr|d\\d+|x[1-9]\\d*|f\\d+");

    private final Machine machine;
    private final Path firmware;

    Places(Machine machine, Path firmware) {
        this.machine = machine;
        this.firmware = firmware;
    }

    /** Returns the address of a byte of memory, so many behind a place. */
    long memory(Place place, long offset) {
        long address = address(place) + offset;
        if (!machine.bus().isMemory(new AddressRange(address, 1))) {
            throw new BadInputException(there(place, offset, address) + " is no memory; "
                    + machine.bus()
                            .nameAt(address)
                            .map(name -> name + " is there")
                            .orElse("nothing is there"));
        }
        return address;
    }

    /** Returns the address of a register of a device. */
    long device(Place place) {
        long address = address(place);
        if (machine.bus().peripheralAt(address).isEmpty()) {
            throw new BadInputException(there(place, 0, address) + " is no register of a device; "
                    + machine.bus()
                            .nameAt(address)
                            .map(name -> name + " is there")
                            .orElse("nothing is there"));
        }
        return address;
    }

    /** Returns an address at which somebody answers. */
    long served(Place place) {
        long address = address(place);
        if (!machine.bus().isServed(address)) {
            throw new BadInputException(
                    there(place, 0, address) + ": nothing is there, so that no access can be counted");
        }
        return address;
    }

    /** Returns the address of an instruction. */
    long code(Place place) {
        long address = memory(place, 0);
        return place instanceof Place.Symbol ? address & ~1L : address;
    }

    private static String there(Place place, long offset, long address) {
        String shown = place instanceof Place.Address
                ? String.format(Locale.ROOT, "0x%08X", address)
                : String.format(Locale.ROOT, "%s (0x%08X)", offset == 0 ? place : place + "+" + offset, address);
        return "the place " + shown;
    }

    private long address(Place place) {
        long address = place instanceof Place.Address at
                ? at.address()
                : place instanceof Place.Symbol symbol ? symbol(symbol) : section((Place.Section) place);
        if (address >>> HIGHEST != 0) {
            throw new BadInputException("the place " + place + " is beyond the 4 GiB in which faults can be aimed");
        }
        return address;
    }

    private long symbol(Place.Symbol wanted) {
        Symbol symbol = machine.symbols()
                .named(wanted.name())
                .orElseThrow(() -> new BadInputException("the firmware has no symbol '" + wanted.name() + "'."
                        + NearestWord.hint(wanted.name(), machine.symbols().names())));
        return symbol.address() + wanted.offset();
    }

    private long section(Place.Section wanted) {
        List<ElfSection> sections = sections();
        ElfSection section = sections.stream()
                .filter(it -> it.name().equals(wanted.name()))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names = sections.stream().map(ElfSection::name).toList();
                    return new BadInputException("the firmware has no section '" + wanted.name() + "'; it has "
                            + String.join(", ", names) + "." + NearestWord.hint(wanted.name(), names));
                });
        if (wanted.offset() >= section.size()) {
            throw new BadInputException("the section " + section.name() + " has " + section.size()
                    + " bytes, so that there is no " + wanted);
        }
        return section.address() + wanted.offset();
    }

    /** Returns what faults can be aimed at: registers of the first core that runs, and sections. */
    List<FaultTarget> targets() {
        List<FaultTarget> targets = new ArrayList<>();
        Optional<Core> busiest = FaultInjector.busiest(machine);
        String executing = busiest.map(Core::name).orElse("");
        busiest.ifPresent(core -> core.debugRegisters().features().stream()
                .flatMap(feature -> feature.registers().stream())
                .filter(register -> COMPUTED_WITH.matcher(register.name()).matches())
                .forEach(register -> targets.add(
                        new FaultTarget(executing, FaultTarget.Kind.REGISTER, register.name(), 0, register.bits()))));
        for (ElfSection section : sections()) {
            FaultTarget.Kind kind = section.executable()
                    ? FaultTarget.Kind.CODE
                    : section.writable() ? FaultTarget.Kind.RAM : FaultTarget.Kind.CONSTANTS;
            boolean isThere = (section.address() + section.size() - 1) >>> HIGHEST == 0
                    && machine.bus().isMemory(new AddressRange(section.address(), section.size()));
            if (isThere) {
                targets.add(new FaultTarget(
                        executing, kind, section.name(), section.address(), Byte.SIZE * section.size()));
            }
        }
        return targets;
    }

    private List<ElfSection> sections() {
        try {
            return ElfFile.read(firmware).sections();
        } catch (ElfException e) {
            throw new BadInputException("the sections of the firmware cannot be told: " + e.getMessage(), e);
        }
    }
}
