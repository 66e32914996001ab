package dev.kenning.testbench.platform.monitor;

import dev.kenning.testbench.text.Position;
import dev.kenning.testbench.text.Source;
import java.util.List;

/** One statement of the monitor language. */
public sealed interface MonitorStatement {

    /** Returns where the statement starts; the whole of it, as far as its line goes. */
    Position position();

    /**
     * Parses a script or a line.
     *
     * @throws MonitorException in Renode's words if a part of it is not a token of the language
     */
    static List<MonitorStatement> parse(Source source) {
        return new MonitorParser(source).statements();
    }

    /** Parses a command that a client sends, in which line ends are blanks. */
    static List<MonitorStatement> parseCommand(Source source) {
        return new MonitorParser(source).command();
    }

    /**
     * Names a command or a device, and what to do with it.
     *
     * @param text the statement as it was written
     */
    record Call(Argument.Word head, List<Argument> arguments, String text, Position position)
            implements MonitorStatement {

        /** Copies the arguments. */
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** Gives a variable a value: {@code $x=1}, {@code $x?=1}. */
    record Assignment(String variable, boolean onlyIfUnset, Argument value, Position position)
            implements MonitorStatement {}

    /** Prints a variable: {@code $x}. */
    record Show(Argument.Variable variable, Position position) implements MonitorStatement {}

    /** Defines a macro: {@code macro name} and a block between {@code """} in the same line or the next. */
    record Macro(String name, List<MonitorStatement> body, Position position) implements MonitorStatement {

        /** Copies the body. */
        public Macro {
            body = List.copyOf(body);
        }
    }

    /** Runs a macro, or a variable that holds statements: {@code runMacro $name}. */
    record RunMacro(String name, Position position) implements MonitorStatement {}
}
