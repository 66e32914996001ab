package dev.kenning.testbench.platform.monitor;

import dev.kenning.testbench.text.Position;
import java.util.List;
import java.util.Optional;

/**
 * A statement for a {@link CommandTarget}: what is called, and arguments in which no variable is left.
 *
 * @param name a command, or the full name of a device such as {@code sysbus.usart1}
 * @param indices what stood in brackets behind the name; mostly nothing
 * @param text the statement as it was written
 */
public record MonitorCall(
        String name, List<Argument> indices, List<Argument> arguments, String text, Position position) {

    /** Copies the lists. */
    public MonitorCall {
        indices = List.copyOf(indices);
        arguments = List.copyOf(arguments);
    }

    /** Returns the number of arguments. */
    public int size() {
        return arguments.size();
    }

    /** Returns the first argument as a word: the member of a device that is read, written or called; empty if there is none. */
    public String member() {
        return arguments.isEmpty() ? "" : text(0);
    }

    /** Returns the value of a named argument, if it is given. */
    public Optional<Argument> named(String argument) {
        return arguments.stream()
                .filter(Argument.Named.class::isInstance)
                .map(Argument.Named.class::cast)
                .filter(named -> named.name().equals(argument))
                .map(Argument.Named::value)
                .findFirst();
    }

    /**
     * Returns an argument as text: a string, a path, a word, a number as it was written.
     *
     * @throws MonitorException if it is missing
     */
    public String text(int index) {
        return argument(index).text();
    }

    /**
     * Returns an argument as an integer.
     *
     * @throws MonitorException if it is missing or something else
     */
    public long number(int index) {
        if (argument(index) instanceof Argument.Whole number) {
            return number.value();
        }
        throw mismatch();
    }

    /**
     * Returns an argument as a truth value.
     *
     * @throws MonitorException if it is missing or something else
     */
    public boolean truth(int index) {
        if (argument(index) instanceof Argument.Truth truth) {
            return truth.value();
        }
        throw mismatch();
    }

    /**
     * Returns an argument as a range.
     *
     * @throws MonitorException if it is missing or something else
     */
    public Argument.AddressRange range(int index) {
        if (argument(index) instanceof Argument.AddressRange range) {
            return range;
        }
        throw mismatch();
    }

    /**
     * Returns an argument, the value of a named one.
     *
     * @throws MonitorException if it is missing
     */
    public Argument argument(int index) {
        if (index >= arguments.size()) {
            throw mismatch();
        }
        Argument argument = arguments.get(index);
        return argument instanceof Argument.Named named ? named.value() : argument;
    }

    /** Makes the exception for arguments that a command does not take, in Renode's words. */
    public MonitorException mismatch() {
        return MonitorException.badParameters(this, "help " + name);
    }

    /** Returns the call as Renode shows it in an error: its numbers in decimal. */
    String shown() {
        StringBuilder shown = new StringBuilder(name);
        arguments.forEach(argument -> shown.append(' ').append(shown(argument)));
        return shown.toString();
    }

    private static String written(Position position) {
        String line = position.source().line(position.line());
        int start = Math.min(line.length(), position.column() - 1);
        return line.substring(start, Math.min(line.length(), start + position.length()));
    }

    private static String shown(Argument argument) {
        if (argument instanceof Argument.Whole number) {
            return Long.toString(number.value());
        }
        if (argument instanceof Argument.Text text) {
            return '"' + text.text().replace("\"", "\\\"") + '"';
        }
        if (argument instanceof Argument.Truth || argument instanceof Argument.AddressRange) {
            return written(argument.position());
        }
        return argument instanceof Argument.FilePath path ? "@" + path.path() : argument.text();
    }
}
