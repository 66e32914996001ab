package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.MappedMemory;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Members.Hex;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.bus.WideAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Lets commands read and write a memory by offsets, through a bus that shows it. */
final class MemoryMembers {

    private record Place(WideAccess bus, long start) {}

    private MemoryMembers() {}

    static void add(Members members, MappedMemory memory, Machine machine) {
        for (Hex.Style width : List.of(Hex.Style.BYTE, Hex.Style.HALF, Hex.Style.WORD, Hex.Style.LONG)) {
            members.method("Read" + width.access() + " offset", arguments -> {
                        Place place = place(memory, machine);
                        return width.of(place.bus()
                                .read(offset(memory, arguments, width.bytes()) + place.start(), width.bytes()));
                    })
                    .action("Write" + width.access() + " offset value", arguments -> {
                        Place place = place(memory, machine);
                        place.bus()
                                .write(
                                        offset(memory, arguments, width.bytes()) + place.start(),
                                        width.bytes(),
                                        Members.integer(arguments.get(1)));
                    });
        }
        members.method("ReadBytes offset count", arguments -> {
            int count = (int) Members.integer(arguments.get(1));
            Place place = place(memory, machine);
            List<Hex> bytes = new ArrayList<>(count);
            for (byte value : place.bus().readBytes(offset(memory, arguments, count) + place.start(), count)) {
                bytes.add(Hex.Style.BYTE.of(value));
            }
            return bytes;
        });
    }

    private static long offset(MappedMemory memory, List<Object> arguments, int width) {
        long offset = Members.integer(arguments.get(0));
        if (offset < 0 || offset > memory.size() - width) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "Offset 0x%X is outside of the memory, which has 0x%X bytes", offset, memory.size()));
        }
        return offset;
    }

    private static Place place(MappedMemory memory, Machine machine) {
        return Stream.concat(Stream.of(machine.bus()), machine.buses().own().values().stream())
                .flatMap(bus -> place(memory, bus).stream())
                .findFirst()
                .orElseThrow(() -> new MachineException("'" + memory.name() + "' is registered nowhere."));
    }

    private static Optional<Place> place(MappedMemory memory, SystemBus bus) {
        return bus.ownMappings().stream()
                .filter(mapping ->
                        mapping.name().equals(memory.name()) && mapping.range().size() >= memory.size())
                .findFirst()
                .map(mapping -> new Place(new WideAccess(bus), mapping.range().start()));
    }
}
