package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.emulator.bus.AddressRange;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.bus.WideAccess;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Puts a program into a machine's memory, as Renode's {@code sysbus LoadELF} does. */
final class ProgramLoader {

    private static final int CHUNK = 0x1000;

    private ProgramLoader() {}

    static void load(ElfFile program, Machine machine) {
        List<SystemBus.Mapping> memories = machine.bus().mappings().stream()
                .filter(mapping -> machine.bus().isMemory(mapping.range()))
                .toList();
        if (!machine.faults().areLogged()) {
            ProgramFit.problems(program, memories).stream().findFirst().ifPresent(problem -> {
                throw new MachineException(problem);
            });
        }
        // Zeros first: where a linker gives an empty segment a load address, another segment's content may stand there.
        for (ElfFile.Segment segment : program.segments()) {
            clear(machine, segment);
        }
        for (ElfFile.Segment segment : program.segments()) {
            machine.log().log(
                    Level.INFO,
                    "sysbus",
                    String.format(
                            Locale.ROOT,
                            "Loading segment of %d bytes length at 0x%X.",
                            segment.memorySize(),
                            segment.physicalAddress()));
            write(machine, segment, ProgramFit.outside(segment, memories));
        }
    }

    /** Writes what of a segment lies in memory; as on Renode, the rest is a line in the log. */
    private static void write(Machine machine, ElfFile.Segment segment, List<AddressRange> outside) {
        outside.forEach(range -> machine.log().log(
                Level.WARNING, "sysbus", "Tried to access bytes at non-existing peripheral in range " + range + "."));
        WideAccess bus = new WideAccess(machine.bus());
        long start = segment.physicalAddress();
        long at = start;
        for (AddressRange range : outside) {
            bus.writeBytes(at, Arrays.copyOfRange(segment.bytes(), (int) (at - start), (int) (range.start() - start)));
            at = range.last() + 1;
        }
        bus.writeBytes(at, Arrays.copyOfRange(segment.bytes(), (int) (at - start), segment.bytes().length));
    }

    private static void clear(Machine machine, ElfFile.Segment segment) {
        byte[] zeros = new byte[CHUNK];
        long end = segment.physicalAddress() + segment.memorySize();
        long at = segment.physicalAddress() + segment.bytes().length;
        if (at >= end || !isMemory(machine, at, end - at)) {
            return;
        }
        while (at < end) {
            int length = (int) Math.min(CHUNK, end - at);
            machine.bus().writeBytes((int) at, zeros, 0, length);
            at += length;
        }
    }

    private static boolean isMemory(Machine machine, long address, long size) {
        return address >= 0 && address + size <= 1L << 32 && machine.bus().isMemory(new AddressRange(address, size));
    }
}
