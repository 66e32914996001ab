package dev.kenning.testbench.platform;

import dev.kenning.testbench.platform.Attribute.Property;
import dev.kenning.testbench.text.Position;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One component of a platform with everything that all entries of its name say about it.
 *
 * @param name unique in the platform
 * @param type absent for what existed before: {@code sysbus}, {@code machine}, components of an earlier load
 * @param registrations empty for a component that is registered nowhere
 * @param properties constructor parameters and properties by name, in the order they were written, without {@code none}
 * @param connections in the order they were written
 * @param preinit statements to run before anything is created
 * @param init statements to run after everything is registered, each behind the component's name
 * @param reset statements to run on every reset of the machine
 * @param position where the entry that declares it starts, or the first one for what existed before
 */
public record Component(
        String name,
        Optional<TypeName> type,
        List<Registration> registrations,
        Optional<Alias> alias,
        Map<String, Property> properties,
        List<Connection> connections,
        List<Statement> preinit,
        List<Statement> init,
        List<Statement> reset,
        Position position) {

    /** Copies the collections. */
    public Component {
        registrations = List.copyOf(registrations);
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        connections = List.copyOf(connections);
        preinit = List.copyOf(preinit);
        init = List.copyOf(init);
        reset = List.copyOf(reset);
    }

    /** Returns the value of a constructor parameter or property, if it is given. */
    public Optional<Value> property(String propertyName) {
        return Optional.ofNullable(properties.get(propertyName)).map(Property::value);
    }

    /** Returns where the model is named, or where the component is. */
    public Position typePosition() {
        return type.map(TypeName::position).orElse(position);
    }

    /** Returns the name that the component has in the peripheral tree. */
    public String treeName() {
        return alias.map(Alias::name).orElse(name);
    }
}
