package dev.kenning.testbench.platform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a description and everything it uses come to, one component per name.
 *
 * <p>Made by {@link PlatformReader}, which has checked whatever can be checked without knowing the models. Immutable.
 */
public final class PlatformDescription {

    private final Map<String, Component> components;
    private final List<Component> creationOrder;

    PlatformDescription(Map<String, Component> components, List<Component> creationOrder) {
        this.components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
        this.creationOrder = List.copyOf(creationOrder);
    }

    /** Returns the components, those that existed before first, the others in the order of their declarations. */
    public List<Component> components() {
        return List.copyOf(components.values());
    }

    /** Returns the components that this description declares, each after those that its constructor refers to. */
    public List<Component> creationOrder() {
        return creationOrder;
    }

    /** Returns a component by its name. */
    public Optional<Component> component(String name) {
        return Optional.ofNullable(components.get(name));
    }

    /** Returns the names of the components that are UARTs, as the peripheral tree has them. */
    public List<String> uarts() {
        return components.values().stream()
                .filter(component -> component
                        .type()
                        .filter(type -> type.name().startsWith("UART."))
                        .isPresent())
                .map(Component::treeName)
                .toList();
    }

    /** Returns the names of all components. */
    public Set<String> names() {
        return components.keySet();
    }

    /**
     * Adds a description that was read on top of this one, as a second {@code LoadPlatformDescription} does.
     *
     * <p>Its properties and its connections from the same output replace those here, its registrations and statements are added.
     */
    public PlatformDescription extendedBy(PlatformDescription later) {
        Map<String, Component> all = new LinkedHashMap<>(components);
        later.components.forEach((name, component) -> all.merge(name, component, PlatformDescription::extended));
        List<Component> order = new ArrayList<>();
        creationOrder.forEach(component -> order.add(named(all, component.name())));
        later.creationOrder.forEach(component -> order.add(named(all, component.name())));
        return new PlatformDescription(all, order);
    }

    private static Component named(Map<String, Component> all, String name) {
        return Optional.ofNullable(all.get(name)).orElseThrow();
    }

    private static Component extended(Component first, Component second) {
        Map<String, Attribute.Property> properties = new LinkedHashMap<>(first.properties());
        properties.putAll(second.properties());
        List<Connection> connections = new ArrayList<>(first.connections());
        connections.removeIf(old -> second.connections().stream()
                .anyMatch(connection -> connection.source().equals(old.source())));
        connections.addAll(second.connections());
        return new Component(
                first.name(),
                first.type(),
                concat(first.registrations(), second.registrations()),
                second.alias().or(first::alias),
                properties,
                connections,
                concat(first.preinit(), second.preinit()),
                concat(first.init(), second.init()),
                concat(first.reset(), second.reset()),
                first.position());
    }

    private static <T> List<T> concat(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
