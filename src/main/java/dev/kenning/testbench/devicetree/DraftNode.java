package dev.kenning.testbench.devicetree;

import dev.kenning.testbench.text.Place;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A node while statements still change it. */
final class DraftNode {

    private final String name;
    private final Optional<DraftNode> parent;
    private final Place position;
    private final Set<String> labels = new LinkedHashSet<>();
    private final Map<String, Assignment> properties = new LinkedHashMap<>();
    private final Map<String, DraftNode> children = new LinkedHashMap<>();
    private boolean omittedIfUnreferenced;

    DraftNode(String name, Optional<DraftNode> parent, Place position) {
        this.name = name;
        this.parent = parent;
        this.position = position;
    }

    String name() {
        return name;
    }

    String path() {
        return parent.map(node -> (node.parent.isEmpty() ? "" : node.path()) + "/" + name)
                .orElse("/");
    }

    Place position() {
        return position;
    }

    Set<String> labels() {
        return labels;
    }

    Map<String, Assignment> properties() {
        return properties;
    }

    Map<String, DraftNode> children() {
        return children;
    }

    DraftNode childOrNew(String childName, Place where) {
        return children.computeIfAbsent(childName, absent -> new DraftNode(childName, Optional.of(this), where));
    }

    void delete(Supplier<DevicetreeException> refusal) {
        parent.orElseThrow(refusal).children.remove(name);
    }

    void omitIfUnreferenced() {
        omittedIfUnreferenced = true;
    }

    /** Removes the nodes below this one that are only wanted if somebody refers to them. */
    void dropUnreferenced(Collection<DraftNode> referenced) {
        children.values().removeIf(child -> child.omittedIfUnreferenced && !referenced.contains(child));
        children.values().forEach(child -> child.dropUnreferenced(referenced));
    }

    /** Returns this node and all below it, parents before their children. */
    Stream<DraftNode> stream() {
        return Stream.concat(Stream.of(this), children.values().stream().flatMap(DraftNode::stream));
    }
}
