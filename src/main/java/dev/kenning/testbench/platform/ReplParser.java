package dev.kenning.testbench.platform;

import dev.kenning.testbench.platform.Attribute.Destination;
import dev.kenning.testbench.platform.Attribute.End;
import dev.kenning.testbench.platform.Attribute.Script;
import dev.kenning.testbench.text.Position;
import dev.kenning.testbench.text.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Parses one description; a method per rule of the grammar. */
final class ReplParser {

    /** Keeps a hostile text from exhausting the stack. */
    private static final int DEEPEST_NESTING = 64;

    /** Keeps a hostile text from exhausting the memory; the largest interrupt controllers have about 1020 inputs. */
    private static final int WIDEST_RANGE = 4096;

    /** The reserved words that start a value. */
    private static final List<String> VALUE_WORDS = List.of("new", "true", "True", "false", "False");

    private final ReplScanner scanner;
    private int depth;

    ReplParser(Source source) {
        this.scanner = new ReplScanner(source);
    }

    Description description() {
        List<Using> usings = new ArrayList<>();
        while (scanner.atWord("using")) {
            usings.add(using());
            while (scanner.accept(";")) {
                // Several usings in a row are kept apart by one or more separators.
            }
        }
        scanner.accept(";");
        List<Entry> entries = new ArrayList<>();
        if (!scanner.atEnd()) {
            do {
                entries.add(entry());
            } while (scanner.accept(";"));
        }
        if (!scanner.atEnd()) {
            throw scanner.unexpected("end of input");
        }
        return new Description(usings, entries);
    }

    private Using using() {
        scanner.acceptWord("using");
        int start = scanner.offset();
        String path = scanner.quoted("quoted string");
        Position position = scanner.from(start);
        if (scanner.atWord("prefixed")) {
            throw scanner.unexpected("; ('prefixed' is gone from Renode since March 2026; copy the file and rename)");
        }
        return new Using(path, position);
    }

    private Entry entry() {
        int start = scanner.offset();
        boolean local = scanner.acceptWord("local");
        String name = scanner.identifier("identifier");
        scanner.expect(":", "colon");
        Optional<TypeName> type = scanner.atIdentifier() ? Optional.of(typeName()) : Optional.empty();
        Optional<Registrations> registrations = scanner.at("@") ? Optional.of(registrations()) : Optional.empty();
        Optional<Alias> alias = scanner.acceptWord("as") ? Optional.of(alias()) : Optional.empty();
        List<Attribute> attributes = scanner.at("{") ? attributes() : List.of();
        return new Entry(local, name, type, registrations, alias, attributes, scanner.from(start));
    }

    private TypeName typeName() {
        int start = scanner.offset();
        StringBuilder name = new StringBuilder(scanner.identifier("type name"));
        while (scanner.accept(".")) {
            name.append('.').append(scanner.identifier("identifier"));
        }
        return new TypeName(name.toString(), scanner.from(start));
    }

    private Alias alias() {
        int start = scanner.offset();
        String name = scanner.quoted("quoted string");
        return new Alias(name, scanner.from(start));
    }

    private Registrations registrations() {
        int start = scanner.offset();
        List<Registration> list = new ArrayList<>();
        scanner.expect("@", "registration");
        if (scanner.acceptWord("none")) {
            return new Registrations(list, scanner.from(start));
        }
        if (scanner.accept("{")) {
            do {
                list.add(registration());
            } while (scanner.accept(";") && !scanner.at("}"));
            scanner.expect("}", "; or }");
        } else {
            list.add(registration());
        }
        return new Registrations(list, scanner.from(start));
    }

    private Registration registration() {
        Value.Reference parent = reference("register reference");
        return new Registration(parent, atValue() ? Optional.of(value(false)) : Optional.empty());
    }

    private Value.Reference reference(String expected) {
        int start = scanner.offset();
        String name = scanner.identifier(expected);
        return new Value.Reference(name, scanner.from(start));
    }

    private List<Attribute> attributes() {
        scanner.expect("{", "{");
        List<Attribute> attributes = new ArrayList<>();
        while (!scanner.accept("}")) {
            attributes.add(attribute());
            if (!scanner.accept(";") && !scanner.at("}")) {
                throw scanner.unexpected("; or }");
            }
        }
        return attributes;
    }

    private Attribute attribute() {
        for (Script.Kind kind : Script.Kind.values()) {
            if (scanner.atWord(kind.keyword())) {
                return script(kind);
            }
        }
        int start = scanner.offset();
        if (scanner.at("->")) {
            return interrupts(start, List.of(), false);
        }
        if (scanner.accept("[")) {
            List<End> sources = bracketed(this::source);
            return interrupts(start, sources, true);
        }
        if (scanner.atDigit()) {
            return interrupts(start, List.of(pins()), false);
        }
        String name = scanner.identifier("attribute");
        Position position = scanner.from(start);
        if (scanner.at("->")) {
            return interrupts(start, List.of(new End.Named(name, position)), false);
        }
        scanner.expect(":", "colon or arrow");
        Value value = assigned();
        return new Attribute.Property(name, value, scanner.from(start));
    }

    private Script script(Script.Kind kind) {
        int start = scanner.offset();
        scanner.acceptWord(kind.keyword());
        boolean add = scanner.acceptWord("add");
        scanner.expect(":", add ? "colon" : "colon or add");
        scanner.expect("{", "statements");
        List<Statement> statements = new ArrayList<>();
        do {
            int from = scanner.offset();
            String text = scanner.rawStatement();
            if (!text.isEmpty()) {
                statements.add(new Statement(text, scanner.from(from)));
            }
        } while (scanner.accept(";"));
        scanner.expect("}", "; or }");
        return new Script(kind, add, statements, scanner.from(start));
    }

    private Attribute interrupts(int start, List<End> sources, boolean bracketed) {
        scanner.expect("->", "arrow");
        List<Destination> destinations = new ArrayList<>();
        if (!scanner.acceptWord("none")) {
            do {
                destinations.add(destination(bracketed));
            } while (scanner.accept("|"));
        }
        return new Attribute.Interrupts(sources, destinations, scanner.from(start));
    }

    private Destination destination(boolean bracketed) {
        Value.Reference receiver = reference("destination peripheral reference or none");
        OptionalInt local = scanner.accept("#") ? OptionalInt.of(pin()) : OptionalInt.empty();
        scanner.expect("@", local.isPresent() ? "@" : "@ or #");
        if (!bracketed) {
            return new Destination(receiver, local, List.of(pins()));
        }
        scanner.expect("[", "[");
        return new Destination(receiver, local, bracketed(this::pins));
    }

    private <T> List<T> bracketed(Supplier<? extends T> element) {
        List<T> list = new ArrayList<>();
        do {
            list.add(element.get());
        } while (scanner.accept(","));
        scanner.expect("]", ", or ]");
        return list;
    }

    private End source() {
        if (scanner.atDigit()) {
            return pins();
        }
        int start = scanner.offset();
        String name = scanner.identifier("number or identifier");
        return new End.Named(name, scanner.from(start));
    }

    private End.Pins pins() {
        int start = scanner.offset();
        int first = pin();
        if (!scanner.at("-") || scanner.at("->")) {
            return new End.Pins(first, first, scanner.from(start));
        }
        scanner.accept("-");
        int lastStart = scanner.offset();
        int last = pin();
        if (first == last || Math.abs((long) last - first) >= WIDEST_RANGE) {
            throw PlatformError.SYNTAX.across(
                    scanner.from(lastStart),
                    "Syntax error, unexpected " + last + "; expected number other than " + first + " and less than "
                            + WIDEST_RANGE + " away");
        }
        return new End.Pins(first, last, scanner.from(start));
    }

    private int pin() {
        int start = scanner.offset();
        String digits = scanner.unsigned("number");
        long number = new Value.Numeric(digits, scanner.from(start)).asLong();
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw PlatformError.SYNTAX.across(scanner.from(start), "Syntax error, '" + digits + "' is no line number");
        }
        return (int) number;
    }

    /** Reads what may follow the colon of an attribute. */
    private Value assigned() {
        int start = scanner.offset();
        if (scanner.acceptWord("none")) {
            return new Value.None(scanner.from(start));
        }
        if (scanner.acceptWord("empty")) {
            return new Value.Empty(scanner.from(start));
        }
        return value(true);
    }

    private boolean atValue() {
        boolean punctuated = "\"'<-[.".indexOf(scanner.peek()) >= 0;
        return punctuated
                || scanner.atDigit()
                || scanner.atIdentifier()
                || VALUE_WORDS.stream().anyMatch(scanner::atWord);
    }

    private Value value(boolean dictionaryAllowed) {
        int start = scanner.offset();
        if (++depth > DEEPEST_NESTING) {
            throw PlatformError.SYNTAX.at(
                    scanner.from(start), "Syntax error, values nested more than " + DEEPEST_NESTING + " deep");
        }
        try {
            if (scanner.accept("[")) {
                return items(start);
            }
            if (scanner.acceptWord("new")) {
                return newObject(start);
            }
            if (dictionaryAllowed && scanner.accept("{")) {
                return dictionary(start);
            }
            return scalar();
        } finally {
            depth--;
        }
    }

    private Value.Items items(int start) {
        List<Value> items = new ArrayList<>();
        while (!scanner.accept("]")) {
            int item = scanner.offset();
            items.add(scanner.acceptWord("empty") ? new Value.Empty(scanner.from(item)) : value(true));
            if (!scanner.accept(",") && !scanner.at("]")) {
                throw scanner.unexpected(", or ]");
            }
        }
        return new Value.Items(items, scanner.from(start));
    }

    private Value.NewObject newObject(int start) {
        TypeName type = typeName();
        List<Attribute> attributes = scanner.at("{") ? attributes() : List.of();
        return new Value.NewObject(type, attributes, scanner.from(start));
    }

    private Value.Dictionary dictionary(int start) {
        List<Value.Pair> pairs = new ArrayList<>();
        while (!scanner.accept("}")) {
            Value key = scalar();
            scanner.expect(":", "colon");
            pairs.add(new Value.Pair(key, value(true)));
            if (!scanner.accept(";") && !scanner.at("}")) {
                throw scanner.unexpected("; or }");
            }
        }
        return new Value.Dictionary(pairs, scanner.from(start));
    }

    private Value scalar() {
        int start = scanner.offset();
        if (scanner.at("'''")) {
            String text = scanner.longQuoted();
            return new Value.Text(text, scanner.from(start));
        }
        if (scanner.at("\"")) {
            String text = scanner.quoted("quoted string");
            return new Value.Text(text, scanner.from(start));
        }
        if (scanner.accept("<")) {
            return range(start);
        }
        if (scanner.atDigit() || scanner.at("-")) {
            String digits = scanner.number();
            return new Value.Numeric(digits, scanner.from(start));
        }
        if (scanner.acceptWord("true") || scanner.acceptWord("True")) {
            return new Value.Bool(true, scanner.from(start));
        }
        if (scanner.acceptWord("false") || scanner.acceptWord("False")) {
            return new Value.Bool(false, scanner.from(start));
        }
        if (scanner.accept(".")) {
            String member = scanner.identifier("identifier");
            return new Value.EnumMember(Optional.empty(), member, scanner.from(start));
        }
        return referenceOrEnum(start);
    }

    private Value referenceOrEnum(int start) {
        List<String> names = new ArrayList<>();
        names.add(scanner.identifier("value"));
        while (scanner.accept(".")) {
            names.add(scanner.identifier("identifier"));
        }
        if (names.size() == 1) {
            return new Value.Reference(names.get(0), scanner.from(start));
        }
        int last = names.size() - 1;
        String type = String.join(".", names.subList(0, last));
        return new Value.EnumMember(Optional.of(type), names.get(last), scanner.from(start));
    }

    private Value.Range range(int start) {
        long begin = bound();
        scanner.expect(",", ",");
        boolean isSize = scanner.accept("+");
        int endStart = scanner.offset();
        long second = bound();
        long end = isSize ? begin + second : second;
        if (Long.compareUnsigned(end, begin) < 0) {
            throw PlatformError.SYNTAX.across(
                    scanner.from(endStart), "Syntax error, expected end of range that defines positive range");
        }
        scanner.expect(">", ">");
        return new Value.Range(begin, end, scanner.from(start));
    }

    private long bound() {
        int start = scanner.offset();
        String digits = scanner.unsigned("address");
        return new Value.Numeric(digits, scanner.from(start)).asLong();
    }
}
