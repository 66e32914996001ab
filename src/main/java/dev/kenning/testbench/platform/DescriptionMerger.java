package dev.kenning.testbench.platform;

import dev.kenning.testbench.platform.Attribute.Interrupts;
import dev.kenning.testbench.platform.Attribute.Property;
import dev.kenning.testbench.platform.Attribute.Script;
import dev.kenning.testbench.platform.PlatformReader.DescriptionFile;
import dev.kenning.testbench.text.NearestWord;
import dev.kenning.testbench.text.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Merges the entries of several files into one component per name. */
final class DescriptionMerger {

    private final List<DescriptionFile> files;
    private final Set<String> existing;
    private final NameScope scope;
    private final Map<String, ComponentMerge> existingMerges = new LinkedHashMap<>();
    private final Map<String, ComponentMerge> declaredMerges = new LinkedHashMap<>();

    DescriptionMerger(List<DescriptionFile> files, Set<String> existing) {
        this.files = files;
        this.existing = existing;
        this.scope = new NameScope(existing);
    }

    PlatformDescription merge() {
        for (DescriptionFile file : files) {
            file.description().entries().stream()
                    .filter(entry -> entry.type().isPresent())
                    .forEach(entry -> scope.declare(file.number(), entry));
        }
        scope.settle();
        scope.declared().forEach(name -> declaredMerges.put(name, new ComponentMerge(name)));
        for (DescriptionFile file : files) {
            file.description().entries().forEach(entry -> add(file.number(), entry));
        }
        Map<String, Component> components = new LinkedHashMap<>();
        existingMerges.forEach((name, merge) -> components.put(name, merge.component()));
        declaredMerges.forEach((name, merge) -> components.put(name, merge.component()));
        new ReferenceCheck(scope).check(components.values());
        List<Component> creationOrder = DependencyOrder.ofCreation(components);
        DependencyOrder.ofRegistration(components);
        return new PlatformDescription(components, creationOrder);
    }

    private void add(int file, Entry entry) {
        if (entry.attributes().isEmpty()
                && entry.registrations().isEmpty()
                && entry.type().isEmpty()) {
            throw PlatformError.EMPTY_ENTRY.at(entry.position(), "Entry cannot be empty.");
        }
        String name = scope.lookUp(file, entry.name())
                .orElseThrow(() -> PlatformError.NEVER_DECLARED.at(
                        entry.position(),
                        "Variable '" + entry.name() + "' is never declared - type is unknown."
                                + NearestWord.hint(entry.name(), scope.visible())));
        checkAlias(entry);
        checkRepetitions(entry.attributes());
        if (existing.contains(name)) {
            checkNothingIsConstructed(entry);
        }
        ComponentMerge merge = declaredMerges.get(name);
        if (merge == null) {
            merge = existingMerges.computeIfAbsent(name, ComponentMerge::new);
        }
        merge.add(file, entry, scope);
    }

    private static void checkAlias(Entry entry) {
        entry.alias().ifPresent(alias -> {
            String subject = "Entry '" + entry.name() + "' has an alias '" + alias.name() + "', while ";
            if (entry.registrations().isEmpty()) {
                throw PlatformError.ALIAS_WITHOUT_REGISTRATION.across(
                        alias.position(), subject + "not having a registration info.");
            }
            if (entry.registrations().orElseThrow().list().isEmpty()) {
                throw PlatformError.ALIAS_WITH_NONE_REGISTRATION.across(
                        alias.position(), subject + "having a none registration info.");
            }
        });
    }

    static void checkRepetitions(List<Attribute> attributes) {
        Set<String> names = new HashSet<>();
        Set<Script.Kind> kinds = new HashSet<>();
        for (Attribute attribute : attributes) {
            if (attribute instanceof Property property && !names.add(property.name())) {
                String what = property.isConstructorArgument() ? "Constructor argument" : "Property";
                throw PlatformError.ATTRIBUTE_REPEATED.at(
                        property.position(), what + " '" + property.name() + "' is used more than once.");
            }
            if (attribute instanceof Script script && !kinds.add(script.kind())) {
                throw script.kind()
                        .repeated()
                        .at(
                                script.position(),
                                "Entry can contain only one " + script.kind().keyword() + " attribute.");
            }
        }
    }

    private static void checkNothingIsConstructed(Entry entry) {
        for (Attribute attribute : entry.attributes()) {
            if (attribute instanceof Property property && property.isConstructorArgument()) {
                throw PlatformError.CONSTRUCTOR_ATTRIBUTE_ON_EXISTING.at(
                        property.position(), "Constructor attribute within entry for variable that is not created.");
            }
        }
    }

    /** Takes apart what an attribute connects; also used where it only has to be checked. */
    static Map<InterruptSource, List<Connection>> flatten(List<Attribute> attributes) {
        Map<InterruptSource, List<Connection>> bySource = new LinkedHashMap<>();
        Set<Input> used = new HashSet<>();
        for (Attribute attribute : attributes) {
            if (attribute instanceof Interrupts interrupts) {
                flatten(interrupts, bySource, used);
            }
        }
        return bySource;
    }

    /** An input of a component, or of one of its local receivers. */
    private record Input(String receiver, OptionalInt localReceiver, int number) {}

    private static void flatten(
            Interrupts interrupts, Map<InterruptSource, List<Connection>> bySource, Set<Input> used) {
        List<InterruptSource> sources = sources(interrupts, bySource.keySet());
        sources.forEach(source -> bySource.put(source, new ArrayList<>()));
        for (Attribute.Destination to : interrupts.destinations()) {
            if (sources.size() != to.count()) {
                throw PlatformError.WRONG_IRQ_ARITY.at(
                        interrupts.position(),
                        "Irq arity does not match. It is " + sources.size() + " on the left side and " + to.count()
                                + " on the right side.");
            }
            checkOverlap(to, used);
            int[] inputs = to.inputs().stream()
                    .flatMapToInt(Attribute.End.Pins::numbers)
                    .toArray();
            for (int i = 0; i < inputs.length; i++) {
                InterruptSource source = sources.get(i);
                bySource.getOrDefault(source, new ArrayList<>())
                        .add(new Connection(
                                source,
                                to.receiver().name(),
                                to.localReceiver(),
                                inputs[i],
                                interrupts.position(),
                                to.receiver().position()));
            }
        }
    }

    private static void checkOverlap(Attribute.Destination to, Set<Input> used) {
        for (Attribute.End.Pins pins : to.inputs()) {
            pins.numbers().forEach(number -> {
                Input input = new Input(to.receiver().name(), to.localReceiver(), number);
                if (!used.add(input)) {
                    String local = to.localReceiver().isPresent()
                            ? "#" + to.localReceiver().getAsInt()
                            : "";
                    throw PlatformError.IRQ_DESTINATION_USED_TWICE.across(
                            pins.position(),
                            "Destination '" + input.receiver() + local + ":" + number
                                    + "' has already been used as a destination in this entry. Join the lines through a"
                                    + " Miscellaneous.CombinedInput.");
                }
            });
        }
    }

    private static List<InterruptSource> sources(Interrupts interrupts, Set<InterruptSource> used) {
        List<InterruptSource> sources = new ArrayList<>();
        Set<InterruptSource> all = new HashSet<>(used);
        if (interrupts.sources().isEmpty()) {
            addSource(new InterruptSource.Default(), interrupts.position(), sources, all);
        }
        for (Attribute.End end : interrupts.sources()) {
            if (end instanceof Attribute.End.Named named) {
                addSource(new InterruptSource.Named(named.name()), end.position(), sources, all);
            } else if (end instanceof Attribute.End.Pins pins) {
                pins.numbers()
                        .forEach(number ->
                                addSource(new InterruptSource.Numbered(number), end.position(), sources, all));
            }
        }
        return sources;
    }

    private static void addSource(
            InterruptSource source, Position position, List<InterruptSource> sources, Set<InterruptSource> all) {
        if (!all.add(source)) {
            throw PlatformError.IRQ_SOURCE_USED_TWICE.across(
                    position, "Interrupt '" + source + "' has already been used as a source in this entry.");
        }
        sources.add(source);
    }
}
