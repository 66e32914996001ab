package dev.kenning.testbench.emulator.python;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.python.core.Py;
import org.python.core.PyException;
import org.python.core.PyInteger;
import org.python.core.PyObject;
import org.python.core.PyTuple;

/** Says in IronPython's words what Jython found wrong. */
final class PythonErrors {

    private static final String TOKEN = "unexpected token '%s'";
    private static final String NEWLINE = "unexpected token '<newline>'";

    private record Wording(Pattern jython, String ironPython) {}

    private static final List<Wording> SYNTAX = List.of(
            new Wording(Pattern.compile("mismatched input '\\s*' expecting EOF"), "unexpected indent"),
            new Wording(Pattern.compile("mismatched input .* expecting INDENT"), "expected an indented block"),
            new Wording(Pattern.compile("no viable alternative at input '(?:\\\\n)+'"), NEWLINE),
            new Wording(Pattern.compile("no viable alternative at input '(.*)'"), TOKEN),
            new Wording(Pattern.compile("mismatched input '(?:\\\\n)+' expecting .*"), NEWLINE),
            new Wording(Pattern.compile("mismatched input '(.*)' expecting .*"), TOKEN));

    /** What .NET calls the errors that IronPython maps to its exceptions. */
    private static final Map<String, String> DOT_NET = Map.of(
            "ZeroDivisionError", "DivideByZeroException",
            "NameError", "UnboundNameException",
            "TypeError", "TypeErrorException",
            "AttributeError", "MissingMemberException",
            "IndexError", "IndexOutOfRangeException",
            "KeyError", "KeyNotFoundException",
            "ImportError", "ImportException",
            "ValueError", "ValueErrorException",
            "SyntaxError", "SyntaxErrorException");

    private static final int NO_SUCH_FILE = 2;
    private static final String JYTHON_CONCATENATION = "^cannot concatenate (.*) objects$";

    private PythonErrors() {}

    /** Words an error in a script, whose end Jython takes for the end of a line. */
    static PythonException of(PyException error, String script) {
        PythonException worded = of(error);
        String[] lines = script.split("\n", -1);
        String last = lines[lines.length - 1];
        boolean isAtEnd = worded.getMessage().startsWith("[FatalError] " + NEWLINE)
                && worded.getMessage().contains("(Line " + lines.length + ",");
        return isAtEnd && !last.isEmpty()
                ? new PythonException(
                        "[FatalError] unexpected EOF while parsing (Line " + lines.length + ", Column "
                                + (last.length() + 1) + ")",
                        worded.dotNetType(),
                        error)
                : worded;
    }

    static PythonException of(PyException error) {
        String type = simpleName(error.type);
        return new PythonException(message(error, type), DOT_NET.getOrDefault(type, "Exception"), error);
    }

    private static String message(PyException error, String type) {
        if (error.match(Py.SyntaxError)) {
            return syntax(error.value);
        }
        if (type.equals("ZeroDivisionError")) {
            return "Attempted to divide by zero.";
        }
        if (type.equals("KeyError")) {
            return error.value.__getattr__("args").__getitem__(0).__str__().toString();
        }
        if (type.equals("IOError")
                && error.value.__findattr__("errno") instanceof PyInteger number
                && number.getValue() == NO_SUCH_FILE) {
            return "Could not find file \"" + error.value.__getattr__("filename") + "\"";
        }
        return error.value
                .__str__()
                .toString()
                .replaceFirst(JYTHON_CONCATENATION, "unsupported operand type(s) for +: $1");
    }

    /** Returns a message without where in the script it is, which the monitor's own commands leave out unless a script is incomplete. */
    static String withoutPlace(String message) {
        return message.replaceFirst("^\\[FatalError\\] (?!unexpected EOF)(.*) \\(Line \\d+, Column \\d+\\)$", "$1");
    }

    private static String syntax(PyObject value) {
        PyObject found = value instanceof PyTuple ? value : value.__getattr__("args");
        String text = found.__getitem__(0).toString();
        PyObject place = found.__getitem__(1);
        int line = place.__getitem__(1).asInt();
        int column = place.__getitem__(2).asInt() + 1;
        return "[FatalError] " + reworded(text) + " (Line " + line + ", Column " + column + ")";
    }

    private static String reworded(String text) {
        for (Wording wording : SYNTAX) {
            Matcher matcher = wording.jython().matcher(text);
            if (matcher.matches()) {
                return matcher.groupCount() == 0
                        ? wording.ironPython()
                        : wording.ironPython().replace("%s", matcher.group(1));
            }
        }
        return text;
    }

    private static String simpleName(PyObject type) {
        return type.__getattr__("__name__").toString();
    }
}
