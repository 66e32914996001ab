package dev.kenning.testbench.platform;

import dev.kenning.testbench.platform.Attribute.Destination;
import dev.kenning.testbench.platform.Attribute.End;
import dev.kenning.testbench.platform.Attribute.Interrupts;
import dev.kenning.testbench.platform.Attribute.Property;
import dev.kenning.testbench.platform.Attribute.Script;
import dev.kenning.testbench.text.Source;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes descriptions: one entry per block, a blank line between them, indent 4, numbers as they were written, ranges
 * with their size.
 */
public final class ReplWriter {

    private static final String INDENT = "    ";

    private ReplWriter() {}

    /**
     * Writes a description.
     *
     * @throws IllegalArgumentException if an entry would not read back as it is
     */
    static String write(Description description) {
        String usings = description.usings().stream()
                .map(using -> "using " + quoted(using.path()) + "\n")
                .collect(Collectors.joining());
        String entries = description.entries().stream()
                .map(entry -> checked(entry.name(), entry(entry)))
                .collect(Collectors.joining("\n"));
        return checked("using", usings) + (usings.isEmpty() || entries.isEmpty() ? "" : "\n") + entries;
    }

    private static String checked(String what, String written) {
        String again;
        try {
            again = unchecked(Description.parse(Source.ofText(written)));
        } catch (PlatformException e) {
            again = e.getMessage();
        }
        if (!again.equals(written)) {
            throw new IllegalArgumentException("the language of descriptions cannot say what '" + what
                    + "' holds; it was written as\n" + written + "and reads back as\n" + again);
        }
        return written;
    }

    private static String unchecked(Description description) {
        return Stream.concat(
                        description.usings().stream().map(using -> "using " + quoted(using.path()) + "\n"),
                        description.entries().stream().map(ReplWriter::entry))
                .collect(Collectors.joining());
    }

    private static String entry(Entry entry) {
        StringBuilder text = new StringBuilder();
        text.append(entry.local() ? "local " : "").append(entry.name()).append(':');
        entry.type().ifPresent(type -> text.append(' ').append(type));
        entry.registrations().ifPresent(registrations -> text.append(" @ ").append(registrations(registrations)));
        entry.alias().ifPresent(alias -> text.append(" as ").append(quoted(alias.name())));
        text.append('\n');
        for (Attribute attribute : entry.attributes()) {
            if (attribute instanceof Script script && !script.statements().isEmpty()) {
                text.append(section(script));
            } else {
                text.append(INDENT).append(inline(attribute)).append('\n');
            }
        }
        return text.toString();
    }

    private static String section(Script script) {
        return script.statements().stream()
                .map(statement -> INDENT + INDENT + statement.text() + "\n")
                .collect(Collectors.joining("", INDENT + heading(script) + "\n", ""));
    }

    private static String registrations(Registrations registrations) {
        List<Registration> list = registrations.list();
        if (list.isEmpty()) {
            return "none";
        }
        if (list.size() == 1) {
            return registration(list.get(0));
        }
        String lines = list.stream()
                .map(registration -> INDENT + INDENT + registration(registration))
                .collect(Collectors.joining(";\n"));
        return "{\n" + lines + "\n" + INDENT + "}";
    }

    private static String registration(Registration registration) {
        return registration.parent().name()
                + registration.point().map(point -> " " + value(point)).orElse("");
    }

    private static String inline(Attribute attribute) {
        if (attribute instanceof Property property) {
            return property.name() + ": " + value(property.value());
        }
        if (attribute instanceof Interrupts interrupts) {
            return interrupts(interrupts);
        }
        if (attribute instanceof Script script) {
            return heading(script) + braced(script.statements().stream().map(Statement::text));
        }
        throw new IllegalStateException("unknown attribute " + attribute);
    }

    private static String heading(Script script) {
        return script.kind().keyword() + (script.add() ? " add:" : ":");
    }

    private static String interrupts(Interrupts interrupts) {
        boolean bracketed = !interrupts.sources().isEmpty()
                && Stream.concat(
                                Stream.of(interrupts.sources()),
                                interrupts.destinations().stream().map(Destination::inputs))
                        .anyMatch(ends -> ends.size() != 1 || ends.get(0).count() > 1);
        String sources = interrupts.sources().isEmpty() ? "" : ends(interrupts.sources(), bracketed) + " ";
        String destinations = interrupts.destinations().stream()
                .map(destination -> destination(destination, bracketed))
                .collect(Collectors.joining(" | "));
        return sources + "-> " + (destinations.isEmpty() ? "none" : destinations);
    }

    private static String destination(Destination destination, boolean bracketed) {
        String local = destination.localReceiver().isPresent()
                ? "#" + destination.localReceiver().getAsInt()
                : "";
        return destination.receiver().name() + local + "@" + ends(destination.inputs(), bracketed);
    }

    private static String ends(List<? extends End> ends, boolean bracketed) {
        String list = ends.stream().map(ReplWriter::end).collect(Collectors.joining(", "));
        return bracketed ? "[" + list + "]" : list;
    }

    private static String end(End end) {
        if (end instanceof End.Pins pins) {
            return pins.first() == pins.last() ? "" + pins.first() : pins.first() + "-" + pins.last();
        }
        return ((End.Named) end).name();
    }

    private static String value(Value value) {
        if (value instanceof Value.Text string) {
            return literal(string.text());
        }
        if (value instanceof Value.Numeric number) {
            return number.digits();
        }
        if (value instanceof Value.Bool truth) {
            return Boolean.toString(truth.value());
        }
        if (value instanceof Value.Range range) {
            return "<0x" + Long.toHexString(range.begin()) + ", +0x" + Long.toHexString(range.size()) + ">";
        }
        if (value instanceof Value.Reference reference) {
            return reference.name();
        }
        if (value instanceof Value.EnumMember member) {
            return member.type().orElse("") + "." + member.member();
        }
        if (value instanceof Value.NewObject object) {
            // Even empty braces: else those of the entry that follow would be taken for the object's.
            return "new " + object.type() + braced(object.attributes().stream().map(ReplWriter::inline));
        }
        if (value instanceof Value.Items list) {
            return list.items().stream().map(ReplWriter::value).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Value.Dictionary dictionary) {
            return braced(dictionary.pairs().stream().map(pair -> value(pair.key()) + ": " + value(pair.value())))
                    .strip();
        }
        return value instanceof Value.Empty ? "empty" : "none";
    }

    private static String braced(Stream<String> parts) {
        String inner = parts.collect(Collectors.joining("; "));
        return inner.isEmpty() ? " { }" : " { " + inner + " }";
    }

    /** Returns a text as it stands in a description, quotes included. */
    public static String literal(String string) {
        boolean plain = string.indexOf('\n') < 0 && !string.contains("'''");
        return plain ? quoted(string) : "'''" + string.replace("'''", "\\'''") + "'''";
    }

    private static String quoted(String string) {
        return "\"" + string.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
