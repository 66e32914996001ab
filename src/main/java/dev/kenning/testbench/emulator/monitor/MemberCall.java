package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.AddressRange;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.platform.monitor.Argument;
import dev.kenning.testbench.platform.monitor.MonitorCall;
import dev.kenning.testbench.platform.monitor.MonitorException;
import dev.kenning.testbench.text.NearestWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Carries out {@code device Member arguments}: reads or writes a property, or calls a method. */
final class MemberCall {

    private MemberCall() {}

    /**
     * Carries it out.
     *
     * @param object what errors call the object: its full name
     */
    static String of(MonitorCall call, String object, Members members, ConsoleCommands console) {
        String member = call.member();
        if (member.isEmpty()) {
            return overview(members);
        }
        List<Object> arguments =
                members.method(member).map(method -> argumentsOf(call, method)).orElseGet(() -> arguments(call, 1));
        Members.Property property = members.property(member).orElse(null);
        if (property != null && arguments.isEmpty() && property.isReadable()) {
            return console.print(property.get());
        }
        if (property != null && arguments.size() == 1 && property.isWritable()) {
            try {
                property.set(arguments.get(0));
            } catch (Members.MismatchException e) {
                throw new MonitorException(conversion(property, arguments.get(0)), "\n" + e.getMessage());
            }
            return "";
        }
        Members.Method method = members.method(member).orElse(null);
        if (method != null && method.least() <= arguments.size() && arguments.size() <= method.most()) {
            try {
                return console.print(method.action().invoke(arguments));
            } catch (Members.MismatchException e) {
                throw mismatch(method, ": " + e.getMessage());
            } catch (Members.TooBigException e) {
                throw MonitorException.thrown("InvalidCastException", String.valueOf(e.getMessage()));
            }
        }
        if (method != null) {
            throw mismatch(method, "");
        }
        if (property != null) {
            throw new MonitorException("Could not execute this action on property " + member);
        }
        if (members.ignores(member)) {
            return "";
        }
        Set<String> known = new TreeSet<>(members.propertyNames());
        known.addAll(members.methodNames());
        throw new MonitorException(
                object + " does not provide a field, method or property " + member + ".",
                NearestWord.hint(member, known) + " If Renode provides it, run this board on Renode.");
    }

    /** Puts named arguments where the method has them; one that is left out before them has its default value. */
    private static List<Object> argumentsOf(MonitorCall call, Members.Method method) {
        List<Object> arguments = new ArrayList<>();
        List<Members.Argument> expected = method.arguments();
        for (int i = 1; i < call.size(); i++) {
            if (call.arguments().get(i) instanceof Argument.Named named) {
                int index =
                        expected.stream().map(Members.Argument::name).toList().indexOf(named.name());
                while (index > arguments.size()) {
                    arguments.add(expected.get(arguments.size())
                            .defaultValue()
                            .orElseThrow(() -> mismatch(method, ": '" + named.name() + "' comes too early")));
                }
                if (index != arguments.size()) {
                    throw mismatch(method, ": there is no argument '" + named.name() + "' at this place");
                }
            }
            arguments.add(plain(call.argument(i)));
        }
        return arguments;
    }

    /** Returns the values of a command's arguments from one on. */
    static List<Object> arguments(MonitorCall call, int first) {
        List<Object> arguments = new ArrayList<>();
        for (int i = first; i < call.size(); i++) {
            arguments.add(plain(call.argument(i)));
        }
        return arguments;
    }

    /** Says in .NET's words that a value is not what a property takes. */
    private static String conversion(Members.Property property, Object given) {
        String from = given instanceof Boolean ? "bool" : given instanceof Long ? "long" : "string";
        Object value = property.isReadable() ? property.get() : "";
        String to = value instanceof Members.Hex hex
                ? hex.style().dotNetType()
                : value instanceof Boolean ? "bool" : value instanceof Long ? "int" : "string";
        return "Cannot convert type '" + from + "' to '" + to + "'";
    }

    private static MonitorException mismatch(Members.Method method, String why) {
        return new MonitorException(
                "Parameters did not match the signature",
                why + "\nThe following methods are available:\n" + method.signature());
    }

    private static String overview(Members members) {
        List<String> lines = new ArrayList<>();
        if (!members.methodNames().isEmpty()) {
            lines.add("The following methods are available:");
            members.methodNames()
                    .forEach(name -> members.method(name).ifPresent(method -> lines.add(" - " + method.signature())));
        }
        if (!members.propertyNames().isEmpty()) {
            lines.add("The following properties are available:");
            members.propertyNames().forEach(name -> lines.add(" - " + name));
        }
        return String.join("\n", lines);
    }

    private static Object plain(Argument argument) {
        if (argument instanceof Argument.Whole number) {
            return number.value();
        }
        if (argument instanceof Argument.Fraction number) {
            return number.value();
        }
        if (argument instanceof Argument.Truth truth) {
            return truth.value();
        }
        if (argument instanceof Argument.AddressRange range) {
            return new AddressRange(range.begin(), range.size());
        }
        if (argument instanceof Argument.Text
                || argument instanceof Argument.FilePath
                || argument instanceof Argument.Word) {
            return argument.text();
        }
        throw new MonitorException("Parameters did not match the signature");
    }
}
