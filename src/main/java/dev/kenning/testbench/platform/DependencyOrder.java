package dev.kenning.testbench.platform;

import dev.kenning.testbench.platform.Attribute.Property;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Sorts the declared components so that each comes after those it depends on, or names the cycle. */
final class DependencyOrder {

    private final Map<String, Component> components;
    private final Function<Component, Stream<Value.Reference>> dependencies;
    private final PlatformError cycleError;
    private final Map<String, Component> sorted = new LinkedHashMap<>();

    /** The way from where the search began to where it is: each component with the reference that led on from it. */
    private final Deque<Step> path = new ArrayDeque<>();

    private record Step(Component from, Value.Reference to) {}

    private DependencyOrder(
            Map<String, Component> components,
            Function<Component, Stream<Value.Reference>> dependencies,
            PlatformError cycleError) {
        this.components = components;
        this.dependencies = dependencies;
        this.cycleError = cycleError;
    }

    /** Sorts by what constructors refer to. */
    static List<Component> ofCreation(Map<String, Component> components) {
        return new DependencyOrder(components, DependencyOrder::constructorReferences, PlatformError.CREATION_CYCLE)
                .sort();
    }

    /** Sorts by what the components are registered in. */
    static List<Component> ofRegistration(Map<String, Component> components) {
        return new DependencyOrder(
                        components,
                        component -> component.registrations().stream().map(Registration::parent),
                        PlatformError.REGISTRATION_CYCLE)
                .sort();
    }

    private List<Component> sort() {
        components.values().stream()
                .filter(component -> component.type().isPresent())
                .forEach(this::visit);
        return List.copyOf(sorted.values());
    }

    private void visit(Component component) {
        if (sorted.containsKey(component.name())) {
            return;
        }
        List<Value.Reference> references = dependencies.apply(component).toList();
        for (Value.Reference reference : references) {
            Component next = components.get(reference.name());
            if (next == null || next.type().isEmpty()) {
                continue;
            }
            path.addLast(new Step(component, reference));
            if (path.stream().anyMatch(step -> step.from().name().equals(next.name()))) {
                throw cycle(next);
            }
            visit(next);
            path.removeLast();
        }
        sorted.put(component.name(), component);
    }

    private PlatformException cycle(Component start) {
        StringBuilder message = new StringBuilder("Dependency cycle has been found. The path is as follows:");
        Iterator<Step> steps = path.iterator();
        boolean inCycle = false;
        while (steps.hasNext()) {
            Step step = steps.next();
            inCycle |= step.from().name().equals(start.name());
            if (inCycle) {
                message.append("\nEntry '")
                        .append(step.from().name())
                        .append("' at ")
                        .append(step.from().typePosition())
                        .append(" references '")
                        .append(step.to().name())
                        .append("' at ")
                        .append(step.to().position())
                        .append('.');
            }
        }
        return cycleError.at(start.position(), message.toString());
    }

    private static Stream<Value.Reference> constructorReferences(Component component) {
        return references(component.properties().values());
    }

    private static Stream<Value.Reference> references(Collection<Property> properties) {
        return properties.stream()
                .filter(Property::isConstructorArgument)
                .flatMap(property -> references(property.value()));
    }

    private static Stream<Value.Reference> references(Value value) {
        if (value instanceof Value.Reference reference) {
            return Stream.of(reference);
        }
        if (value instanceof Value.Items list) {
            return list.items().stream().flatMap(DependencyOrder::references);
        }
        if (value instanceof Value.Dictionary dictionary) {
            return dictionary.pairs().stream()
                    .flatMap(pair -> Stream.concat(references(pair.key()), references(pair.value())));
        }
        if (value instanceof Value.NewObject object) {
            return references(object.attributes().stream()
                    .filter(Property.class::isInstance)
                    .map(Property.class::cast)
                    .toList());
        }
        return Stream.empty();
    }
}
