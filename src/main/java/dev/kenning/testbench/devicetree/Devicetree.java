package dev.kenning.testbench.devicetree;

import dev.kenning.testbench.text.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A devicetree: what hardware there is, as Zephyr saw it when it built a program.
 *
 * <p>Immutable and thread-safe. The language is that of the Devicetree Specification 0.4, chapter 6, as Zephyr uses it:
 * properties may follow children, and a property that a block gives twice has the later value.
 */
public final class Devicetree {

    private final List<Statement> statements;
    private final Place start;
    private final Node root;
    private final List<MemoryReservation> reservations;
    private final Map<String, Node> byLabel = new HashMap<>();
    private final Map<Long, Node> byPhandle = new HashMap<>();

    private Devicetree(List<Statement> statements, Place start) {
        this.statements = List.copyOf(statements);
        this.start = start;
        Draft draft = new Draft(start);
        statements.forEach(statement -> statement.applyTo(draft));
        this.root = Linker.link(draft);
        this.reservations = List.copyOf(draft.reservations());
        nodes().forEach(node -> {
            node.labels().forEach(label -> byLabel.put(label, node));
            Stream.of("phandle", "linux,phandle")
                    .flatMap(name -> node.property(name).stream())
                    .forEach(phandle -> byPhandle.put(phandle.cell(), node));
        });
    }

    /**
     * Reads a devicetree file such as {@code build/zephyr/zephyr.dts}.
     *
     * @throws DevicetreeException if it is malformed
     * @throws UncheckedIOException if it cannot be read
     */
    public static Devicetree read(Path file) {
        return parse(file.toString(), text(file));
    }

    /**
     * Parses devicetree source.
     *
     * @param name the name that messages give it
     * @throws DevicetreeException if it is malformed
     */
    public static Devicetree parse(String name, String text) {
        Overlay source = Overlay.parse(name, text);
        return new Devicetree(source.wholeTree(), source.start());
    }

    /**
     * Applies an overlay, as if its text followed that of the devicetree: what comes later wins.
     *
     * @throws DevicetreeException if the overlay refers to something that is not there, naming the nearest
     */
    public Devicetree with(Overlay overlay) {
        List<Statement> both = new ArrayList<>(statements);
        both.addAll(overlay.statements());
        return new Devicetree(both, start);
    }

    /** Returns the root node. */
    public Node root() {
        return root;
    }

    /** Returns every node, parents before their children. */
    public Stream<Node> nodes() {
        return root.stream();
    }

    /** Returns the {@code /memreserve/} entries. */
    public List<MemoryReservation> reservations() {
        return reservations;
    }

    /** Returns the node with a label. */
    public Optional<Node> labelled(String label) {
        return Optional.ofNullable(byLabel.get(label));
    }

    /** Returns the node with a phandle. */
    public Optional<Node> withPhandle(long phandle) {
        return Optional.ofNullable(byPhandle.get(phandle));
    }

    /** Returns the nodes that name a model among their {@code compatible}s. */
    public List<Node> compatibleWith(String model) {
        return nodes().filter(node -> node.isCompatible(model)).toList();
    }

    /**
     * Returns the node at a path, which may start at the root ({@code /soc/serial@40011000}) or at an alias
     * ({@code kcomms}); a unit address may be absent where only one node fits.
     */
    public Optional<Node> at(String path) {
        List<String> names =
                Stream.of(path.split("/")).filter(name -> !name.isEmpty()).toList();
        Optional<Node> node = Optional.of(root);
        if (!path.startsWith("/")) {
            node = names.isEmpty() ? Optional.empty() : alias(names.get(0));
            names = names.subList(Math.min(1, names.size()), names.size());
        }
        for (String name : names) {
            node = node.flatMap(found -> found.child(name));
        }
        return node;
    }

    /**
     * Returns the node that an alias stands for.
     *
     * @throws DevicetreeException if the alias names no node
     */
    public Optional<Node> alias(String name) {
        return root.child("aliases").flatMap(aliases -> aliases.property(name)).map(this::named);
    }

    /**
     * Returns the node that a property of {@code /chosen} names.
     *
     * @throws DevicetreeException if the property names no node
     */
    public Optional<Node> chosen(String name) {
        return root.child("chosen").flatMap(chosen -> chosen.property(name)).map(this::named);
    }

    /** Returns every alias that names a node, in the order of the source. */
    public Map<String, Node> aliases() {
        Map<String, Node> aliases = new LinkedHashMap<>();
        root.child("aliases")
                .ifPresent(
                        node -> node.properties().forEach(property -> aliases.put(property.name(), named(property))));
        return aliases;
    }

    /**
     * Returns the interrupts of a device, from {@code interrupts-extended} or {@code interrupts}.
     *
     * @throws DevicetreeException if a controller is unknown or the specifiers do not have its number of cells
     */
    public List<Interrupt> interrupts(Node device) {
        List<String> names =
                device.property("interrupt-names").map(Property::texts).orElse(List.of());
        List<Interrupt> interrupts = new ArrayList<>();
        Optional<Property> extended = device.property("interrupts-extended");
        Optional<Property> property = extended.or(() -> device.property("interrupts"));
        List<Long> cells = property.map(Property::cells).orElse(List.of());
        int next = 0;
        while (next < cells.size()) {
            Property source = property.orElseThrow();
            Node controller =
                    extended.isPresent() ? controller(source, cells.get(next)) : interruptParent(device, source);
            int first = extended.isPresent() ? next + 1 : next;
            int end = first + interruptCells(controller, source);
            if (end > cells.size() || end == next) {
                throw new DevicetreeException(
                        source.position(),
                        "'" + source.name() + "' of " + device.path() + " does not fit #interrupt-cells of "
                                + controller.path());
            }
            int index = interrupts.size();
            interrupts.add(new Interrupt(
                    controller,
                    cells.subList(first, end),
                    index < names.size() ? Optional.of(names.get(index)) : Optional.empty()));
            next = end;
        }
        return interrupts;
    }

    /** Returns the devicetree in the form of Zephyr's {@code zephyr.dts}; reading that gives an equal devicetree. */
    public String toDts() {
        return DtsWriter.show(this);
    }

    /** Returns where the source starts. */
    Place start() {
        return start;
    }

    /**
     * Returns the node whose path a property has as its value; options after a colon do not count
     * ({@code serial0:115200n8}, Devicetree Specification 3.6).
     */
    Node named(Property property) {
        String path = property.text().split(":", 2)[0];
        // An alias may not stand for another one, so that no alias leads back to itself.
        boolean mayUseAlias = root.child("aliases")
                .flatMap(aliases -> aliases.property(property.name()))
                .filter(alias -> alias == property)
                .isEmpty();
        return (path.startsWith("/") || mayUseAlias ? at(path) : Optional.<Node>empty())
                .orElseThrow(() -> new DevicetreeException(
                        property.position(), "'" + property.name() + "' names no node: " + property.text()));
    }

    static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private Node controller(Property source, long phandle) {
        return withPhandle(phandle)
                .orElseThrow(() -> new DevicetreeException(
                        source.position(),
                        "'" + source.name() + "' refers to phandle 0x" + Long.toHexString(phandle)
                                + ", which no node has"));
    }

    /** Walks from device to controller as operating systems do: by {@code interrupt-parent}, else to the parent node. */
    private Optional<Node> findInterruptParent(Node device) {
        Set<Node> seen = new LinkedHashSet<>();
        Optional<Node> next = Optional.of(device);
        while (next.isPresent() && seen.add(next.get())) {
            Node node = next.get();
            next = node.property("interrupt-parent")
                    .map(parent -> controller(parent, parent.cell()))
                    .or(node::parent);
            if (next.isPresent() && next.get().property("#interrupt-cells").isPresent()) {
                return next;
            }
        }
        return Optional.empty();
    }

    private Node interruptParent(Node device, Property source) {
        return findInterruptParent(device)
                .orElseThrow(() -> new DevicetreeException(
                        source.position(), "no interrupt controller found for " + device.path()));
    }

    /** Returns whether a device has interrupts that lead to no controller, of which dtc only warns. */
    public boolean hasLostInterrupts(Node device) {
        return device.property("interrupts").isPresent()
                && device.property("interrupts-extended").isEmpty()
                && findInterruptParent(device).isEmpty();
    }

    private static int interruptCells(Node controller, Property source) {
        return controller
                .property("#interrupt-cells")
                .map(cells -> (int) Math.min(cells.cell(), Byte.MAX_VALUE))
                .orElseThrow(() ->
                        new DevicetreeException(source.position(), controller.path() + " has no '#interrupt-cells'"));
    }
}
