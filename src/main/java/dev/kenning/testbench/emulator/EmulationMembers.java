package dev.kenning.testbench.emulator;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives the emulation its members, by Renode's names. */
final class EmulationMembers {

    private static final Pattern TIME = Pattern.compile("(?:(?:(\\d+):)?(\\d+):)?(\\d+(?:\\.\\d+)?)");

    private EmulationMembers() {}

    static Members of(Emulation emulation) {
        return new Members()
                .readable("IsStarted", emulation::isStarted)
                .method("RunFor time", arguments -> runFor(emulation, arguments.get(0)))
                .method(
                        "CreateServerSocketTerminal port name [telnetMode] [flushOnConnect]",
                        arguments -> emulation.addTerminal(Terminal.socket(
                                arguments.get(1).toString(),
                                Members.integer(arguments.get(0)),
                                arguments.size() < 3 || Members.flag(arguments.get(2)))))
                .method(
                        "CreateUartPtyTerminal name path [forceCreate]",
                        arguments -> emulation.addTerminal(Terminal.pseudoTerminal(
                                arguments.get(0).toString(), arguments.get(1).toString())))
                // One core in one thread: its order of execution depends on none of these.
                .method("SetGlobalQuantum time", arguments -> checked(() -> nanos(arguments.get(0))))
                .method("SetGlobalSerialExecution enable", arguments -> checked(() -> Members.flag(arguments.get(0))))
                .method(
                        "SetGlobalAdvanceImmediately enable",
                        arguments -> checked(() -> Members.flag(arguments.get(0))))
                .method("SetSeed seed", arguments -> checked(() -> Members.integer(arguments.get(0))))
                .method(
                        "GetTimeSourceInfo",
                        arguments -> MachineMembers.of(emulation.machine(), emulation)
                                .method("GetTimeSourceInfo")
                                .orElseThrow()
                                .action()
                                .invoke(arguments));
    }

    private static String runFor(Emulation emulation, Object time) {
        if (emulation.isStarted()) {
            throw new MachineException("RunFor works on a paused emulation; run 'pause' first.");
        }
        emulation.machine().runFor(nanos(time));
        return "";
    }

    private static String checked(Runnable check) {
        check.run();
        return "";
    }

    /** Returns a span written {@code [[hours:]minutes:]seconds[.fraction]} in nanoseconds. */
    static long nanos(Object time) {
        Matcher matcher = TIME.matcher(time.toString());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a time is expected, \"0.1\" or \"00:00:01.5\", not '" + time + "'");
        }
        long minutes = part(matcher.group(1)) * 60 + part(matcher.group(2));
        return new BigDecimal(matcher.group(3))
                .add(BigDecimal.valueOf(minutes * 60))
                .movePointRight(9)
                .longValue();
    }

    private static long part(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
