package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.platform.Component;
import dev.kenning.testbench.platform.Parameter;
import dev.kenning.testbench.platform.PlatformError;
import dev.kenning.testbench.platform.PlatformException;
import dev.kenning.testbench.platform.Value;
import dev.kenning.testbench.text.Position;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gives a model's factory what the platform description says, after the values' kinds have been checked, and what Renode takes
 * where it says nothing.
 */
final class Arguments {

    private final Component component;
    private final List<Parameter> parameters;

    Arguments(Component component, List<Parameter> parameters) {
        this.component = component;
        this.parameters = List.copyOf(parameters);
    }

    /** Tells whether the constructor has such a parameter. */
    boolean takes(String name) {
        return declared(name).isPresent();
    }

    boolean has(String name) {
        return given(name).isPresent();
    }

    long integer(String name) {
        return given(name)
                .map(value -> value instanceof Value.Numeric number ? number.asLong() : 0L)
                .or(() -> initial(name).map(Long::decode))
                .orElse(0L);
    }

    /** Returns an integer that must lie in a range. */
    long integer(String name, long least, long most) {
        long value = integer(name);
        if (value < least || value > most) {
            throw PlatformError.CONSTRUCTION.across(
                    position(name), "'" + name + "' must be from " + least + " to " + most + ", is " + value + ".");
        }
        return value;
    }

    boolean flag(String name) {
        return given(name)
                .map(value -> value instanceof Value.Bool flag && flag.value())
                .or(() -> initial(name).map(Boolean::valueOf))
                .orElse(false);
    }

    Optional<String> text(String name) {
        return given(name)
                .map(value -> value instanceof Value.Text text ? text.text() : "")
                .or(() -> initial(name));
    }

    /** Returns the name of the component that a reference means. */
    Optional<String> reference(String name) {
        return given(name)
                .flatMap(value ->
                        value instanceof Value.Reference reference ? Optional.of(reference.name()) : Optional.empty());
    }

    /**
     * Returns the member of an enumeration, by name or number.
     *
     * @throws PlatformException E25 if there is none of that number
     */
    String member(String name) {
        List<String> members = declared(name).map(Parameter::members).orElse(List.of());
        return given(name)
                .map(value -> member(name, value, members))
                .or(() -> initial(name))
                .orElse("");
    }

    private String member(String name, Value value, List<String> members) {
        if (value instanceof Value.EnumMember member) {
            return member.member();
        }
        if (value instanceof Value.Numeric number && number.asLong() >= 0 && number.asLong() < members.size()) {
            return members.get((int) number.asLong());
        }
        throw unsuitable(
                "'" + name + "' (" + value.position() + ") must be one of " + String.join(", ", members) + ".");
    }

    /** Makes the error for an argument that fits no constructor. */
    PlatformException unsuitable(String reason) {
        return DeviceModel.unsuitable(component, reason);
    }

    /** Returns where an argument stands, or the component if it is not given. */
    Position position(String name) {
        return given(name).map(Value::position).orElse(component.position());
    }

    private Optional<Value> given(String name) {
        return Stream.concat(Stream.of(name), declared(name).flatMap(Parameter::alias).stream())
                .flatMap(word -> component.property(word).stream())
                .findFirst();
    }

    private Optional<String> initial(String name) {
        return declared(name).flatMap(Parameter::initial);
    }

    private Optional<Parameter> declared(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst();
    }
}
