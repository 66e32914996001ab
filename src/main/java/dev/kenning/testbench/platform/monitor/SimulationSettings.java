package dev.kenning.testbench.platform.monitor;

import dev.kenning.testbench.text.Source;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says what a simulation is set to beyond its platform and firmware; what is not said stays as the platform has it.
 *
 * <p>Settings are statements of the monitor's language, so every simulator reads them the same way
 * ({@code renode-integration.md}, section 3.1). Immutable.
 */
public final class SimulationSettings {

    /** When a statement is executed. */
    public enum Phase {
        /** Before there is a machine. */
        EMULATION,
        /** The machine has its platform. */
        PLATFORM,
        /** The firmware is loaded, nothing has been executed. */
        FIRMWARE,
        /** Virtual time passes. */
        STARTED
    }

    /** A statement; one for each core is written without its path. */
    record Setting(Phase phase, boolean forEachCore, String statement) {}

    /** The variable that asks the embedded engine for stubs in place of models that it lacks; Renode ignores it. */
    public static final String STUB_MISSING = "stubMissing";

    private static final int NANO_DIGITS = 9;
    private static final int HIGHEST_PORT = 65535;

    private final List<Setting> settings;
    private final boolean free;

    private SimulationSettings(List<Setting> settings, boolean free) {
        this.settings = List.copyOf(settings);
        this.free = free;
    }

    /** Says nothing. */
    public static SimulationSettings defaults() {
        return new SimulationSettings(List.of(), false);
    }

    /**
     * Returns these settings for a Renode that runs on while the host thinks, with sockets for the UARTs; else it stands
     * meanwhile. The embedded engine always stands.
     */
    public SimulationSettings freeRunning() {
        return new SimulationSettings(settings, true);
    }

    /** Tells whether virtual time passes while nobody waits. */
    public boolean runsFreely() {
        return free;
    }

    /** Returns these settings with another number of million instructions in a virtual second, on every core. */
    public SimulationSettings withPerformanceInMips(int mips) {
        return forEachCore("PerformanceInMips " + positive("PerformanceInMips", mips));
    }

    /** Returns these settings with another time between two synchronisations of cores and devices; 100 us unless set. */
    public SimulationSettings withQuantum(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("quantum must be > 0, is " + time);
        }
        return plus(Phase.EMULATION, "emulation SetGlobalQuantum " + MonitorQuoting.string(seconds(time)));
    }

    /** Returns these settings with a number that random devices start from; random unless set. */
    public SimulationSettings withSeed(int seed) {
        return plus(Phase.EMULATION, "emulation SetSeed " + seed);
    }

    /** Returns these settings with a file that the simulator's log is written to, entry by entry. */
    public SimulationSettings withLogFile(String file) {
        return plus(Phase.EMULATION, "logFile " + MonitorQuoting.path(file) + " true");
    }

    /**
     * Returns these settings with a counter of the instructions that match a bit pattern.
     *
     * <p>On Arm these are all the counters that Renode has, and it compares them with an instruction's first halfword only
     * ({@code engine-facts.md}, section 2).
     *
     * @param name what the counter is called where counts are shown
     * @param bits 16 or 32 characters, the highest bit first; 0 and 1 are fixed, anything else is any
     */
    public SimulationSettings withOpcodePattern(String name, String bits) {
        if (bits.length() != 16 && bits.length() != 32) {
            throw new IllegalArgumentException(
                    "an opcode pattern has 16 or 32 characters, '" + bits + "' has " + bits.length());
        }
        return forEachCore("InstallOpcodeCounterPattern " + MonitorQuoting.string(name) + " "
                        + MonitorQuoting.string(bits))
                .forEachCore("EnableOpcodesCounting true");
    }

    /**
     * Returns these settings for a platform with devices whose models the embedded engine lacks: each becomes a device that
     * reads 0 and logs each access.
     */
    public SimulationSettings withStubsForMissingModels() {
        return plus(Phase.EMULATION, "$" + STUB_MISSING + "=true");
    }

    /** Returns these settings with a file in which memory accesses, exceptions and instructions are recorded. */
    public SimulationSettings withProfiler(String file) {
        return plus(Phase.FIRMWARE, "machine EnableProfiler " + MonitorQuoting.string(file));
    }

    /** Returns these settings with a port on which a debugger may connect, which starts the emulation. */
    public SimulationSettings withGdbServer(int port) {
        if (positive("the GDB server's port", port) > HIGHEST_PORT) {
            throw new IllegalArgumentException("the GDB server's port must be <= " + HIGHEST_PORT + ", is " + port);
        }
        return plus(Phase.FIRMWARE, "machine StartGdbServer " + port);
    }

    /**
     * Returns these settings with a file that a script needs (Kenning's {@code resc_dependencies}), in the variable named
     * after it.
     */
    public SimulationSettings withDependency(String file) {
        return withFileVariable(variableFor(file.substring(file.lastIndexOf('/') + 1)), file);
    }

    /** Returns the variable that is named after a file: {@code springbok.repl} is {@code $springbok_repl} to the script. */
    public static String variableFor(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).replace('.', '_');
    }

    /** Returns these settings with a variable that names a file to scripts. */
    public SimulationSettings withFileVariable(String name, String file) {
        return plus(Phase.EMULATION, checked("$" + name + "=" + MonitorQuoting.path(file)));
    }

    /** Returns these settings with one more command that is executed before the first instruction. */
    public SimulationSettings withCommand(String command) {
        return plus(Phase.FIRMWARE, checked(command));
    }

    /** Returns these settings with one more command that is executed once time passes (Kenning's {@code post_start_commands}). */
    public SimulationSettings withPostStartCommand(String command) {
        return plus(Phase.STARTED, checked(command));
    }

    /** Returns the statements of a phase in the order in which they were set, for these cores. */
    public List<String> statements(Phase phase, List<String> cores) {
        List<String> statements = new ArrayList<>();
        for (Setting setting : settings) {
            if (setting.phase() == phase && setting.forEachCore()) {
                cores.forEach(core -> statements.add("sysbus." + core + " " + setting.statement()));
            } else if (setting.phase() == phase) {
                statements.add(setting.statement());
            }
        }
        return statements;
    }

    private SimulationSettings forEachCore(String statement) {
        return plus(new Setting(Phase.PLATFORM, true, statement));
    }

    private SimulationSettings plus(Phase phase, String statement) {
        return plus(new Setting(phase, false, statement));
    }

    private SimulationSettings plus(Setting setting) {
        List<Setting> more = new ArrayList<>(settings);
        more.remove(setting);
        more.add(setting);
        return new SimulationSettings(more, free);
    }

    private static String checked(String command) {
        MonitorStatement.parse(Source.ofText(command));
        return command;
    }

    private static int positive(String what, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(what + " must be > 0, is " + value);
        }
        return value;
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.getSeconds())
                .add(BigDecimal.valueOf(time.getNano(), NANO_DIGITS))
                .stripTrailingZeros()
                .toPlainString();
    }
}
