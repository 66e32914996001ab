package dev.kenning.testbench.cli;

import dev.kenning.testbench.elf.ElfException;
import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.scenario.run.ScenarioResult;
import dev.kenning.testbench.trace.Trace;
import dev.kenning.testbench.trace.TraceEventFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes what firmware traced beside the measurements, under the names that Kenning has for that.
 *
 * @param capture as it was captured
 * @param entries in Trace Event Format
 */
record TraceFiles(Path capture, Path entries) {

    static TraceFiles beside(Path measurements) {
        String name = String.valueOf(measurements.getFileName());
        String stem = name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
        return new TraceFiles(
                measurements.resolveSibling(stem + ".ctf"), measurements.resolveSibling(stem + ".trace.json"));
    }

    /** Removes the files of an earlier run, writes those of this one if it traced, and returns them. */
    List<Path> write(ScenarioResult result) throws IOException {
        Files.deleteIfExists(capture);
        Files.deleteIfExists(entries);
        Optional<byte[]> bytes = result.trace();
        if (bytes.isEmpty()) {
            return List.of();
        }
        Files.write(capture, bytes.get());
        List<Trace> traces = Trace.decode(bytes.get());
        // What comes last is of this session; an earlier start tag is of an earlier boot.
        TraceEventFormat format = new TraceEventFormat(traces.get(traces.size() - 1));
        result.scenario().firmware().ifPresent(file -> format.with(symbols(file)));
        LayerCosts.network(result.scenario().model().file()).ifPresent(format::with);
        Files.writeString(entries, format.toJson());
        return new ArrayList<>(List.of(capture, entries));
    }

    /** Returns the names of a program's addresses; none if it cannot be read. */
    static SortedMap<Long, String> symbols(Path file) {
        SortedMap<Long, String> symbols = new TreeMap<>();
        try {
            ElfFile program = ElfFile.read(file);
            for (String name : program.symbols().names()) {
                program.symbols().named(name).ifPresent(symbol -> symbols.putIfAbsent(symbol.address(), name));
            }
        } catch (ElfException e) {
            return symbols;
        }
        return symbols;
    }
}
