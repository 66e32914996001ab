package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.platform.Component;
import dev.kenning.testbench.platform.PlatformError;
import dev.kenning.testbench.platform.Value;
import dev.kenning.testbench.text.Position;
import java.util.List;
import java.util.Optional;

/** Gives a model's factory what the platform description says, after the values' kinds have been checked. */
final class Arguments {

    private final Component component;

    Arguments(Component component) {
        this.component = component;
    }

    boolean has(String name) {
        return component.property(name).isPresent();
    }

    /** Returns an integer that was declared as required. */
    long integer(String name) {
        return integer(name, 0);
    }

    long integer(String name, long otherwise) {
        return component
                .property(name)
                .map(value -> value instanceof Value.Numeric number ? number.asLong() : 0L)
                .orElse(otherwise);
    }

    /** Returns an integer that must lie in a range. */
    long integer(String name, long otherwise, long least, long most) {
        long value = integer(name, otherwise);
        if (value < least || value > most) {
            throw PlatformError.CONSTRUCTION.across(
                    position(name), "'" + name + "' must be from " + least + " to " + most + ", is " + value + ".");
        }
        return value;
    }

    boolean flag(String name) {
        return flag(name, false);
    }

    boolean flag(String name, boolean otherwise) {
        return component
                .property(name)
                .map(value -> value instanceof Value.Bool flag && flag.value())
                .orElse(otherwise);
    }

    Optional<String> text(String name) {
        return component.property(name).map(value -> value instanceof Value.Text text ? text.text() : "");
    }

    /** Returns the name of the component that a reference means. */
    Optional<String> reference(String name) {
        return component
                .property(name)
                .flatMap(value ->
                        value instanceof Value.Reference reference ? Optional.of(reference.name()) : Optional.empty());
    }

    /**
     * Returns the member of an enumeration, by name or number, that must be one of these.
     *
     * @param members in the order of their numbers
     *
     * @throws dev.kenning.testbench.platform.PlatformException E06 if it is another
     */
    String member(String name, List<String> members, String otherwise) {
        return component
                .property(name)
                .map(value -> member(name, value, members))
                .orElse(otherwise);
    }

    private static String member(String name, Value value, List<String> members) {
        if (value instanceof Value.EnumMember member && members.contains(member.member())) {
            return member.member();
        }
        if (value instanceof Value.Numeric number
                && number.isInteger()
                && number.asLong() >= 0
                && number.asLong() < members.size()) {
            return members.get((int) number.asLong());
        }
        return unknownMember(name, value, members);
    }

    private static String unknownMember(String name, Value value, List<String> members) {
        throw PlatformError.TYPE_MISMATCH.across(
                value.position(), "'" + name + "' must be one of " + String.join(", ", members) + ".");
    }

    /** Returns where an argument stands, or the component if it is not given. */
    Position position(String name) {
        return component.property(name).map(Value::position).orElse(component.position());
    }
}
