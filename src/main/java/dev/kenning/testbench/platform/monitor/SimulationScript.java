package dev.kenning.testbench.platform.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the script that sets a simulation up: machine, platform, settings, terminals, counters, firmware, start.
 *
 * <p>Renode runs it with {@code renode script.resc} in the folder that its relative paths start from. Paths of devices
 * are written from {@code sysbus} on, which every release understands.
 */
public final class SimulationScript {

    /** The statement behind which virtual time passes. */
    private static final String START = "start";

    private record Core(String name, boolean countsItself) {}

    /** The Python that brings the commands for it, in the script's folder. */
    public static final String LOCK_STEP = "lockstep.py";

    private final String machine;
    private final SimulationSettings settings;
    private final List<Core> cores = new ArrayList<>();
    private final List<String> terminals = new ArrayList<>();
    private Optional<String> platform = Optional.empty();
    private Optional<String> firmware = Optional.empty();
    private boolean lockStep;

    /** Starts a script for a machine. */
    public SimulationScript(String machine, SimulationSettings settings) {
        this.machine = machine;
        this.settings = settings;
    }

    /** Loads a platform description. */
    public SimulationScript platform(String file) {
        platform = Optional.of(file);
        return this;
    }

    /** Loads an ELF file once everything else is set up. */
    public SimulationScript firmware(String file) {
        firmware = Optional.of(file);
        return this;
    }

    /**
     * Tells of a core.
     *
     * @param type its model: the instructions of RISC-V cores are counted by mnemonic
     */
    public SimulationScript core(String name, String type) {
        cores.add(new Core(name, type.startsWith("CPU.RiscV") || type.startsWith("RiscV")));
        return this;
    }

    /** Serves the bytes of a UART on a TCP port, without telnet's negotiation. */
    public SimulationScript terminal(String uart, int port, String name) {
        // The third argument is emitConfig up to 1.15 and telnetMode from 1.16 on: by position it is both.
        terminals.addAll(terminalStatements(uart, port, name));
        return this;
    }

    /** Lets the simulation run in lock step: as fast as it can, one core after the other, told when and how long. */
    public SimulationScript lockStep() {
        lockStep = true;
        return this;
    }

    /** Returns the statements that serve a UART on a TCP port of an emulation that may run already. */
    public static List<String> terminalStatements(String uart, int port, String name) {
        return List.of(
                "emulation CreateServerSocketTerminal " + port + " " + MonitorQuoting.string(name) + " false",
                "connector Connect " + uart + " " + name);
    }

    /** Returns whether a platform is a script of its own rather than a description. */
    public static boolean isScript(String platform) {
        return platform.endsWith(".resc");
    }

    /**
     * Returns the statements that run a platform's own script. It finds the machine's name in {@code $name} and the
     * firmware in {@code $bin}, and counts opcodes if it wants to.
     */
    public static List<String> inclusion(String machine, String script, String firmware) {
        return List.of(
                "$name=" + MonitorQuoting.string(machine),
                "$bin=" + MonitorQuoting.path(firmware),
                "include " + MonitorQuoting.path(script));
    }

    /** Returns the statements that set the simulation up; nothing is executed yet. */
    public List<String> setup() {
        List<String> names = cores.stream().map(Core::name).toList();
        List<String> statements = new ArrayList<>(settings.statements(SimulationSettings.Phase.EMULATION, names));
        if (lockStep) {
            statements.add("emulation SetGlobalAdvanceImmediately true");
            statements.add("emulation SetGlobalSerialExecution true");
            statements.add("include " + MonitorQuoting.path(LOCK_STEP));
        }
        if (platform.filter(SimulationScript::isScript).isPresent()) {
            statements.addAll(inclusion(machine, platform.get(), firmware.orElseThrow()));
            statements.addAll(settings.statements(SimulationSettings.Phase.PLATFORM, names));
            statements.addAll(terminals);
        } else {
            addSteps(statements, names);
        }
        statements.addAll(settings.statements(SimulationSettings.Phase.FIRMWARE, names));
        return statements;
    }

    private void addSteps(List<String> statements, List<String> names) {
        statements.add("mach create " + MonitorQuoting.string(machine));
        platform.ifPresent(file -> statements.add("machine LoadPlatformDescription " + MonitorQuoting.path(file)));
        statements.addAll(settings.statements(SimulationSettings.Phase.PLATFORM, names));
        cores.stream()
                .filter(Core::countsItself)
                .forEach(core -> statements.add("sysbus." + core.name() + " EnableRiscvOpcodesCounting"));
        statements.addAll(terminals);
        firmware.map(file -> "sysbus LoadELF " + MonitorQuoting.path(file)).ifPresent(load -> {
            statements.add(load);
            // Renode's cores forget on a reset where their program starts.
            statements.add("macro reset\n\"\"\"\n    " + load + "\n\"\"\"");
        });
    }

    /** Returns the statements that follow once virtual time passes. */
    public List<String> afterStart() {
        return settings.statements(
                SimulationSettings.Phase.STARTED, cores.stream().map(Core::name).toList());
    }

    /** Returns the whole script, one statement per line. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add(":name: " + machine);
        lines.add(":description: Written by Kenning Testbench. Start it by hand in its folder: renode <this file>");
        lines.add("");
        lines.addAll(setup());
        lines.add("");
        lines.add(START);
        lines.addAll(afterStart());
        return String.join("\n", lines) + "\n";
    }
}
