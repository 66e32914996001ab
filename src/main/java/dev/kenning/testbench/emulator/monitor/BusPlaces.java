package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.machine.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells where on the bus something is registered, in Renode's words. */
final class BusPlaces {

    private BusPlaces() {}

    /** Returns the places of a part, a text each: those for everybody, then those for a core. */
    static List<String> of(Machine machine, String part) {
        List<String> places = new ArrayList<>();
        machine.bus().mappings().stream()
                .filter(mapping -> mapping.name().equals(part))
                .forEach(mapping -> places.add(text(mapping, Optional.empty())));
        for (Core core : machine.cores()) {
            SystemBus own = machine.buses().own().get(core.name());
            if (own != null) {
                String name = "CPU: " + machine.name() + "." + core.name() + "["
                        + machine.cores().indexOf(core) + "]";
                own.ownMappings().stream()
                        .filter(mapping -> mapping.name().equals(part))
                        .forEach(mapping -> places.add(text(mapping, Optional.of(name))));
            }
        }
        return places;
    }

    /** Writes a place: {@code <0x00001000, 0x00001FFF> with offset 0x10 for core [CPU: machine-0.cpu1[1]]}. */
    static String text(SystemBus.Mapping mapping, Optional<String> core) {
        String offset = mapping.offset() == 0 ? "" : String.format(Locale.ROOT, " with offset 0x%X", mapping.offset());
        return mapping.range()
                + offset
                + core.map(name -> " for core [" + name + "]").orElse("");
    }
}
