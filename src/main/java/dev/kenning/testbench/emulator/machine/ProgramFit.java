package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.emulator.bus.AddressRange;
import dev.kenning.testbench.emulator.bus.SystemBus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Compares what a program needs with the memories of a platform. */
public final class ProgramFit {

    private static final long SPACE = 1L << 32;

    private ProgramFit() {}

    /**
     * Returns what of a program lies outside of all memories, one message for each segment.
     *
     * @param memories by their addresses; a segment may go on from one to the next
     */
    public static List<String> problems(ElfFile program, List<SystemBus.Mapping> memories) {
        List<AddressRange> joined = joined(memories);
        List<String> problems = new ArrayList<>();
        for (ElfFile.Segment segment : program.segments()) {
            int loaded = segment.bytes().length;
            if (loaded > 0 && !holds(joined, segment.physicalAddress(), loaded)) {
                problems.add(problem(program, memories, segment.physicalAddress(), loaded, "is loaded to"));
            }
            if ((segment.virtualAddress() != segment.physicalAddress() || loaded == 0)
                    && !holds(joined, segment.virtualAddress(), segment.memorySize())) {
                problems.add(problem(program, memories, segment.virtualAddress(), segment.memorySize(), "is used at"));
            }
        }
        return problems;
    }

    /** Returns the parts of what a segment loads that lie in none of the memories, by address. */
    static List<AddressRange> outside(ElfFile.Segment segment, List<SystemBus.Mapping> memories) {
        List<AddressRange> outside = new ArrayList<>();
        long at = segment.physicalAddress();
        long end = at + segment.bytes().length;
        for (AddressRange memory : joined(memories)) {
            long gap = Math.min(end, memory.start());
            if (at < gap) {
                outside.add(new AddressRange(at, gap - at));
            }
            at = Math.max(at, Math.min(end, memory.last() + 1));
        }
        if (at < end) {
            outside.add(new AddressRange(at, end - at));
        }
        return outside;
    }

    /** Says whether every byte from an address on lies in one of the memories. */
    public static boolean isMemory(List<SystemBus.Mapping> memories, long address, long size) {
        return holds(joined(memories), address, size);
    }

    private static boolean holds(List<AddressRange> memories, long address, long size) {
        return size == 0
                || (address >= 0
                        && address < SPACE
                        && size > 0
                        && size <= SPACE - address
                        && memories.stream().anyMatch(memory -> memory.contains(new AddressRange(address, size))));
    }

    private static List<AddressRange> joined(List<SystemBus.Mapping> memories) {
        List<AddressRange> joined = new ArrayList<>();
        memories.stream()
                .map(SystemBus.Mapping::range)
                .sorted(Comparator.comparingLong(AddressRange::start))
                .forEach(next -> {
                    int last = joined.size() - 1;
                    if (last >= 0 && next.start() <= joined.get(last).last() + 1) {
                        AddressRange before = joined.get(last);
                        joined.set(last, AddressRange.between(before.start(), Math.max(before.last(), next.last())));
                    } else {
                        joined.add(next);
                    }
                });
        return joined;
    }

    private static String problem(
            ElfFile program, List<SystemBus.Mapping> memories, long address, long size, String use) {
        String names = memories.stream()
                .map(mapping -> mapping.name() + " " + mapping.range())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "Firmware %s does not fit this platform: a segment of %d bytes %s <0x%08X, 0x%08X>, which is not"
                        + " memory. The platform has %s. Build the firmware for this board, or give the platform that"
                        + " memory.",
                program.name(),
                size,
                use,
                address,
                address + size - 1,
                names.isEmpty() ? "no memory" : names);
    }
}
