package dev.kenning.testbench.platform;

import dev.kenning.testbench.platform.Attribute.Destination;
import dev.kenning.testbench.platform.Attribute.Interrupts;
import dev.kenning.testbench.platform.Attribute.Property;
import dev.kenning.testbench.text.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Knows which component a name means in which file: a name that every file sees comes before one that is local.
 *
 * <p>Rewrites references to the components' unique names, and remembers those that mean nothing, because it is an error
 * only if they survive the merge.
 */
final class NameScope {

    private record LocalName(int file, String name) {}

    private final Set<String> existing;
    private final Map<String, Position> global = new LinkedHashMap<>();
    private final Map<LocalName, Position> local = new LinkedHashMap<>();
    private final Map<LocalName, String> uniqueNames = new HashMap<>();
    private final Set<Position> dangling = new LinkedHashSet<>();

    NameScope(Set<String> existing) {
        this.existing = existing;
    }

    void declare(int file, Entry entry) {
        String name = entry.name();
        if (existing.contains(name)) {
            throw alreadyDeclared(entry, "defined as an already registered peripheral or builtin");
        }
        Optional<Position> before = Optional.ofNullable(global.get(name))
                .or(() -> Optional.ofNullable(local.get(new LocalName(file, name))));
        before.ifPresent(position -> {
            throw alreadyDeclared(entry, "declared, previous declaration was at " + position);
        });
        if (entry.local()) {
            local.put(new LocalName(file, name), entry.position());
        } else {
            global.put(name, entry.position());
        }
    }

    private static PlatformException alreadyDeclared(Entry entry, String how) {
        return PlatformError.ALREADY_DECLARED.at(
                entry.position(), "Variable '" + entry.name() + "' was already " + how + ".");
    }

    /** Gives every local name a name that is unique in the platform; the plain one if it is free. */
    void settle() {
        Set<String> taken = new LinkedHashSet<>(existing);
        taken.addAll(global.keySet());
        for (LocalName name : local.keySet()) {
            String unique = name.name();
            for (int i = 2; !taken.add(unique); i++) {
                unique = name.name() + "_" + i;
            }
            uniqueNames.put(name, unique);
        }
    }

    /** Returns the declared components, those that every file sees first. */
    List<String> declared() {
        List<String> names = new ArrayList<>(global.keySet());
        local.keySet()
                .forEach(name -> names.add(lookUp(name.file(), name.name()).orElse(name.name())));
        return names;
    }

    Optional<String> lookUp(int file, String name) {
        if (existing.contains(name) || global.containsKey(name)) {
            return Optional.of(name);
        }
        return Optional.ofNullable(uniqueNames.get(new LocalName(file, name)));
    }

    /** Returns the names that mean something in every file, for suggestions. */
    Set<String> visible() {
        Set<String> names = new LinkedHashSet<>(existing);
        names.addAll(global.keySet());
        return names;
    }

    boolean isDangling(Value.Reference reference) {
        return dangling.contains(reference.position());
    }

    boolean isDangling(Position position) {
        return dangling.contains(position);
    }

    Registration resolve(int file, Registration registration) {
        return new Registration(
                resolve(file, registration.parent()), registration.point().map(point -> resolve(file, point)));
    }

    Attribute resolve(int file, Attribute attribute) {
        if (attribute instanceof Property property) {
            return resolve(file, property);
        }
        if (attribute instanceof Interrupts interrupts) {
            return resolve(file, interrupts);
        }
        return attribute;
    }

    Property resolve(int file, Property property) {
        return new Property(property.name(), resolve(file, property.value()), property.position());
    }

    Interrupts resolve(int file, Interrupts interrupts) {
        List<Destination> destinations = interrupts.destinations().stream()
                .map(to -> new Destination(resolve(file, to.receiver()), to.localReceiver(), to.inputs()))
                .toList();
        return new Interrupts(interrupts.sources(), destinations, interrupts.position());
    }

    private Value.Reference resolve(int file, Value.Reference reference) {
        Optional<String> name = lookUp(file, reference.name());
        if (name.isEmpty()) {
            dangling.add(reference.position());
        }
        return new Value.Reference(name.orElse(reference.name()), reference.position());
    }

    private Value resolve(int file, Value value) {
        if (value instanceof Value.Reference reference) {
            return resolve(file, reference);
        }
        if (value instanceof Value.Items list) {
            return new Value.Items(
                    list.items().stream().map(item -> resolve(file, item)).toList(), list.position());
        }
        if (value instanceof Value.Dictionary dictionary) {
            return new Value.Dictionary(
                    dictionary.pairs().stream()
                            .map(pair -> new Value.Pair(resolve(file, pair.key()), resolve(file, pair.value())))
                            .toList(),
                    dictionary.position());
        }
        if (value instanceof Value.NewObject object) {
            return new Value.NewObject(
                    object.type(),
                    object.attributes().stream()
                            .map(attribute -> resolve(file, attribute))
                            .toList(),
                    object.position());
        }
        return value;
    }
}
