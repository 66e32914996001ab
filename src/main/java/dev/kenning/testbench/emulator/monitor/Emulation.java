package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.CoreAbortException;
import dev.kenning.testbench.emulator.bus.EnvironmentSensor;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.core.CoreFault;
import dev.kenning.testbench.emulator.machine.Level;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.machine.MachineLog;
import dev.kenning.testbench.emulator.machine.Part;
import dev.kenning.testbench.emulator.python.ScriptHost;
import dev.kenning.testbench.platform.Component;
import dev.kenning.testbench.platform.PlatformDescription;
import dev.kenning.testbench.platform.PlatformReader;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.platform.Statement;
import dev.kenning.testbench.platform.monitor.Argument;
import dev.kenning.testbench.platform.monitor.CommandTarget;
import dev.kenning.testbench.platform.monitor.MonitorCall;
import dev.kenning.testbench.platform.monitor.MonitorException;
import dev.kenning.testbench.platform.monitor.MonitorInterpreter;
import dev.kenning.testbench.platform.monitor.MonitorQuoting;
import dev.kenning.testbench.platform.monitor.SimulationSettings;
import dev.kenning.testbench.text.NearestWord;
import dev.kenning.testbench.text.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

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
    private static final String SCREENS = "Video.";
    private static final String RENODE_TYPES = "Antmicro.Renode.";
    private static final String CORE_ABORT = "CpuAbortException";

    private final MonitorPath searchPath;
    private final PlatformReader reader;
    private final MonitorInterpreter interpreter;
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Externals externals = new Externals();
    private final Environments environments = new Environments(externals);
    private final SavedEmulations saved = new SavedEmulations();
    private final StepBlocking stepBlocking = new StepBlocking();
    private final CommandTable commands = new CommandTable();
    private final ConsoleCommands console;
    private final Set<Machine> startedBefore = new HashSet<>();
    private final Members emulationMembers;
    private final Members connectorMembers;
    private final EmulationHost host;
    private final GdbServers gdbServers;
    private final List<MachineLog.Listener> logListeners = new ArrayList<>();
    private final List<MachineLog.Listener> logFiles = new ArrayList<>();

    /** The log of what happens while no machine is selected. */
    private final MachineLog ownLog = new MachineLog(new Clock(1));

    private final MonitorPython python = new MonitorPython(new MonitorObjects());

    private Optional<Machine> current = Optional.empty();
    private boolean quit;
    private boolean logsFaults;
    private boolean stubsAlways;
    private int nextMachine;
    private long seed;

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
        this.searchPath = new MonitorPath(searchPath);
        reader = new PlatformReader(this.searchPath);
        interpreter = new MonitorInterpreter(
                new Target(), this.searchPath, Path.of("").toAbsolutePath().toString());
        emulationMembers = EmulationMembers.of(this, host);
        stepBlocking.addTo(emulationMembers);
        connectorMembers = externals.connector(this::endpoint);
        console = new ConsoleCommands(commands, this.searchPath, host, machines.values());
        console.addTo(interpreter.commandNames());
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
     * Executes a line, and answers as Renode's robot server does: each printed line ends in two line feeds.
     *
     * @throws MonitorException as {@link #execute}
     */
    public String answer(String line) {
        return interpreter.answer(line);
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

    Externals externals() {
        return externals;
    }

    /** What can be connected: a device of the selected machine, its bus, or something outside of machines. */
    Endpoint endpoint(String name) {
        Optional<Endpoint> inside = current.flatMap(machine -> machine.part(name)
                .map(part -> new Endpoint(machine.name() + ":" + part.path(), part.model(), part.object())));
        Optional<Endpoint> bus = current.filter(machine -> name.equals(BUS))
                .map(machine -> new Endpoint(BUS, "Bus.SystemBus", machine.bus()));
        return inside.or(() -> bus)
                .or(() -> externals.endpoint(name))
                .orElseThrow(() -> new Members.MismatchException(
                        "there is no device '" + name + "'." + NearestWord.hint(name, objectNames())));
    }

    long seed() {
        return seed;
    }

    void setSeed(long value) {
        seed = value;
    }

    Environments environments() {
        return environments;
    }

    GdbServers gdbServers() {
        return gdbServers;
    }

    private void removeLogListener(MachineLog.Listener listener) {
        logListeners.remove(listener);
        ownLog.removeListener(listener);
    }

    /** Lets the log tell, on machines to come, when a program cannot go on; their cores are halted, and time goes on. */
    public void logFaultsOnly() {
        logsFaults = true;
    }

    /** Returns whether {@code quit} was executed. */
    public boolean hasQuit() {
        return quit;
    }

    private void addCommands() {
        commands.add("mach [create|add|set|rem|clear] [name]", "makes, selects and removes machines.", this::mach)
                .add("start [script]", "starts the emulation, after including a script if one is named.", this::start)
                .add("s [script]", "starts the emulation.", this::start)
                .add("pause", "pauses the emulation.", call -> pause())
                .also("peri", "peripherals")
                .also("sa", "showAnalyzer")
                .also("logF", "logFile")
                .add("p", "pauses the emulation.", call -> pause())
                .add("quit", "ends the simulator.", call -> quit())
                .add("q", "ends the simulator.", call -> quit())
                .add("Clear", "clears the emulation.", call -> {
                    clear();
                    return "";
                })
                .add("Save path", "saves the emulation, for this process to load again.", this::save)
                .add("Load path", "loads the emulation that this process has saved.", this::load)
                .add("version", "shows version information.", call -> Version.text())
                .add("peripherals", "prints the peripherals that are registered.", call -> PeripheralTree.of(machine()))
                .add("include path", "loads a script or a platform.", call -> include(file(call.text(0)), call))
                // Upstream scripts load a type's assembly before they compile what extends it.
                .add("EnsureTypeIsLoaded type", "loads a type.", Emulation::ensureType)
                .add("log message [level]", "logs messages: log <<message to log>> <<log level>>", this::log)
                .add("lastLog [count]", "shows last log lines.", this::lastLog)
                .add("logLevel [level] [object]", "sets logging level for backends.", this::logLevel)
                .add("logFile path [flushAfterWrite]", "sets the output file for logger.", this::logFile)
                .add("python script", "executes the provided python command.", this::python)
                .add("py script", "executes the provided python command.", this::python)
                .add(
                        "showAnalyzer [name] uart [analyzer]",
                        "shows what a UART transmits, in the log.",
                        this::showAnalyzer)
                .add("analyzers [default] uart", "shows available analyzers for peripheral.", this::analyzers);
    }

    // Machines

    private String mach(MonitorCall call) {
        return switch (call.member()) {
            case "create" -> {
                current = Optional.of(add(call.size() > 1 ? call.text(1) : MACHINE + "-" + nextMachine));
                yield "";
            }
            case "add" -> {
                Machine added = add(call.text(1));
                current = current.or(() -> Optional.of(added));
                yield "";
            }
            case "set" -> {
                current = Optional.of(selected(call));
                yield "";
            }
            case "rem" -> {
                remove(named(call.text(1)));
                yield "";
            }
            case "clear" -> {
                current = Optional.empty();
                yield "";
            }
            default -> throw call.mismatch();
        };
    }

    private Machine add(String name) {
        if (machines.containsKey(name)) {
            throw new MonitorException("Given machine is already added or name is already taken.");
        }
        nextMachine++;
        Machine machine = new Machine(name);
        machine.scripts().setOthers(path -> object(path, Optional.of(machine)));
        machine.onPause(host::pause);
        machine.onOwnReset(() -> afterOwnReset(machine));
        stepBlocking.applyTo(machine, host);
        if (logsFaults) {
            machine.faults().logOnly();
        }
        machine.log().setThreshold(ownLog.threshold());
        logListeners.forEach(machine.log()::addListener);
        machines.put(name, machine);
        return machine;
    }

    /**
     * Removes a machine.
     *
     * @throws MonitorException if there is none of that name
     */
    void removeMachine(String name) {
        remove(named(name));
    }

    private void remove(Machine removed) {
        gdbServers.stop(removed);
        environments.forget(removed);
        removed.dispose();
        machines.remove(removed.name());
        current = current.filter(machine -> machine != removed);
    }

    private Machine selected(MonitorCall call) {
        if (call.argument(1) instanceof Argument.Whole number
                && (number.value() < 0 || number.value() >= machines.size())) {
            throw MonitorException.reported("Wrong machine number. Type mach to show a list of available machines.");
        }
        if (call.argument(1) instanceof Argument.Word) {
            throw call.mismatch();
        }
        return named(call.text(1));
    }

    private Machine named(String nameOrNumber) {
        Machine machine = machines.get(nameOrNumber);
        if (machine == null && nameOrNumber.matches("\\d{1,4}") && Integer.parseInt(nameOrNumber) < machines.size()) {
            machine = List.copyOf(machines.values()).get(Integer.parseInt(nameOrNumber));
        }
        if (machine == null) {
            throw MonitorException.reported(
                    "Machine " + nameOrNumber + " not found." + NearestWord.hint(nameOrNumber, machines.keySet()));
        }
        return machine;
    }

    /** Resets the selected machine, and runs what its description and its user want on a reset. */
    void reset() {
        machine().reset();
        environments.tellAgain(machine());
        runResetMacros();
    }

    private void afterOwnReset(Machine machine) {
        Optional<Machine> selected = current;
        current = Optional.of(machine);
        try {
            environments.tellAgain(machine);
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

    private String save(MonitorCall call) {
        if (call.argument(0) instanceof Argument.Word) {
            throw new MonitorException("Parameters did not match the signature");
        }
        host.pause();
        saved.save(machines.values(), Path.of(call.text(0)));
        return "";
    }

    /** As on Renode, variables stay, and no machine is selected if there is more than one. */
    private String load(MonitorCall call) {
        List<Machine> loaded = saved.load(file(call.text(0)));
        host.pause();
        gdbServers.stopAll();
        machines.clear();
        externals.clear();
        stepBlocking.clear();
        loaded.forEach(machine -> machines.put(machine.name(), machine));
        nextMachine = machines.size();
        current = machines.size() == 1 ? Optional.of(loaded.get(0)) : Optional.empty();
        return "";
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
        machine.load(description, stubsMissing());
        environments.adopt(machine);
        for (Component component : description.components()) {
            component.init().forEach(statement -> run(component.treeName() + " ", statement, output));
            if (!component.reset().isEmpty()) {
                interpreter.defineMacro(component.treeName() + ".reset", resetMacro(component));
            }
        }
        return output.toString().stripTrailing();
    }

    /** Returns whether the variable is set that asks for stubs in place of models that are missing. */
    private boolean stubsMissing() {
        return stubsAlways
                || interpreter
                        .variable(SimulationSettings.STUB_MISSING)
                        .filter(value -> value.text().equalsIgnoreCase("true"))
                        .isPresent();
    }

    /** Lets devices whose model is missing be stubs from now on, as the variable {@code $stubMissing} does. */
    public void stubMissing() {
        stubsAlways = true;
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
            new LockStep(this, host)
                    .commands()
                    .forEach((name, action) -> commands.add(name + " [...]", "runs in lock step.", action));
            return "";
        }
        if (file.toString().endsWith(".py")) {
            return python.executeFile(file);
        }
        if (!file.toString().endsWith(".repl")) {
            throw MonitorException.during(
                    call,
                    "The embedded engine includes .resc, .repl and .py files only, not '" + file.getFileName()
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
        return find(argument, name -> "Could not find file '" + name + "'.");
    }

    /**
     * Finds a file that a command includes or loads.
     *
     * @throws MachineException if there is none
     */
    Path file(Object argument) {
        return find(argument, name -> "File does not exist: " + name);
    }

    /**
     * Finds a file.
     *
     * @param problem says of a name that there is no such file
     * @throws MachineException if there is none
     */
    Path find(Object argument, UnaryOperator<String> problem) {
        String name = argument.toString().replaceFirst("^@", "");
        Path direct = Path.of(name);
        if (Files.exists(direct)) {
            return direct;
        }
        return searchPath.find(name, Source.ofText("")).orElseThrow(() -> new MachineException(problem.apply(name)));
    }

    // Running

    private String start(MonitorCall call) {
        if (call.size() > 0) {
            interpreter.execute("include " + MonitorQuoting.path(call.text(0)));
        }
        host.start();
        return "Starting emulation...";
    }

    private String pause() {
        host.pause();
        return "Pausing emulation...";
    }

    boolean isStarted() {
        return host.isStarted();
    }

    void startTime() {
        host.start();
    }

    void pauseTime() {
        host.pause();
    }

    /** Tells each machine's log that time begins to pass on its own. */
    public void machinesStarted() {
        for (Machine machine : machines.values()) {
            boolean first = startedBefore.add(machine);
            tell(machine, first ? "started" : "resumed");
            if (first) {
                machine.tellMissingCores();
            }
        }
    }

    /** Tells each machine's log that time stands still. */
    public void machinesPaused() {
        machines.values().forEach(machine -> tell(machine, "paused"));
    }

    private static void tell(Machine machine, String change) {
        machine.log().log(Level.INFO, machine.name(), "Machine " + change + ".");
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
        startedBefore.clear();
        externals.clear();
        environments.clear();
        stepBlocking.clear();
        logFiles.forEach(this::removeLogListener);
        logFiles.clear();
        interpreter.clear();
        python.clear();
        current = Optional.empty();
        nextMachine = 0;
    }

    // Log

    /** What Renode compiles of its own can be anything for all that this engine knows. */
    private static String ensureType(MonitorCall call) {
        if (!call.text(0).startsWith(RENODE_TYPES)) {
            throw MonitorException.reported("Given type " + call.text(0) + " was not found");
        }
        return "";
    }

    private String log(MonitorCall call) {
        if (call.argument(0) instanceof Argument.Word) {
            throw call.mismatch();
        }
        Level level = call.size() > 1 ? level(call, 1) : Level.INFO;
        log().log(level, "", "Script: " + call.text(0));
        return "";
    }

    private String lastLog(MonitorCall call) {
        List<String> lines = log().shownLines();
        int count = call.size() > 0 ? (int) Math.min(lines.size(), Math.max(0, call.number(0))) : lines.size();
        return String.join("\n", lines.subList(lines.size() - count, lines.size()));
    }

    private String logLevel(MonitorCall call) {
        if (call.size() == 0) {
            return LogLevels.table(ownLog, machines.values());
        }
        Level level = level(call, 0);
        if (call.size() == 1) {
            ownLog.setThreshold(level);
            machines.values().forEach(machine -> machine.log().setThreshold(level));
            return "";
        }
        String source = call.text(1);
        if (machines.containsKey(source)) {
            setLevelOfAll(machines.get(source), level);
            return "";
        }
        if (LogLevels.BACKENDS.contains(source)) {
            ownLog.setThreshold(level);
            machines.values().forEach(machine -> machine.log().setThreshold(level));
            return "";
        }
        Part part = machine().part(source).orElse(null);
        if (part == null && !source.equals(BUS)) {
            throw MonitorException.reported("Could not find emulation element or backend named: " + source);
        }
        machine().log().setThreshold(part == null ? BUS : part.name(), level);
        return "";
    }

    private static void setLevelOfAll(Machine machine, Level level) {
        machine.log().setThreshold(machine.name(), level);
        machine.log().setThreshold(BUS, level);
        machine.parts().forEach(part -> machine.log().setThreshold(part.name(), level));
    }

    private String logFile(MonitorCall call) {
        LogFile file = LogFile.create(Path.of(call.text(0)));
        logFiles.add(file);
        addLogListener(file);
        return "";
    }

    // Python

    private String python(MonitorCall call) {
        if (!(call.argument(0) instanceof Argument.Text)) {
            throw MonitorException.reported("Variable type has to be a string.");
        }
        return python.execute(call.text(0));
    }

    /**
     * Returns the value of an expression in the monitor's Python; nothing for a statement, which is executed.
     *
     * @throws MonitorException if it fails, with what .NET calls the error
     */
    public Optional<Object> evaluatePython(String script) {
        return python.evaluate(script);
    }

    /** What the monitor's own scripts see: the selected machine's objects. */
    private final class MonitorObjects implements ScriptHost {

        @Override
        public boolean execute(String command) {
            python.print(interpreter.execute(command));
            return true;
        }

        @Override
        public String name() {
            return current.map(Machine::name).orElse("");
        }

        @Override
        public Optional<Members> members(String path) {
            return object(path);
        }

        @Override
        public void log(int level, String source, String text) {
            Emulation.this.log().log(Level.of(level), source, text);
        }
    }

    /** Reads a level by its number, or by its name in quotes. */
    private static Level level(MonitorCall call, int index) {
        Argument argument = call.argument(index);
        for (Level level : Level.values()) {
            if ((argument instanceof Argument.Whole number && number.value() == level.number())
                    || (argument instanceof Argument.Text name && name.text().equalsIgnoreCase(level.name()))) {
                return level;
            }
        }
        throw call.mismatch();
    }

    private String showAnalyzer(MonitorCall call) {
        // A name of its own, in quotes, is for analyzers that are externals.
        String name = call.text(call.size() > 1 && call.argument(0) instanceof Argument.Text ? 1 : 0);
        Machine machine = machine();
        Optional<Part> shown = machine.part(name);
        if (shown.filter(part -> part.isStub() || part.model().startsWith(SCREENS))
                .isPresent()) {
            machine.log().log(Level.WARNING, shown.get().name(), "The embedded engine has nothing to show of it.");
            return "";
        }
        machine.uart(name).addListener(new LineLogger(name, machine.log()));
        return "";
    }

    private String analyzers(MonitorCall call) {
        boolean onlyDefault = call.size() > 1;
        String name = call.text(call.size() - 1);
        if (onlyDefault && !call.text(0).equals("default")) {
            throw call.mismatch();
        }
        try {
            machine().uart(name);
        } catch (MachineException e) {
            throw MonitorException.reported("No backend found for " + name);
        }
        return "Antmicro.Renode.Analyzers.LoggingUartAnalyzer" + (onlyDefault ? "" : " (default)");
    }

    private Optional<Members> object(String name) {
        return object(name, current);
    }

    private Optional<Members> object(String name, Optional<Machine> current) {
        return switch (name) {
            case EMULATION -> Optional.of(emulationMembers);
            case "connector" -> Optional.of(connectorMembers);
            case "sockets" -> Optional.of(externals.sockets());
            case MACHINE -> current.map(machine -> MachineMembers.of(machine, this));
            case BUS -> current.map(machine -> BusMembers.of(machine, this));
            default ->
                current.flatMap(machine -> machine.part(name).map(part -> members(machine, part)))
                        .or(() -> externals.members(name))
                        .or(() -> current.flatMap(machine -> machine.membersOfRecord(name)));
        };
    }

    /** As on Renode, the log names no core where the monitor accesses the bus. */
    private String call(MonitorCall call, Members members) {
        if (call.name().equals(BUS)) {
            return machine().bus().withoutMaster(() -> MemberCall.of(call, BUS, members, console));
        }
        String path = current.flatMap(machine -> machine.part(call.name()))
                .map(Part::path)
                .orElse(call.name());
        return MemberCall.of(call, path, members, console);
    }

    private Members members(Machine machine, Part part) {
        Members members = machine.membersOf(part.name());
        if (part.object() instanceof EnvironmentSensor sensor) {
            members.action(
                    "SetEnvironment targetEnvironment",
                    arguments -> environments.put(
                            machine, part, sensor, arguments.get(0).toString()));
        }
        return members;
    }

    private Collection<String> objectNames() {
        Set<String> names = new TreeSet<>(Set.of(EMULATION, "connector"));
        names.addAll(externals.names());
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
            return commands.has(name) || object(name).isPresent() || python.hasCommand(name);
        }

        @Override
        public Collection<String> names() {
            List<String> names = new ArrayList<>(commands.names());
            names.addAll(objectNames());
            return names;
        }

        @Override
        public boolean printsAtOnce(MonitorCall call) {
            return call.name().equals("currentTime") || (!commands.has(call.name()) && call.size() > 0);
        }

        @Override
        public String execute(MonitorCall call) {
            try {
                if (commands.has(call.name())) {
                    return commands.run(call);
                }
                Optional<Members> object = object(call.name());
                return object.isPresent()
                        ? call(call, object.get())
                        : python.command(call.name(), MemberCall.arguments(call, 0));
            } catch (MachineException | IllegalArgumentException e) {
                throw MonitorException.during(call, String.valueOf(e.getMessage()));
            } catch (CoreAbortException e) {
                throw MonitorException.thrown(CORE_ABORT, String.valueOf(e.getMessage()));
            }
        }
    }
}
