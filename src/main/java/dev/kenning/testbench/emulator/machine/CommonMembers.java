package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.Enumeration;
import dev.kenning.testbench.emulator.bus.InterruptReceiver;
import dev.kenning.testbench.emulator.bus.Members;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Gives parts of a machine what Renode gives them all: names, lines in the log, inputs. */
public final class CommonMembers {

    private static final Map<String, Level> LOGGING = Map.of(
            "NoisyLog", Level.NOISY,
            "DebugLog", Level.DEBUG,
            "InfoLog", Level.INFO,
            "WarningLog", Level.WARNING,
            "ErrorLog", Level.ERROR);
    private static final Enumeration LEVELS = Enumeration.of("LogLevel", "Noisy", "Debug", "Info", "Warning", "Error");

    private CommonMembers() {}

    /** Adds the members that have to do with a name of a machine: of a part, of the bus. */
    public static Members addTo(Members members, String name, Machine machine) {
        return addLog(members, name, machine::log)
                .method("GetName", arguments -> machine.name() + "." + name)
                .method("GetMachine", arguments -> machine.name());
    }

    /** Adds the members that log a line in a name. */
    public static Members addLog(Members members, String name, Supplier<MachineLog> log) {
        LOGGING.forEach((member, level) -> members.action(
                member + " message",
                arguments -> log.get().log(level, name, arguments.get(0).toString())));
        return members.action(
                "Log level message",
                arguments -> log.get()
                        .log(level(arguments.get(0)), name, arguments.get(1).toString()));
    }

    static void addInputs(Members members, InterruptReceiver receiver) {
        members.action(
                "OnGPIO number value",
                arguments -> receiver.onLevel((int) Members.integer(arguments.get(0)), Members.flag(arguments.get(1))));
    }

    private static Level level(Object name) {
        String member = LEVELS.member(name).toUpperCase(Locale.ROOT);
        return Arrays.stream(Level.values())
                .filter(level -> level.name().equals(member))
                .findFirst()
                .orElseThrow(() -> new Members.MismatchException("a level is expected, not '" + name + "'"));
    }
}
