package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.elf.ElfException;
import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.elf.Symbol;
import dev.kenning.testbench.elf.SymbolTable;
import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.MappedMemory;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.bus.ResetSource;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.bus.Uart;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.core.CoreFault;
import dev.kenning.testbench.emulator.core.FaultHandlerWatch;
import dev.kenning.testbench.emulator.core.InstructionSet;
import dev.kenning.testbench.emulator.peripheral.MissingCore;
import dev.kenning.testbench.emulator.peripheral.PinLed;
import dev.kenning.testbench.platform.PlatformDescription;
import dev.kenning.testbench.profile.GraphFunctions;
import dev.kenning.testbench.profile.ProfilerDumpWriter;
import dev.kenning.testbench.profile.ProfilerHeader;
import dev.kenning.testbench.profile.ProfilerSink;
import dev.kenning.testbench.profile.Profiling;
import dev.kenning.testbench.state.NotState;
import dev.kenning.testbench.state.Snapshot;
import dev.kenning.testbench.state.StateException;
import dev.kenning.testbench.text.NearestWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A simulated board: cores, memories and devices on a bus, and the virtual time that they share.
 *
 * <p>A machine does something only while {@link #runUntil} or {@link #runFor} executes, on the caller's thread; it has
 * no threads of its own and is not thread-safe.
 */
public final class Machine {

    /** What a platform runs at when it does not say (Renode's default). */
    private static final long DEFAULT_MIPS = 100;

    private static final long INSTRUCTIONS_PER_MIPS = 1_000_000;

    /** How many slots pass between two looks at the watchdog: some 10 ms of host time. */
    private static final long SLICE = 2_000_000;

    /** How often several cores take turns: every 100 us, as in Renode. */
    private static final long QUANTA_PER_SECOND = 10_000;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private static final String BUS = "sysbus";

    /** Whose objects belong to a machine. */
    private static final List<String> PACKAGES =
            List.of("dev.kenning.testbench.emulator.", "dev.kenning.testbench.profile.");

    private final String name;
    private final Clock clock = new Clock(DEFAULT_MIPS * INSTRUCTIONS_PER_MIPS);
    private final MachineLog log = new MachineLog(clock);
    private final SystemBus bus = new SystemBus(clock, log);
    private final CoreBuses buses = new CoreBuses(bus);
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final List<Core> cores = new ArrayList<>(1);
    private final List<FaultHandlerWatch> faultHandlerWatches = new ArrayList<>(1);

    @NotState
    private final MachineProfiler profiler = new MachineProfiler(bus, cores);

    private final ScriptObjects scripts = new ScriptObjects(this);
    private final SingleStepping stepping = new SingleStepping(this);
    private final MachineRecords records = new MachineRecords(this);
    private final FaultHandling faults = new FaultHandling(log);

    @NotState
    private Runnable endOfProfilerDump = () -> {};

    @NotState
    private SymbolTable symbols = SymbolTable.EMPTY;

    private final AccessSwitches switches = new AccessSwitches(this);

    @NotState
    private Runnable watchdog = () -> {};

    @NotState
    private Runnable pauseAction = () -> {};

    @NotState
    private Runnable resetAction = () -> {};

    private boolean stopRequested;
    private boolean resetRequested;

    @NotState
    private long hostNanos;

    /** The slot at which the last run ended, and the moment between two slots at which it was to end. */
    private long endSlot = -1;

    private long endNanos;

    /** Creates an empty machine. */
    public Machine(String name) {
        this.name = name;
        bus.onPause(this::pause);
    }

    /** Returns the machine's name, such as {@code machine-0}. */
    public String name() {
        return name;
    }

    /** Returns the machine's virtual time. */
    public Clock clock() {
        return clock;
    }

    /** Returns the machine's log. */
    public MachineLog log() {
        return log;
    }

    /**
     * Executes a script that has the machine for {@code self}; its names stay from call to call.
     *
     * @return what it printed
     * @throws MachineException if it is no Python, fails, or Jython is not there
     */
    public String executePython(String script) {
        return scripts.run(script);
    }

    /** Returns what scripts see of this machine. */
    public ScriptObjects scripts() {
        return scripts;
    }

    /** Returns the cores that go only when somebody steps them. */
    public SingleStepping stepping() {
        return stepping;
    }

    MachineRecords records() {
        return records;
    }

    /** Returns what becomes of faults that a program cannot go on from. */
    public FaultHandling faults() {
        return faults;
    }

    /** Returns the system bus. */
    public SystemBus bus() {
        return bus;
    }

    /** Returns the buses that the cores see. */
    public CoreBuses buses() {
        return buses;
    }

    /** Returns the cores, in the order of the platform description. */
    public List<Core> cores() {
        return Collections.unmodifiableList(cores);
    }

    /** Returns what Renode prints for a core: its machine, its name, its place among the cores. */
    public String spell(Core core) {
        return "[CPU: " + name() + "." + core.name() + "[" + cores.indexOf(core) + "]]";
    }

    /** Returns the symbols of the programs that have been loaded. */
    public SymbolTable symbols() {
        return symbols;
    }

    /**
     * Adds what a platform description says, on top of what is there.
     *
     * <p>Statements of {@code preinit}, {@code init} and {@code reset} sections are monitor commands; whoever reads the
     * description runs them.
     *
     * @throws dev.kenning.testbench.platform.PlatformException if it asks for what this engine does not have, or does
     *     not fit together
     */
    public void load(PlatformDescription description) {
        load(description, false);
    }

    /**
     * Adds what a platform description says, as {@link #load(PlatformDescription)}.
     *
     * @param stubsMissing whether a device whose model this engine lacks becomes one that reads 0 and logs each access
     */
    public void load(PlatformDescription description, boolean stubsMissing) {
        new PlatformBuilder(this, stubsMissing).build(description);
    }

    /**
     * Loads a program as {@link #loadElf(ElfFile)}.
     *
     * @throws MachineException if there is no such file, or it cannot be run on this machine
     */
    public void loadElf(Path file) {
        try {
            loadElf(ElfFile.read(file));
        } catch (ElfException e) {
            throw new MachineException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Writes a program's segments to their physical addresses. A core that has not executed anything yet is made ready
     * to start it.
     *
     * @throws MachineException if it is for another kind of core, or a segment is not in the platform's memory
     */
    public void loadElf(ElfFile program) {
        loadElf(program, Optional.empty());
    }

    /**
     * Loads a program as {@link #loadElf(ElfFile)}, for one core.
     *
     * @param only the core's name; every core if empty
     */
    public void loadElf(ElfFile program, Optional<String> only) {
        List<Core> starting = cores.stream()
                .filter(core -> only.map(core.name()::equals).orElse(true))
                .toList();
        starting.forEach(core -> requireProgramFor(core, program));
        ProgramLoader.load(program, this);
        symbols = symbols.and(program.symbols());
        for (Core core : starting) {
            if (core.executedInstructions() == 0) {
                log.log(Level.INFO, core.name(), core.prepare(program.lowestSectionAddress(), program.entry()));
            }
        }
    }

    private static void requireProgramFor(Core core, ElfFile program) {
        InstructionSet instructions = core.instructionSet();
        try {
            program.requireMachine(
                    instructions.elfMachine(), instructions.is64(), core.name() + " (" + core.cpuType() + ")");
        } catch (ElfException e) {
            throw new MachineException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Adds what switches accesses to devices off and tells of them. */
    public void addAccessSwitches(Members members) {
        switches.addTo(members);
    }

    /** Forgets all symbols. */
    public void clearSymbols() {
        symbols = SymbolTable.EMPTY;
    }

    /** Adds symbols to those of the programs that have been loaded. */
    public void addSymbols(SymbolTable more) {
        symbols = symbols.and(more);
    }

    /**
     * Returns a UART.
     *
     * @param uartName as in the platform description, with or without {@code sysbus.}
     * @throws MachineException if there is none, with those that exist
     */
    public Uart uart(String uartName) {
        return device(uartName, "UART", Uart.class);
    }

    /**
     * Returns an LED.
     *
     * @param path as {@code peripherals} shows it, with or without {@code sysbus.}
     * @throws MachineException if there is none, with those that exist
     */
    public PinLed led(String path) {
        return device(path, "LED", PinLed.class);
    }

    private <T> T device(String nameOrPath, String kind, Class<T> type) {
        return part(nameOrPath)
                .map(Part::object)
                .filter(type::isInstance)
                .map(type::cast)
                .orElseThrow(() -> {
                    List<String> names = names(type);
                    String there = names.isEmpty() ? "has no " + kind : "has " + String.join(", ", names);
                    return new MachineException("The platform has no " + kind + " '" + nameOrPath + "'; it " + there
                            + "." + NearestWord.hint(nameOrPath, names));
                });
    }

    /** Returns the names of the UARTs, in the order of the platform description. */
    public List<String> uartNames() {
        return names(Uart.class);
    }

    private List<String> names(Class<?> type) {
        return parts.values().stream()
                .filter(part -> type.isInstance(part.object()))
                .map(Part::name)
                .toList();
    }

    /** Returns all parts, in the order of the platform description. */
    public Collection<Part> parts() {
        return Collections.unmodifiableCollection(parts.values());
    }

    /** Takes a part off the bus, and forgets it. */
    public void unregister(Part part) {
        bus.unregister(part.name());
        buses.own().values().forEach(own -> own.unregister(part.name()));
        parts.remove(part.name());
    }

    /** Returns a part by name or by path. */
    public Optional<Part> part(String nameOrPath) {
        Part part = parts.get(nameOrPath);
        if (part != null) {
            return Optional.of(part);
        }
        return parts.values().stream()
                .filter(candidate ->
                        candidate.path().equals(nameOrPath) || candidate.path().equals(BUS + "." + nameOrPath))
                .findFirst();
    }

    /** Returns what commands can do with a part; nothing if there is none of that name. */
    public Members membersOf(String partName) {
        return part(partName)
                .map(part -> PartMembers.of(part, this))
                .orElseGet(() -> partName.equals(BUS) ? BusProperties.addTo(new Members(), bus) : new Members());
    }

    /** Returns what commands can do with something that they have let a core make, such as a trace. */
    public Optional<Members> membersOfRecord(String recordName) {
        return records.traces().members(recordName);
    }

    /** Returns what stands for devices and cores that this engine lacks, each with the model that it stands for. */
    public List<String> stubs() {
        return parts.values().stream()
                .filter(Part::isStub)
                .map(part -> part.name() + " (" + part.model() + ")")
                .toList();
    }

    /** Says in the log which cores execute nothing, because they stand for cores that this engine does not have. */
    public void tellMissingCores() {
        String others = cores.isEmpty() ? "no other core is there" : cores.size() + " other core(s) execute";
        for (Part part : parts.values()) {
            if (part.object() instanceof MissingCore) {
                log.log(
                        Level.WARNING,
                        part.name(),
                        "A " + part.model() + " is not executed by the embedded engine; " + others
                                + ". Run this board on Renode.");
            }
        }
    }

    void add(Part part) {
        parts.put(part.name(), part);
        if (part.object() instanceof Core core) {
            if (!cores.isEmpty() && !core.sharesMachine()) {
                throw new MachineException(
                        "'" + part.name() + "' at " + part.component().position()
                                + " is a second core; the embedded engine runs one Cortex-M. Run this board on"
                                + " Renode.");
            }
            core.setFunctionNames(
                    address -> symbols.covering(address).map(Symbol::name).orElse(""));
            cores.add(core);
            faultHandlerWatches.add(new FaultHandlerWatch(core, clock));
        }
        if (part.object() instanceof Uart uart) {
            records.of(uart);
        }
        if (part.object() instanceof ResetSource source) {
            source.onResetRequest(this::requestReset);
        }
    }

    /** Says what to call when the program touches what pauses the emulation: a tag that was made to. */
    public void onPause(Runnable action) {
        pauseAction = action;
    }

    private void pause() {
        requestStop();
        pauseAction.run();
    }

    /** Says what to call when the machine has been reset by its own program, or by a device. */
    public void onOwnReset(Runnable action) {
        resetAction = action;
    }

    /** Resets cores and devices before the next instruction, as a program can. */
    public void requestReset() {
        resetRequested = true;
        cores.forEach(Core::requestStop);
    }

    /** Follows the calls of every core from now on, until the answer is stopped. */
    public CallProfiler followCalls(GraphFunctions graphs) {
        return CallProfiler.start(List.copyOf(cores()), symbols, bus, graphs);
    }

    /**
     * Hands a sink what the cores do from now on: each access to memory and devices, vectors element by element, the
     * instructions they have started since now, and exceptions. Meanwhile the machine runs several times slower.
     *
     * @param sinkFor makes the sink, given the names of cores and address ranges
     * @return what ends it
     */
    public Profiling profile(Function<ProfilerHeader, ? extends ProfilerSink> sinkFor) {
        return profiler.listen(sinkFor.apply(profiler.header()))::run;
    }

    /**
     * Writes what the cores do from now on to a file, as Renode's profiler does; it is complete once the machine is
     * {@linkplain #dispose() disposed}, or another file is begun.
     *
     * @throws MachineException if the file cannot be written
     */
    public void enableProfiler(Path file) {
        endProfilerDump();
        try {
            ProfilerDumpWriter dump = new ProfilerDumpWriter(Files.newOutputStream(file), profiler.header());
            Runnable end = profiler.listenAsRenode(dump);
            endOfProfilerDump = () -> {
                end.run();
                dump.close();
            };
        } catch (IOException e) {
            throw new MachineException("Profiler dump '" + file + "' cannot be written: " + e.getMessage() + ".", e);
        }
    }

    /** Completes the files that this machine writes. */
    public void dispose() {
        endProfilerDump();
        records.close();
    }

    private void endProfilerDump() {
        endOfProfilerDump.run();
        endOfProfilerDump = () -> {};
    }

    /**
     * Checks the wall clock, or whatever else must be looked at while the machine runs; called every few milliseconds.
     * What it throws ends the run.
     */
    public void setWatchdog(Runnable check) {
        watchdog = check;
    }

    /** Makes {@link #runUntil} return after the present instruction; harmless while the machine does not run. */
    public void requestStop() {
        stopRequested = true;
        for (Core core : cores) {
            core.requestStop();
        }
    }

    /** Returns virtual time since power-on in nanoseconds: where the last run was to end, if it came there. */
    public long nanos() {
        return clock.now() == endSlot ? endNanos : clock.nanos();
    }

    /** Returns how long the machine has been running in host time, in nanoseconds; nothing depends on it. */
    public long hostNanos() {
        return hostNanos;
    }

    /**
     * Runs until a moment of virtual time, or until somebody asks it to stop.
     *
     * @param nanos virtual time since power-on
     * @return whether the moment was reached
     * @throws CoreFault if the program cannot go on
     */
    public boolean runUntil(long nanos) {
        long slot = clock.slotAtNanos(nanos);
        boolean reached = runUntilSlot(slot);
        if (reached && clock.now() == slot && nanos > clock.nanos() - nanosPerSlot()) {
            endSlot = slot;
            endNanos = nanos;
        }
        return reached;
    }

    private long nanosPerSlot() {
        return NANOS_PER_SECOND / clock.slotsPerSecond();
    }

    /** Runs for a span of virtual time in nanoseconds, as {@link #runUntil}. */
    public boolean runFor(long nanos) {
        return runUntil(Math.addExact(nanos(), nanos));
    }

    /** Runs until a slot of the {@link #clock()}, as {@link #runUntil}. */
    public boolean runUntilSlot(long slot) {
        if (stepping.holdsTime()) {
            throw new MachineException("Time stands still while a core of " + name
                    + " is in SingleStep mode: step it, or set its ExecutionMode to Continuous.");
        }
        stopRequested = false;
        long begin = System.nanoTime();
        try {
            while (clock.now() < slot && !stopRequested && !stepping.holdsTime()) {
                watchdog.run();
                step(slot);
            }
        } finally {
            hostNanos += System.nanoTime() - begin;
        }
        return clock.now() >= slot;
    }

    private void step(long end) {
        clock.fireDue();
        if (cores.size() == 1) {
            Core core = cores.get(0);
            if (isRunnable(core)) {
                run(core, Math.min(end, clock.now() + SLICE));
            }
        } else {
            runCoresInTurn(end);
        }
        faultHandlerWatches.forEach(faults::check);
        if (!stopRequested && cores.stream().noneMatch(this::isRunnable)) {
            clock.moveTo(Math.max(clock.now(), Math.min(end, clock.nextAlarm())));
        }
        clock.fireDue();
        if (resetRequested) {
            resetRequested = false;
            reset();
            resetAction.run();
        }
    }

    /** Lets every core execute the same quantum of time, one after the other. */
    private void runCoresInTurn(long end) {
        long begin = clock.now();
        long until = Math.min(end, begin + Math.max(1, clock.slotsPerSecond() / QUANTA_PER_SECOND));
        long reached = begin;
        for (Core core : cores) {
            if (isRunnable(core) && !stopRequested) {
                clock.moveTo(begin);
                run(core, until);
                reached = Math.max(reached, clock.now());
            }
        }
        clock.moveTo(reached);
    }

    private boolean isRunnable(Core core) {
        return !core.isHalted() && !core.isSleeping() && !stepping.holds(core);
    }

    private void run(Core core, long until) {
        try {
            core.run(until);
        } catch (CoreFault fault) {
            faults.handle(core, fault);
        }
    }

    /** Returns where bytes stand in a memory, the first time in the order of memories and addresses. */
    public OptionalLong locate(byte[] bytes) {
        for (Part part : parts.values()) {
            if (part.object() instanceof MappedMemory memory && bytes.length > 0) {
                long offset = memory.find(bytes);
                if (offset >= 0) {
                    return OptionalLong.of(memory.mappings().get(0).start() + offset);
                }
            }
        }
        return OptionalLong.empty();
    }

    /** Returns the SHA-256, in hexadecimal, of what all memories hold. */
    public String memoryDigest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            parts.values().stream()
                    .map(Part::object)
                    .filter(MappedMemory.class::isInstance)
                    .forEach(memory -> ((MappedMemory) memory).addTo(digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Keeps the present state: cores, memories, devices, virtual time, counts and log; not who watches, files, and symbols.
     *
     * @throws MachineException if something of it cannot be kept, such as the names of a Python script
     */
    public Snapshot snapshot() {
        try {
            return Snapshot.of(PACKAGES, List.of(this));
        } catch (StateException e) {
            throw new MachineException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Brings cores and devices back to power-on; memories keep their content and virtual time goes on. */
    public void reset() {
        for (Part part : parts.values()) {
            if (part.object() instanceof Peripheral peripheral) {
                peripheral.reset();
            }
        }
        cores.forEach(Core::reset);
    }
}
