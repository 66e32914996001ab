package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.Members.Hex;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.platform.monitor.Argument;
import dev.kenning.testbench.platform.monitor.MonitorCall;
import dev.kenning.testbench.platform.monitor.MonitorException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/** The commands that are about the monitor itself: help, how numbers print, where files are, time. */
final class ConsoleCommands {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final String LINE_END = "\r\n";
    private static final int ITEMS_PER_LINE = 10;

    private final CommandTable table;
    private final MonitorPath path;
    private final EmulationHost host;
    private final Collection<Machine> machines;
    private NumbersMode numbersMode = NumbersMode.Hexadecimal;
    private long nextValue;

    ConsoleCommands(CommandTable table, MonitorPath path, EmulationHost host, Collection<Machine> machines) {
        this.table = table;
        this.path = path;
        this.host = host;
        this.machines = machines;
    }

    /** Adds the commands to the table that they were made for. */
    void addTo(Set<String> languageCommands) {
        table.add(
                        "help [command]",
                        "prints this help message or info about specified command.",
                        call -> help(call, languageCommands))
                .also("h", "help")
                .also("?", "help")
                .also("privs", "allowPrivates")
                .add("numbersMode mode", "sets the way numbers are displayed.", this::setNumbersMode)
                .add("currentTime", "prints out and logs the current emulation virtual and real time", call -> time())
                .add("path set|add|reset [directories]", "allows modification of internal 'PATH' variable.", this::path)
                .add("allowPrivates [enable]", "allow private fields and properties manipulation.", this::allowPrivates)
                // Renode 1.15.3 says that it checks, and does not.
                .add("require [variable]", "verifies the existence of a variable.", call -> "")
                .add("sleep seconds", "waits for a stretch of host time.", this::sleep)
                .add("next_value [offset]", "prints a number, one more each time.", this::nextValue);
    }

    /** Prints what a member has returned. */
    String print(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        if (value instanceof Collection<?> items) {
            return list(items);
        }
        return value instanceof Hex number ? numbersMode.print(number) : value.toString();
    }

    /** Prints items between brackets, ten in a line; these are lines of their own wherever they are printed. */
    private String list(Collection<?> items) {
        StringBuilder text = new StringBuilder("[").append(LINE_END);
        int count = 0;
        for (Object item : items) {
            text.append(print(item)).append(", ");
            count++;
            text.append(count % ITEMS_PER_LINE == 0 ? LINE_END : "");
        }
        return text.append(LINE_END).append(']').toString();
    }

    private String help(MonitorCall call, Set<String> languageCommands) {
        if (call.size() == 0) {
            Set<String> names = new TreeSet<>(table.names());
            names.addAll(languageCommands);
            StringBuilder text = new StringBuilder("Available commands:\n");
            names.forEach(name -> text.append(String.format("%-20s| ", name))
                    .append(table.find(name).map(CommandTable.Command::help).orElse(""))
                    .append('\n'));
            return text.toString().stripTrailing();
        }
        String name = call.text(0);
        if (languageCommands.contains(name)) {
            return "Usage:\n------\n" + name;
        }
        CommandTable.Command command =
                table.find(name).orElseThrow(() -> MonitorException.reported("No such command: " + name + "."));
        return "Usage:\n------\n" + command.usage() + "\n\n" + command.help();
    }

    private String setNumbersMode(MonitorCall call) {
        numbersMode = Arrays.stream(NumbersMode.values())
                .filter(mode -> mode.name().equals(call.text(0)))
                .findFirst()
                .orElseThrow(call::mismatch);
        return "";
    }

    private String time() {
        Comparator<Machine> byTime = Comparator.comparingLong(Machine::nanos);
        long virtual = machines.stream().max(byTime).map(Machine::nanos).orElse(0L);
        long real = machines.stream().mapToLong(Machine::hostNanos).max().orElse(0);
        return "Current virtual time: " + Clock.spell(virtual) + "\nCurrent real time: " + Clock.spell(real);
    }

    private String path(MonitorCall call) {
        boolean resets = call.text(0).equals("reset");
        if (call.size() != (resets ? 1 : 2)) {
            throw call.mismatch();
        }
        try {
            switch (call.text(0)) {
                case "reset" -> path.reset();
                case "set" -> path.set(call.text(1));
                case "add" -> path.add(call.text(1));
                default -> throw call.mismatch();
            }
        } catch (IllegalArgumentException e) {
            throw MonitorException.reported(String.valueOf(e.getMessage()));
        }
        return "Current 'PATH' value is: " + path;
    }

    /** There is nothing private among the members of this engine. */
    private String allowPrivates(MonitorCall call) {
        if (call.size() > 0) {
            call.truth(0);
        }
        return "";
    }

    private String sleep(MonitorCall call) {
        double seconds = seconds(call);
        if (seconds < 0) {
            throw call.mismatch();
        }
        host.sleep(Math.round(seconds * NANOS_PER_SECOND));
        return "";
    }

    private static double seconds(MonitorCall call) {
        Argument time = call.argument(0);
        return time instanceof Argument.Fraction fraction ? fraction.value() : call.number(0);
    }

    private String nextValue(MonitorCall call) {
        if (call.size() > 0 && !(call.argument(0) instanceof Argument.Whole)) {
            throw new MonitorException("unsupported operand type(s) for +: 'str' and 'int'");
        }
        long offset = call.size() > 0 ? call.number(0) : 0;
        return Long.toString(offset + nextValue++);
    }
}
