package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.board.BuiltInFiles;
import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.emulator.bus.AddressRange;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.platform.Component;
import dev.kenning.testbench.platform.PlatformDescription;
import dev.kenning.testbench.platform.PlatformReader;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.platform.TypeName;
import dev.kenning.testbench.platform.Value;
import dev.kenning.testbench.platform.monitor.MonitorStatement;
import dev.kenning.testbench.platform.monitor.SimulationScript;
import dev.kenning.testbench.platform.monitor.SimulationSettings;
import dev.kenning.testbench.text.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells of a platform description what a program must fit: cores, memories, names.
 *
 * @param platform the description with everything it uses
 */
record PlatformFacts(PlatformDescription platform) {

    static final int AARCH64 = 183;
    private static final String ORIGIN = "$ORIGIN/";
    private static final long SPACE = 1L << 32;

    /** What a core executes. */
    record Architecture(int machine, boolean wide) {}

    private static final Map<String, Architecture> ARCHITECTURES = Map.of(
            "CPU.CortexM", new Architecture(ElfFile.ARM, false),
            "CPU.ARMv7A", new Architecture(ElfFile.ARM, false),
            "CPU.ARMv7R", new Architecture(ElfFile.ARM, false),
            "CPU.ARMv8R", new Architecture(ElfFile.ARM, false),
            "CPU.ARMv8A", new Architecture(AARCH64, true),
            "CPU.RiscV32", new Architecture(ElfFile.RISCV, false),
            "CPU.RiscV64", new Architecture(ElfFile.RISCV, true));

    private static final Set<String> MEMORIES = Set.of("Memory.MappedMemory", "Memory.ArrayMemory");

    /**
     * Reads a description with the files that come with this project; of a script, the description that it loads.
     *
     * @param dependencies the files that a script finds in variables named after them
     * @return nothing for a script that loads none of these and none beside it
     * @throws dev.kenning.testbench.platform.PlatformException if it is malformed, or uses files that are not there
     * @throws dev.kenning.testbench.platform.monitor.MonitorException if it is a script and malformed
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    static Optional<PlatformFacts> read(Path file, List<Path> dependencies) {
        return SimulationScript.isScript(file.toString())
                ? loadedBy(file, dependencies).map(PlatformFacts::description)
                : Optional.of(description(file));
    }

    private static Optional<Path> loadedBy(Path script, List<Path> dependencies) {
        return MonitorStatement.parse(Source.ofFile(script)).stream()
                .filter(MonitorStatement.Call.class::isInstance)
                .map(MonitorStatement.Call.class::cast)
                .filter(call -> call.head().text().equals("machine")
                        && call.arguments().size() > 1
                        && call.arguments().get(0).text().equals("LoadPlatformDescription"))
                .map(call -> call.arguments().get(1).text())
                .flatMap(path -> path.startsWith(ORIGIN)
                        ? Stream.of(script.resolveSibling(path.substring(ORIGIN.length())))
                        : dependencies.stream().filter(file -> path.equals(variable(file))))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static String variable(Path file) {
        return "$" + SimulationSettings.variableFor(String.valueOf(file.getFileName()));
    }

    private static PlatformFacts description(Path file) {
        SearchPath path = SearchPath.of(
                file.toAbsolutePath().resolveSibling(""), BuiltInFiles.locate().renode());
        return new PlatformFacts(new PlatformReader(path).read(Source.ofFile(file)));
    }

    /** Returns the cores whose architecture is known. */
    List<Component> cores() {
        return platform.components().stream()
                .filter(component -> ARCHITECTURES.containsKey(type(component)))
                .toList();
    }

    Optional<Architecture> architecture(Component core) {
        return Optional.ofNullable(ARCHITECTURES.get(type(core)));
    }

    /** Returns the type of a core, such as {@code cortex-m7} or {@code rv32imf_zve32f}, if it says one. */
    static Optional<String> cpuType(Component core) {
        return core.property("cpuType").filter(Value.Text.class::isInstance).map(type -> ((Value.Text) type).text());
    }

    boolean hasCortexM() {
        return cores().stream().anyMatch(core -> type(core).equals("CPU.CortexM"));
    }

    /** Returns the memories, one entry for each of their places in the lower 4 GiB. */
    List<SystemBus.Mapping> memories() {
        return platform.components().stream()
                .filter(component -> MEMORIES.contains(type(component)))
                .flatMap(component -> component.property("size").stream()
                        .flatMap(size -> number(size).stream())
                        .flatMap(size -> places(component)
                                .filter(address -> address >= 0 && size > 0 && address < SPACE)
                                .map(address -> new SystemBus.Mapping(
                                        new AddressRange(address, Math.min(size, SPACE - address)), component.name()))))
                .toList();
    }

    /** Returns the names of the components that are UARTs. */
    List<String> uarts() {
        return platform.uarts();
    }

    boolean has(String name) {
        return platform.components().stream()
                .anyMatch(component ->
                        component.treeName().equals(name) || component.name().equals(name));
    }

    private static Stream<Long> places(Component memory) {
        return memory.registrations().stream()
                .flatMap(registration -> registration.point().stream())
                .flatMap(point -> address(point).stream());
    }

    private static Optional<Long> address(Value point) {
        if (point instanceof Value.Range range) {
            return Optional.of(range.begin());
        }
        return point instanceof Value.NewObject object
                ? object.attribute("address").flatMap(PlatformFacts::number)
                : number(point);
    }

    private static Optional<Long> number(Value value) {
        return value instanceof Value.Numeric number && number.isInteger()
                ? Optional.of(number.asLong())
                : Optional.empty();
    }

    private static String type(Component component) {
        return component.type().map(TypeName::name).orElse("");
    }
}
