package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.machine.Machine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tells where on the bus something is registered, in Renode's words. */
final class BusPlaces {

    private BusPlaces() {}

    /** Returns the places of a part, a text each: those for everybody, then those for a core. */
    static List<String> of(Machine machine, String part) {
        List<String> places = new ArrayList<>();
        Map<Long, String> regions = regions(machine, part);
        List<Long> written = List.copyOf(regions.keySet());
        machine.bus().mappings().stream()
                .filter(mapping -> mapping.name().equals(part))
                .sorted(Comparator.comparingInt(
                        mapping -> written.indexOf(mapping.range().start())))
                .forEach(mapping -> places.add(text(mapping, Optional.empty())
                        + regions.getOrDefault(mapping.range().start(), "")));
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

    /** Returns what is written behind the places of a part, by their addresses in the order of its description. */
    private static Map<Long, String> regions(Machine machine, String part) {
        Map<Long, String> regions = new LinkedHashMap<>();
        machine.part(part).stream()
                .flatMap(it -> it.component().registrations().stream())
                .forEach(registration -> registration
                        .address()
                        .ifPresent(address -> regions.put(
                                address,
                                registration
                                        .region()
                                        .map(region -> " [region: " + region + "]")
                                        .orElse(""))));
        return regions;
    }

    /** Writes a place: {@code <0x00001000, 0x00001FFF> with offset 0x10 for core [CPU: machine-0.cpu1[1]]}. */
    static String text(SystemBus.Mapping mapping, Optional<String> core) {
        String offset = mapping.offset() == 0 ? "" : String.format(Locale.ROOT, " with offset 0x%X", mapping.offset());
        return mapping.range()
                + offset
                + core.map(name -> " for core [" + name + "]").orElse("");
    }
}
