package dev.kenning.testbench.cli;

import dev.kenning.testbench.elf.ElfException;
import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.elf.MemoryMap;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tells, for measurements, what a firmware takes of flash and RAM. */
final class FirmwareMemory {

    private static final int SYMBOLS_KEPT = 100;

    private FirmwareMemory() {}

    /** Returns what a file takes; nothing if it is no ELF file with sections. */
    static Optional<Map<String, Object>> of(Path firmware) {
        try {
            MemoryMap map = MemoryMap.of(ElfFile.read(firmware));
            return map.sections().isEmpty() ? Optional.empty() : Optional.of(asMap(map));
        } catch (ElfException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> asMap(MemoryMap map) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("image", map.imageBytes());
        all.put("ram", map.ramBytes());
        all.put(
                "sections",
                map.sections().stream()
                        .map(section -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("name", section.name());
                            one.put("address", section.address());
                            one.put("size", section.size());
                            one.put("loaded", section.loaded());
                            one.put("writable", section.writable());
                            return one;
                        })
                        .toList());
        all.put(
                "symbols",
                map.symbols().stream()
                        .limit(SYMBOLS_KEPT)
                        .map(placed -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("name", placed.symbol().name());
                            one.put("section", placed.section().name());
                            one.put("address", placed.symbol().address());
                            one.put("size", placed.symbol().size());
                            return one;
                        })
                        .toList());
        return all;
    }
}
