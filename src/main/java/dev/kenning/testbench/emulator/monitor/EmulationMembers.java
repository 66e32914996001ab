package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.peripheral.PinLed;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives the emulation its members, by Renode's names. */
final class EmulationMembers {

    private static final Pattern TIME = Pattern.compile("(?:(?:(\\d+):)?(\\d+):)?(\\d+(?:\\.\\d+)?)");

    private EmulationMembers() {}

    static Members of(Emulation emulation, EmulationHost host) {
        Members members = new Members();
        ExternalMembers.add(members, emulation.externals(), host, emulation::endpoint, emulation::log);
        return members.readable("IsStarted", host::isStarted)
                .action("StartAll", arguments -> host.start())
                .action("PauseAll", arguments -> host.pause())
                .readable(
                        "MachinesCount",
                        () -> Members.Hex.word(emulation.machines().size()))
                .method("RunFor time", arguments -> runFor(emulation, host, arguments.get(0)))
                .method(
                        "CreateServerSocketTerminal port name [telnetMode] [flushOnConnect]",
                        arguments -> openSocket(emulation, host, arguments))
                .method(
                        "CreateUartPtyTerminal name path [forceCreate]",
                        arguments -> openPseudoTerminal(emulation, host, arguments))
                .method(
                        "CreateLEDTester name led [defaultTimeout]",
                        arguments -> createLedTester(emulation, host, arguments))
                .action(
                        "CreateEnvironment environmentName",
                        arguments ->
                                emulation.environments().create(arguments.get(0).toString()))
                .action(
                        "RemoveMachine name",
                        arguments -> emulation.removeMachine(arguments.get(0).toString()))
                .action(
                        "RemoveTester name",
                        arguments ->
                                emulation.externals().remove(arguments.get(0).toString()))
                // One core in one thread: its order of execution depends on none of these.
                .method("SetGlobalQuantum time", arguments -> checked(() -> nanos(arguments.get(0))))
                .method("SetGlobalSerialExecution enable", arguments -> checked(() -> Members.flag(arguments.get(0))))
                .method(
                        "SetGlobalAdvanceImmediately enable",
                        arguments -> checked(() -> host.setAdvanceImmediately(Members.flag(arguments.get(0)))))
                .method("SetQuantum interval", arguments -> checked(() -> nanos(arguments.get(0))))
                .method(
                        "SetAdvanceImmediately val",
                        arguments -> checked(() -> host.setAdvanceImmediately(Members.flag(arguments.get(0)))))
                .action("SetSeed seed", arguments -> emulation.setSeed(Members.integer(arguments.get(0))))
                .method("GetSeed", arguments -> Members.Hex.word(emulation.seed()))
                .readable("AllMachinesStarted", host::isStarted)
                .readable("AnyMachineStarted", host::isStarted)
                .method(
                        "GetTimeSourceInfo",
                        arguments -> MachineMembers.of(emulation.machine(), emulation)
                                .method("GetTimeSourceInfo")
                                .orElseThrow()
                                .action()
                                .invoke(arguments));
    }

    private static String runFor(Emulation emulation, EmulationHost host, Object time) {
        if (host.isStarted()) {
            throw new MachineException("This action is not available when emulation is already started");
        }
        emulation.machine();
        host.runFor(emulation.machines(), nanos(time), () -> false);
        return "";
    }

    private static String createLedTester(Emulation emulation, EmulationHost host, List<Object> arguments) {
        Machine machine = emulation.machine();
        String path = arguments.get(1).toString();
        PinLed led;
        try {
            led = machine.led(path);
        } catch (MachineException e) {
            throw new Members.MismatchException(String.valueOf(e.getMessage()));
        }
        double seconds = arguments.size() > 2 ? LedTesterMembers.seconds(arguments.get(2)) : 0;
        return emulation
                .externals()
                .addTester(
                        arguments.get(0).toString(),
                        () -> host.createLedTester(machine, path, led, Math.round(seconds * 1e9)));
    }

    private static String openSocket(Emulation emulation, EmulationHost host, List<Object> arguments) {
        String name = arguments.get(1).toString();
        long port = Members.integer(arguments.get(0));
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
        }
        Set<SocketOption> options = EnumSet.noneOf(SocketOption.class);
        if (arguments.size() < 3 || Members.flag(arguments.get(2))) {
            options.add(SocketOption.TELNET);
        }
        if (arguments.size() > 3 && Members.flag(arguments.get(3))) {
            options.add(SocketOption.FLUSH_ON_CONNECT);
        }
        return emulation
                .externals()
                .addTerminal(name, "ServerSocketTerminal", () -> host.openSocket(name, (int) port, options));
    }

    private static String openPseudoTerminal(Emulation emulation, EmulationHost host, List<Object> arguments) {
        String name = arguments.get(0).toString();
        boolean forceCreate = arguments.size() > 2 && Members.flag(arguments.get(2));
        return emulation
                .externals()
                .addTerminal(
                        name,
                        "UartPtyTerminal",
                        () -> host.openPseudoTerminal(name, arguments.get(1).toString(), forceCreate));
    }

    private static String checked(Runnable check) {
        check.run();
        return "";
    }

    /** Returns a span written {@code [[hours:]minutes:]seconds[.fraction]} in nanoseconds. */
    static long nanos(Object time) {
        if (!(time instanceof String text)) {
            throw new Members.MismatchException("a time is expected, \"0.1\" or \"00:00:01.5\", not " + time);
        }
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            // Renode's text has this mistake, too; what follows is ours.
            throw new IllegalArgumentException("Could not parse ${s} to time interval. Provide input in form"
                    + " 00:00:00.0000, not '" + text + "'");
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
