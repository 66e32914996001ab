package dev.kenning.testbench.platform;

import dev.kenning.testbench.platform.Attribute.Destination;
import dev.kenning.testbench.platform.Attribute.End;
import dev.kenning.testbench.platform.Attribute.Interrupts;
import dev.kenning.testbench.platform.Attribute.Property;
import dev.kenning.testbench.platform.Attribute.Script;
import dev.kenning.testbench.text.Position;
import dev.kenning.testbench.text.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Supplier;

/** Makes descriptions that use the whole language, the same for the same seed. */
final class RandomDescriptions {

    private static final Position ANYWHERE = new Position(Source.ofText(""), 1, 1, 1);
    private static final String LETTERS = "abcxyzABCXYZ";
    private static final String TEXT = "ab {};:,<>[]@#/*\\\"'$é☃0-";

    private final Random random;

    RandomDescriptions(Random random) {
        this.random = random;
    }

    Description next() {
        return new Description(list(2, () -> new Using(text(), ANYWHERE)), list(5, this::entry));
    }

    private Entry entry() {
        Optional<Registrations> registrations = maybe(() -> new Registrations(list(3, this::registration), ANYWHERE));
        return new Entry(
                random.nextBoolean(),
                name(),
                maybe(this::typeName),
                registrations,
                maybe(() -> new Alias(text(), ANYWHERE)),
                list(5, this::attribute),
                ANYWHERE);
    }

    private Registration registration() {
        return new Registration(reference(), maybe(() -> value(1, false)));
    }

    private Attribute attribute() {
        return switch (random.nextInt(4)) {
            case 0 -> interrupts();
            case 1 -> script();
            case 2 -> new Property(name(), longText(), ANYWHERE);
            default -> new Property(name(), assigned(), ANYWHERE);
        };
    }

    private Value assigned() {
        return random.nextInt(8) == 0 ? new Value.None(ANYWHERE) : value(2, true);
    }

    private Script script() {
        Script.Kind kind = List.of(Script.Kind.values()).get(random.nextInt(3));
        List<String> statements = List.of(
                "Tag <0x0 0x10> \"a; {b}\"",
                "ApplySVD @https://host/x.svd.gz",
                "PC `sysbus GetSymbolAddress \"m\"`",
                "Write 0x10 'x'",
                "$x?=1");
        return new Script(
                kind,
                random.nextBoolean(),
                list(3, () -> new Statement(statements.get(random.nextInt(statements.size())), ANYWHERE)),
                ANYWHERE);
    }

    private Interrupts interrupts() {
        if (random.nextInt(4) == 0) {
            return new Interrupts(List.of(), List.of(destination(List.of(pins()))), ANYWHERE);
        }
        List<End> sources = new ArrayList<>(list(2, () -> random.nextBoolean() ? pins() : named()));
        sources.add(pins());
        return new Interrupts(sources, list(2, () -> destination(inputs())), ANYWHERE);
    }

    private List<End.Pins> inputs() {
        List<End.Pins> inputs = new ArrayList<>(list(2, this::pins));
        inputs.add(pins());
        return inputs;
    }

    private Destination destination(List<End.Pins> inputs) {
        OptionalInt local = random.nextBoolean() ? OptionalInt.of(random.nextInt(16)) : OptionalInt.empty();
        return new Destination(reference(), local, inputs);
    }

    private End.Pins pins() {
        int first = random.nextInt(300);
        return new End.Pins(first, random.nextBoolean() ? first : random.nextInt(300), ANYWHERE);
    }

    private End named() {
        return new End.Named(name(), ANYWHERE);
    }

    private Value value(int depth, boolean dictionaryAllowed) {
        int kinds = depth == 0 ? 6 : dictionaryAllowed ? 9 : 8;
        return switch (random.nextInt(kinds)) {
            case 0 -> new Value.Text(text(), ANYWHERE);
            case 1 -> number();
            case 2 -> new Value.Bool(random.nextBoolean(), ANYWHERE);
            case 3 -> range();
            case 4 -> reference();
            case 5 -> new Value.EnumMember(maybe(() -> name() + "." + name()), name(), ANYWHERE);
            case 6 ->
                new Value.NewObject(
                        typeName(),
                        list(
                                3,
                                () -> random.nextInt(5) == 0
                                        ? script()
                                        : new Property(name(), value(depth - 1, true), ANYWHERE)),
                        ANYWHERE);
            case 7 ->
                new Value.Items(
                        list(3, () -> random.nextInt(5) == 0 ? new Value.Empty(ANYWHERE) : value(depth - 1, true)),
                        ANYWHERE);
            default ->
                new Value.Dictionary(list(3, () -> new Value.Pair(value(0, false), value(depth - 1, true))), ANYWHERE);
        };
    }

    private Value number() {
        String sign = random.nextInt(4) == 0 ? "-" : "";
        String digits = switch (random.nextInt(3)) {
            case 0 -> "0x" + Long.toHexString(random.nextLong());
            case 1 -> random.nextInt(1000) + "." + random.nextInt(1000);
            default -> Integer.toString(random.nextInt(Integer.MAX_VALUE));
        };
        return new Value.Numeric(sign + digits, ANYWHERE);
    }

    private Value range() {
        long a = random.nextLong();
        long b = random.nextLong();
        boolean ordered = Long.compareUnsigned(a, b) <= 0;
        return new Value.Range(ordered ? a : b, ordered ? b : a, ANYWHERE);
    }

    /** A text over several lines, which the language takes only where nothing else on its lines is one. */
    private Value longText() {
        return new Value.Text("x" + String.join("\n", list(4, this::text)) + "x", ANYWHERE);
    }

    private Value.Reference reference() {
        return new Value.Reference(name(), ANYWHERE);
    }

    private TypeName typeName() {
        return new TypeName(name() + "." + name(), ANYWHERE);
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        int length = random.nextInt(5);
        for (int i = 0; i < length; i++) {
            name.append((LETTERS + "_09").charAt(random.nextInt(LETTERS.length() + 3)));
        }
        return name.toString();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(8);
        for (int i = 0; i < length; i++) {
            text.append(TEXT.charAt(random.nextInt(TEXT.length())));
        }
        return text.toString().replace("'''", "'");
    }

    private <T> List<T> list(int most, Supplier<? extends T> element) {
        List<T> list = new ArrayList<>();
        int size = random.nextInt(most + 1);
        for (int i = 0; i < size; i++) {
            list.add(element.get());
        }
        return list;
    }

    private <T> Optional<T> maybe(Supplier<T> element) {
        return random.nextBoolean() ? Optional.of(element.get()) : Optional.empty();
    }
}
