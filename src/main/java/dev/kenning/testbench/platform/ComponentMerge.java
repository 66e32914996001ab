package dev.kenning.testbench.platform;

import dev.kenning.testbench.platform.Attribute.Property;
import dev.kenning.testbench.platform.Attribute.Script;
import dev.kenning.testbench.text.Position;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what the entries of one name say; a later entry wins over an earlier one. */
final class ComponentMerge {

    private final String name;
    private Optional<TypeName> type = Optional.empty();
    private Optional<Position> position = Optional.empty();
    private List<Registration> registrations = List.of();
    private Optional<Alias> alias = Optional.empty();
    private final Map<String, Property> properties = new LinkedHashMap<>();
    private final Map<InterruptSource, List<Connection>> connections = new LinkedHashMap<>();
    private final Map<Script.Kind, List<Statement>> scripts = new EnumMap<>(Script.Kind.class);

    ComponentMerge(String name) {
        this.name = name;
    }

    void add(int file, Entry entry, NameScope scope) {
        if (entry.type().isPresent()) {
            type = entry.type();
            position = Optional.of(entry.position());
        } else if (position.isEmpty()) {
            position = Optional.of(entry.position());
        }
        entry.registrations().ifPresent(given -> {
            registrations = given.list().stream()
                    .map(registration -> scope.resolve(file, registration))
                    .toList();
            alias = entry.alias();
        });
        List<Attribute> attributes = entry.attributes().stream()
                .map(attribute -> scope.resolve(file, attribute))
                .toList();
        DescriptionMerger.flatten(attributes).forEach((source, list) -> {
            connections.remove(source);
            connections.put(source, list);
        });
        for (Attribute attribute : attributes) {
            if (attribute instanceof Property property) {
                properties.remove(property.name());
                properties.put(property.name(), property);
            } else if (attribute instanceof Script script) {
                add(script);
            }
        }
    }

    private void add(Script script) {
        List<Statement> statements = script.add() ? new ArrayList<>(scripts(script.kind())) : new ArrayList<>();
        statements.addAll(script.statements());
        scripts.put(script.kind(), statements);
    }

    private List<Statement> scripts(Script.Kind kind) {
        return scripts.getOrDefault(kind, List.of());
    }

    Component component() {
        Map<String, Property> given = new LinkedHashMap<>(properties);
        given.values().removeIf(property -> property.value() instanceof Value.None);
        return new Component(
                name,
                type,
                registrations,
                alias,
                given,
                connections.values().stream().flatMap(List::stream).toList(),
                scripts(Script.Kind.PREINIT),
                scripts(Script.Kind.INIT),
                scripts(Script.Kind.RESET),
                position.orElseThrow(() -> new IllegalStateException("no entry is named " + name)));
    }
}
