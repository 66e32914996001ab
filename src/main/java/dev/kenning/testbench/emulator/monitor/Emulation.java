package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.core.CoreFault;
import dev.kenning.testbench.emulator.machine.Level;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.machine.MachineLog;
import dev.kenning.testbench.emulator.machine.Part;
import dev.kenning.testbench.platform.Component;
import dev.kenning.testbench.platform.PlatformDescription;
import dev.kenning.testbench.platform.PlatformReader;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.platform.Statement;
import dev.kenning.testbench.platform.monitor.CommandTarget;
import dev.kenning.testbench.platform.monitor.MonitorCall;
import dev.kenning.testbench.platform.monitor.MonitorException;
import dev.kenning.testbench.platform.monitor.MonitorInterpreter;
import dev.kenning.testbench.text.NearestWord;
import dev.kenning.testbench.text.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes the monitor commands of Renode and does on the embedded engine what they say.
 *
 * <p>It holds machines by name, one of which is selected. How time passes is up to its {@link EmulationHost}; without one
 * it passes only inside commands that let it ({@code emulation RunFor}, {@code cpu Step}) and inside {@link
 * Machine#runUntil}. Not thread-safe.
 */
public final class Emulation {

    private static final String MACHINE = "machine";
    private static final String BUS = "sysbus";
    private static final String EMULATION = "emulation";

    private final SearchPath searchPath;
    private final PlatformReader reader;
    private final MonitorInterpreter interpreter;
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Map<String, ExternalTerminal> terminals = new LinkedHashMap<>();
    private final Map<String, Function<MonitorCall, String>> commands = new LinkedHashMap<>();
    private final Members emulationMembers;
    private final Members connectorMembers;
    private final EmulationHost host;
    private final GdbServers gdbServers;
    private final List<MachineLog.Listener> logListeners = new ArrayList<>();
    private final List<MachineLog.Listener> logFiles = new ArrayList<>();

    /** The log of what happens while no machine is selected. */
    private final MachineLog ownLog = new MachineLog(new Clock(1));

    private Optional<Machine> current = Optional.empty();
    private boolean quit;
    private int nextMachine;

    /**
     * Creates an emulation without a machine, in which time passes only on demand.
     *
     * @param searchPath finds the files that commands name
     */
    public Emulation(SearchPath searchPath) {
        this(searchPath, Optional.empty());
    }

    /** Creates an emulation without a machine that leaves time and terminals to a host. */
    public Emulation(SearchPath searchPath, EmulationHost host) {
        this(searchPath, Optional.of(host));
    }

    private Emulation(SearchPath searchPath, Optional<EmulationHost> given) {
        host = given.orElseGet(() -> new OnDemand(text -> log().log(Level.WARNING, EMULATION, text)));
        gdbServers = new GdbServers(host);
        this.searchPath = searchPath;
        reader = new PlatformReader(searchPath);
        interpreter = new MonitorInterpreter(
                new Target(), searchPath, Path.of("").toAbsolutePath().toString());
        emulationMembers = EmulationMembers.of(this, host);
        connectorMembers = new Members()
                .method("Connect device terminal", arguments -> connect(arguments.get(0), arguments.get(1)))
                .method("Disconnect device terminal", arguments -> disconnect(arguments.get(1)));
        addCommands();
    }

    /**
     * Executes a line of the monitor's language.
     *
     * @return what the monitor prints, without the last line end
     * @throws MonitorException in Renode's words, if a command fails
     * @throws CoreFault if a command let time pass and the program could not go on
     */
    public String execute(String line) {
        return interpreter.execute(line);
    }

    /**
     * Executes a script; {@code $ORIGIN} is its directory meanwhile.
     *
     * @param file looked for as commands look for files
     * @return what the monitor prints, without the last line end
     * @throws MachineException if there is no such file
     * @throws MonitorException at the first statement that fails, with its place
     */
    public String executeScript(String file) {
        return interpreter.execute(Source.ofFile(path(file).toAbsolutePath()));
    }

    /**
     * Returns the selected machine.
     *
     * @throws MachineException if there is none
     */
    public Machine machine() {
        return current.orElseThrow(() -> new MachineException("There is no machine; run 'mach create' first."));
    }

    /**
     * Returns a machine by its name, or by its number in the order of creation.
     *
     * @throws MachineException if there is none
     */
    public Machine machine(String nameOrNumber) {
        try {
            return named(nameOrNumber);
        } catch (MonitorException e) {
            throw new MachineException(e.reason(), e);
        }
    }

    /** Returns all machines, in the order in which they were created. */
    public Collection<Machine> machines() {
        return Collections.unmodifiableCollection(machines.values());
    }

    /** Returns the selected machine's log, or the emulation's own while none is selected. */
    public MachineLog log() {
        return current.map(Machine::log).orElse(ownLog);
    }

    /** Lets a listener hear of every entry in every log, those of machines to come included. */
    public void addLogListener(MachineLog.Listener listener) {
        logListeners.add(listener);
        ownLog.addListener(listener);
        machines.values().forEach(machine -> machine.log().addListener(listener));
    }

    GdbServers gdbServers() {
        return gdbServers;
    }

    private void removeLogListener(MachineLog.Listener listener) {
        logListeners.remove(listener);
        ownLog.removeListener(listener);
    }

    /** Returns whether {@code quit} was executed. */
    public boolean hasQuit() {
        return quit;
    }

    private void addCommands() {
        commands.put("mach", this::mach);
        commands.put("start", call -> start());
        commands.put("s", call -> start());
        commands.put("pause", call -> pause());
        commands.put("p", call -> pause());
        commands.put("quit", call -> quit());
        commands.put("q", call -> quit());
        commands.put("Clear", call -> {
            clear();
            return "";
        });
        commands.put("version", call -> Version.text());
        commands.put("peripherals", call -> PeripheralTree.of(machine()));
        commands.put("include", call -> include(path(call.text(0)), call));
        // Upstream scripts load a type's assembly before they compile what extends it.
        commands.put("EnsureTypeIsLoaded", call -> "");
        commands.put("log", this::log);
        commands.put("lastLog", this::lastLog);
        commands.put("logLevel", this::logLevel);
        commands.put("logFile", this::logFile);
        commands.put("showAnalyzer", this::showAnalyzer);
    }

    // Machines

    private String mach(MonitorCall call) {
        return switch (call.member()) {
            case "create" -> {
                current = Optional.of(add(call.size() > 1 ? call.text(1) : MACHINE + "-" + nextMachine));
                yield "";
            }
            case "add" -> {
                add(call.text(1));
                yield "";
            }
            case "set" -> {
                current = Optional.of(named(call.text(1)));
                yield "";
            }
            case "rem" -> {
                Machine removed = named(call.text(1));
                gdbServers.stop(removed);
                removed.dispose();
                machines.remove(removed.name());
                current = current.filter(machine -> machine != removed);
                yield "";
            }
            case "clear" -> {
                current = Optional.empty();
                yield "";
            }
            case "" -> String.join("\n", machines.keySet());
            default ->
                throw new MonitorException(
                        "Bad parameters for command mach.\nUsage: mach create|add|set|rem [\"name\"], mach clear");
        };
    }

    private Machine add(String name) {
        if (machines.containsKey(name)) {
            throw new MonitorException("Machine " + name + " already exists.");
        }
        nextMachine++;
        Machine machine = new Machine(name);
        machine.onPause(host::pause);
        machine.onOwnReset(() -> afterOwnReset(machine));
        machine.log().setThreshold(ownLog.threshold());
        logListeners.forEach(machine.log()::addListener);
        machines.put(name, machine);
        return machine;
    }

    private Machine named(String nameOrNumber) {
        Machine machine = machines.get(nameOrNumber);
        if (machine == null && nameOrNumber.matches("\\d{1,4}") && Integer.parseInt(nameOrNumber) < machines.size()) {
            machine = List.copyOf(machines.values()).get(Integer.parseInt(nameOrNumber));
        }
        if (machine == null) {
            throw new MonitorException(
                    "Machine " + nameOrNumber + " not found." + NearestWord.hint(nameOrNumber, machines.keySet()));
        }
        return machine;
    }

    /** Resets the selected machine, and runs what its description and its user want on a reset. */
    void reset() {
        machine().reset();
        runResetMacros();
    }

    private void afterOwnReset(Machine machine) {
        Optional<Machine> selected = current;
        current = Optional.of(machine);
        try {
            runResetMacros();
        } finally {
            current = selected;
        }
    }

    private void runResetMacros() {
        for (Part part : machine().parts()) {
            interpreter.runMacroIfDefined(part.component().treeName() + ".reset");
        }
        interpreter.runMacroIfDefined("reset");
    }

    // Platforms

    /** Loads a description into the selected machine. */
    String loadPlatform(Source source) {
        Machine machine = machine();
        Set<String> existing = new LinkedHashSet<>();
        machine.parts().forEach(part -> existing.add(part.name()));
        PlatformDescription description = reader.read(source, existing);
        StringBuilder output = new StringBuilder();
        for (Component component : description.components()) {
            component.preinit().forEach(statement -> run("", statement, output));
        }
        machine.load(description);
        for (Component component : description.components()) {
            component.init().forEach(statement -> run(component.treeName() + " ", statement, output));
            if (!component.reset().isEmpty()) {
                interpreter.defineMacro(component.treeName() + ".reset", resetMacro(component));
            }
        }
        return output.toString().stripTrailing();
    }

    String loadPlatform(Path file) {
        return loadPlatform(Source.ofFile(file));
    }

    /** A platform that no machine was made for gets one. */
    private String include(Path file, MonitorCall call) {
        if (file.toString().endsWith(".cs")) {
            return CSharpFiles.include(file);
        }
        if (file.endsWith(LockStep.FILE)) {
            commands.putAll(new LockStep(this, host).commands());
            return "";
        }
        if (!file.toString().endsWith(".repl")) {
            throw MonitorException.during(
                    call,
                    "The embedded engine includes .resc and .repl files only, not '" + file.getFileName()
                            + "'. Run this script on Renode.");
        }
        if (current.isEmpty()) {
            current = Optional.of(add(MACHINE + "-" + nextMachine));
        }
        return loadPlatform(file);
    }

    private static Source resetMacro(Component component) {
        StringBuilder body = new StringBuilder();
        for (Statement statement : component.reset()) {
            body.append(component.treeName())
                    .append(' ')
                    .append(statement.text())
                    .append('\n');
        }
        return new Source(component.position().source().name(), body.toString());
    }

    /** Runs a statement of a description; as in Renode, one that fails is reported and does not undo the platform. */
    private void run(String prefix, Statement statement, StringBuilder output) {
        try {
            String printed = interpreter.execute(prefix + statement.text());
            if (!printed.isEmpty()) {
                output.append(printed).append('\n');
            }
        } catch (MonitorException e) {
            machine().log().log(Level.ERROR, machine().name(), e.getMessage() + " (at " + statement.position() + ")");
        }
    }

    /**
     * Finds a file that a command names.
     *
     * @throws MachineException if there is none
     */
    Path path(Object argument) {
        String name = argument.toString().replaceFirst("^@", "");
        Path direct = Path.of(name);
        if (Files.exists(direct)) {
            return direct;
        }
        return searchPath
                .find(name, Source.ofText(""))
                .orElseThrow(() -> new MachineException("Could not find file '" + name + "'."));
    }

    // Running

    private String start() {
        String note = host.isStarted() ? "Emulation is already started" : "";
        host.start();
        return note;
    }

    private String pause() {
        host.pause();
        return "";
    }

    private String quit() {
        machines.values().forEach(Machine::dispose);
        quit = true;
        host.pause();
        return "Renode is quitting";
    }

    /** Pauses, and forgets machines, terminals, log files, variables and macros, as the command {@code Clear} does. */
    public void clear() {
        host.pause();
        host.setAdvanceImmediately(false);
        gdbServers.stopAll();
        machines.values().forEach(Machine::dispose);
        machines.clear();
        terminals.values().forEach(ExternalTerminal::close);
        terminals.clear();
        logFiles.forEach(this::removeLogListener);
        logFiles.clear();
        interpreter.clear();
        current = Optional.empty();
        nextMachine = 0;
    }

    // Terminals

    /** Opens a terminal under a name that no other has. */
    String addTerminal(String name, Supplier<ExternalTerminal> opening) {
        if (terminals.containsKey(name)) {
            throw new IllegalArgumentException("an external named '" + name + "' exists already");
        }
        terminals.put(name, opening.get());
        return "";
    }

    private String connect(Object device, Object terminal) {
        ExternalTerminal named = terminal(terminal.toString());
        named.connect(machine().uart(device.toString()));
        return "";
    }

    private String disconnect(Object terminal) {
        terminal(terminal.toString()).disconnect();
        return "";
    }

    private ExternalTerminal terminal(String name) {
        ExternalTerminal terminal = terminals.get(name);
        if (terminal == null) {
            throw new IllegalArgumentException(
                    "Could not find external '" + name + "'." + NearestWord.hint(name, terminals.keySet()));
        }
        return terminal;
    }

    // Log

    private String log(MonitorCall call) {
        Level level = call.size() > 1 ? level(call.number(1)) : Level.DEBUG;
        log().log(level, "Script", call.text(0));
        return "";
    }

    private String lastLog(MonitorCall call) {
        List<String> lines = log().lines();
        int count = call.size() > 0 ? (int) Math.min(lines.size(), Math.max(0, call.number(0))) : lines.size();
        return String.join("\n", lines.subList(lines.size() - count, lines.size()));
    }

    private String logLevel(MonitorCall call) {
        if (call.size() == 0) {
            return "Current log level: " + log().threshold();
        }
        Level level = level(call.number(0));
        if (call.size() == 1) {
            ownLog.setThreshold(level);
            machines.values().forEach(machine -> machine.log().setThreshold(level));
            return "";
        }
        String source = call.text(1);
        Part part = machine().part(source).orElse(null);
        if (part == null && !source.equals(BUS)) {
            throw new MachineException(
                    "Could not find device " + source + "." + NearestWord.hint(source, objectNames()));
        }
        machine().log().setThreshold(part == null ? BUS : part.name(), level);
        return "";
    }

    private String logFile(MonitorCall call) {
        LogFile file = LogFile.create(Path.of(call.text(0)));
        logFiles.add(file);
        addLogListener(file);
        return "";
    }

    private static Level level(long number) {
        for (Level level : Level.values()) {
            if (level.number() == number) {
                return level;
            }
        }
        throw new MonitorException("A log level is -1 (noisy), 0 (debug), 1 (info), 2 (warning) or 3 (error).");
    }

    private String showAnalyzer(MonitorCall call) {
        String name = call.text(0);
        Machine machine = machine();
        machine.uart(name).addListener(new LineLogger(name, machine.log()));
        return "";
    }

    private Optional<Members> object(String name) {
        return switch (name) {
            case EMULATION -> Optional.of(emulationMembers);
            case "connector" -> Optional.of(connectorMembers);
            case MACHINE -> current.map(machine -> MachineMembers.of(machine, this));
            case BUS -> current.map(machine -> BusMembers.of(machine, this));
            default -> current.flatMap(machine -> machine.part(name).map(part -> machine.membersOf(part.name())));
        };
    }

    private Collection<String> objectNames() {
        Set<String> names = new TreeSet<>(Set.of(EMULATION, "connector"));
        current.ifPresent(machine -> {
            names.add(MACHINE);
            names.add(BUS);
            machine.parts().forEach(part -> names.add(part.path()));
        });
        return names;
    }

    private final class Target implements CommandTarget {

        @Override
        public Optional<String> currentMachine() {
            return current.map(Machine::name);
        }

        @Override
        public boolean knows(String name) {
            return commands.containsKey(name) || object(name).isPresent();
        }

        @Override
        public Collection<String> names() {
            List<String> names = new ArrayList<>(commands.keySet());
            names.addAll(objectNames());
            return names;
        }

        @Override
        public String execute(MonitorCall call) {
            try {
                Function<MonitorCall, String> command = commands.get(call.name());
                return command != null
                        ? command.apply(call)
                        : MemberCall.of(call, object(call.name()).orElseThrow());
            } catch (MachineException | IllegalArgumentException e) {
                throw MonitorException.during(call, String.valueOf(e.getMessage()));
            }
        }
    }
}
