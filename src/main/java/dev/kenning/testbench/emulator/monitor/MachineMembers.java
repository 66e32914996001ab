package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.Part;
import dev.kenning.testbench.text.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Gives a machine its members, by Renode's names. */
final class MachineMembers {

    /** What Renode synchronises at; this engine needs no quantum, but the transcript names it. */
    private static final String QUANTUM = "00:00:00.000100000";

    private MachineMembers() {}

    static Members of(Machine machine, Emulation emulation) {
        return new Members()
                .readable(
                        "ElapsedVirtualTime",
                        () -> "[Domain = " + timeSource(machine) + ", TimeElapsed = " + Clock.spell(machine.nanos())
                                + "]")
                .method("GetTimeSourceInfo", arguments -> timeSource(machine))
                .method("ToString", arguments -> machine.name())
                .method("GetAllNames", arguments -> names(machine))
                .method(
                        "LoadPlatformDescription file",
                        arguments -> emulation.loadPlatform(emulation.path(arguments.get(0))))
                .method(
                        "LoadPlatformDescriptionFromString text",
                        arguments -> emulation.loadPlatform(
                                Source.ofText(arguments.get(0).toString())))
                .method("Reset", arguments -> done(emulation::reset))
                .method("RequestReset", arguments -> done(emulation::reset))
                .readable("IsPaused", () -> !emulation.isStarted())
                .method("Pause", arguments -> done(emulation::pauseTime))
                .method("Start", arguments -> done(emulation::startTime))
                .method(
                        "EnableProfiler file",
                        arguments -> done(() ->
                                machine.enableProfiler(Path.of(arguments.get(0).toString()))))
                .method(
                        "ExecutePython script",
                        arguments -> machine.executePython(arguments.get(0).toString()))
                .method("SetSerialExecution enable", arguments -> "")
                .action(
                        "SetEnvironment targetEnvironment",
                        arguments -> emulation
                                .environments()
                                .put(machine, arguments.get(0).toString()))
                .action("UnregisterFromParent peripheral", arguments -> unregister(machine, emulation, arguments))
                .method(
                        "StartGdbServer port [autostartEmulation] [cpu]",
                        arguments -> emulation.gdbServers().start(machine, arguments))
                .method(
                        "StopGdbServer [port]",
                        arguments -> emulation.gdbServers().stop(machine, arguments))
                .method(
                        "PyDevFromFile file address size [initable] [name]",
                        arguments -> emulation.loadPlatform(pythonDevice(arguments)));
    }

    private static List<String> names(Machine machine) {
        return Stream.concat(Stream.of("sysbus"), machine.parts().stream().map(Part::path))
                .toList();
    }

    private static void unregister(Machine machine, Emulation emulation, List<Object> arguments) {
        String name = arguments.get(0).toString();
        Part part = machine.part(name)
                .orElseThrow(() -> new Members.MismatchException("a peripheral is expected, not '" + name + "'"));
        emulation.environments().forget(part);
        machine.unregister(part);
    }

    /** Renode makes a peripheral of a file; here it becomes the description that says the same. */
    private static Source pythonDevice(List<Object> arguments) {
        String name = arguments.size() > 4
                ? arguments.get(4).toString()
                : Path.of(arguments.get(0).toString()).getFileName().toString().replaceFirst("\\.py$", "");
        return Source.ofText(String.format(
                Locale.ROOT,
                "%s: Python.PythonPeripheral @ sysbus 0x%X%n    size: 0x%X%n    initable: %s%n    filename: \"%s\"%n",
                name,
                Members.integer(arguments.get(1)),
                Members.integer(arguments.get(2)),
                arguments.size() > 3 && Members.flag(arguments.get(3)),
                arguments.get(0)));
    }

    private static String timeSource(Machine machine) {
        return "Elapsed Virtual Time: " + Clock.spell(machine.nanos())
                + "\nElapsed Host Time: " + Clock.spell(machine.hostNanos())
                + String.format(Locale.ROOT, "\nCurrent load: %.4f", load(machine))
                + String.format(Locale.ROOT, "\nCumulative load: %.6f", load(machine))
                + "\nState: Idle\nAdvance immediately: False\nQuantum: " + QUANTUM;
    }

    private static double load(Machine machine) {
        return machine.nanos() == 0 ? 0 : (double) machine.hostNanos() / machine.nanos();
    }

    private static String done(Runnable action) {
        action.run();
        return "";
    }
}
