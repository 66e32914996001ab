package dev.kenning.testbench.devicetree;

import dev.kenning.testbench.text.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A node of a devicetree. Immutable.
 *
 * <p>Defaults are those of the Devicetree Specification, section 2.3.
 */
public final class Node {

    private static final int DEFAULT_ADDRESS_CELLS = 2;
    private static final int DEFAULT_SIZE_CELLS = 1;

    /** Nodes whose children's {@code reg} is something else, or stands inside of another node's. */
    private static final Set<String> NO_BUS = Set.of("partitions", "reserved-memory", "cpus");

    private final String name;
    private final Optional<Node> parent;
    private final List<String> labels;
    private final Map<String, Property> properties = new LinkedHashMap<>();
    private final Map<String, Node> children = new LinkedHashMap<>();
    private final Place position;

    Node(
            String name,
            Optional<Node> parent,
            List<String> labels,
            List<Property> properties,
            Place position,
            Function<Node, List<Node>> childrenOf) {
        this.name = name;
        this.parent = parent;
        this.labels = labels;
        this.position = position;
        properties.forEach(property -> this.properties.put(property.name(), property));
        childrenOf.apply(this).forEach(child -> children.put(child.name(), child));
    }

    /** Returns the name with the unit address: {@code serial@40011000}; {@code /} for the root. */
    public String name() {
        return name;
    }

    /** Returns the name without the unit address: {@code serial}. */
    public String baseName() {
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }

    /** Returns what follows the {@code @} of the name. */
    public Optional<String> unitAddress() {
        int at = name.indexOf('@');
        return at < 0 ? Optional.empty() : Optional.of(name.substring(at + 1));
    }

    /** Returns the path from the root: {@code /soc/serial@40011000}. */
    public String path() {
        return parent.map(node -> (node.parent.isEmpty() ? "" : node.path()) + "/" + name)
                .orElse("/");
    }

    /** Returns the node that this one is in; the root has none. */
    public Optional<Node> parent() {
        return parent;
    }

    /** Returns the labels, in the order in which they were given. */
    public List<String> labels() {
        return labels;
    }

    /** Returns the properties, in the order in which they were given. */
    public Collection<Property> properties() {
        return List.copyOf(properties.values());
    }

    /** Returns the property of this name. */
    public Optional<Property> property(String propertyName) {
        return Optional.ofNullable(properties.get(propertyName));
    }

    /** Returns the children, in the order in which they were given. */
    public Collection<Node> children() {
        return List.copyOf(children.values());
    }

    /** Returns the child of this name; a name without unit address may stand for the only one that has it. */
    public Optional<Node> child(String childName) {
        Node exact = children.get(childName);
        if (exact != null) {
            return Optional.of(exact);
        }
        List<Node> similar = children.values().stream()
                .filter(child -> child.baseName().equals(childName))
                .toList();
        return similar.size() == 1 ? Optional.of(similar.get(0)) : Optional.empty();
    }

    /** Returns this node and all below it, parents before their children. */
    public Stream<Node> stream() {
        return Stream.concat(Stream.of(this), children.values().stream().flatMap(Node::stream));
    }

    /** Returns where the node was first written. */
    public Place position() {
        return position;
    }

    /** Returns the models of the device, the most specific one first. */
    public List<String> compatible() {
        return property("compatible").map(Property::texts).orElse(List.of());
    }

    /** Says whether this model is among those of the device. */
    public boolean isCompatible(String model) {
        return compatible().contains(model);
    }

    /** Says whether the device is in use: its {@code status} is absent, {@code okay} or {@code ok}. */
    public boolean isEnabled() {
        return property("status")
                .map(Property::text)
                .map(status -> status.equals("okay") || status.equals("ok"))
                .orElse(true);
    }

    /** Returns the number of cells that an address on this bus has. */
    public int addressCells() {
        return cellCount("#address-cells", DEFAULT_ADDRESS_CELLS);
    }

    /** Returns the number of cells that a size on this bus has. */
    public int sizeCells() {
        return cellCount("#size-cells", DEFAULT_SIZE_CELLS);
    }

    /**
     * Reads {@code reg}, with the cell counts of the parent; the addresses are those of the parent's bus.
     *
     * @return nothing if there is no {@code reg}
     * @throws DevicetreeException if it has no whole number of entries, or numbers of more than 64 bits
     */
    public List<RegBlock> reg() {
        Optional<Property> reg = property("reg");
        if (reg.isEmpty()) {
            return List.of();
        }
        List<String> names = property("reg-names").map(Property::texts).orElse(List.of());
        int addressCells = parent.map(Node::addressCells).orElse(DEFAULT_ADDRESS_CELLS);
        int sizeCells = parent.map(Node::sizeCells).orElse(DEFAULT_SIZE_CELLS);
        List<RegBlock> blocks = new ArrayList<>();
        for (List<Long> entry : entries(reg.get(), addressCells, sizeCells)) {
            int index = blocks.size();
            Optional<String> blockName = index < names.size() ? Optional.of(names.get(index)) : Optional.empty();
            blocks.add(new RegBlock(blockName, entry.get(0), entry.get(1)));
        }
        return blocks;
    }

    /** Reads {@code reg} as {@link #reg} does, with the addresses that the CPU sees, as far as {@link #translate} can. */
    public List<RegBlock> translatedReg() {
        return reg().stream()
                .map(block -> new RegBlock(
                        block.name(),
                        parent.map(bus -> bus.translate(block.address())).orElse(block.address()),
                        block.size()))
                .toList();
    }

    /**
     * Reads {@code ranges}.
     *
     * @return absent if the node has none; an empty list if it has no value, which maps every address to itself
     * @throws DevicetreeException if it has no whole number of entries, or numbers of more than 64 bits
     */
    public Optional<List<AddressMapping>> ranges() {
        int parentCells = parent.map(Node::addressCells).orElse(DEFAULT_ADDRESS_CELLS);
        return property("ranges")
                .map(ranges -> entries(ranges, addressCells(), parentCells, sizeCells()).stream()
                        .map(entry -> new AddressMapping(entry.get(0), entry.get(1), entry.get(2)))
                        .toList());
    }

    /**
     * Translates an address on this bus to one that the CPU sees, through the {@code ranges} on the way to the root.
     *
     * <p>Where a bus has no {@code ranges}, or none that covers the address, the address is left as it is there: this is
     * what Zephyr's own devicetree compiler does, and flash below a flash controller depends on it.
     */
    public long translate(long address) {
        Optional<List<AddressMapping>> ranges = ranges();
        if (parent.isEmpty() || ranges.isEmpty()) {
            return address;
        }
        if (ranges.get().isEmpty()) {
            return parent.get().translate(address);
        }
        return ranges.get().stream()
                .filter(mapping -> mapping.covers(address))
                .findFirst()
                .map(mapping -> parent.get().translate(address - mapping.childAddress() + mapping.parentAddress()))
                .orElse(address);
    }

    /** Says whether {@code reg} holds addresses that the core sees: not partitions, pins, cores or places on a serial bus. */
    public boolean isOnSystemBus() {
        return property("reg").isPresent()
                && Stream.iterate(parent, Optional::isPresent, bus -> bus.flatMap(Node::parent))
                        .flatMap(Optional::stream)
                        .allMatch(Node::isMemoryBus);
    }

    private boolean isMemoryBus() {
        return fitIntoALong(addressCells())
                && fitIntoALong(sizeCells())
                && !isCompatible("fixed-partitions")
                && !NO_BUS.contains(baseName());
    }

    private static boolean fitIntoALong(int cells) {
        return cells > 0 && cells * Integer.SIZE <= Long.SIZE;
    }

    /** Returns how devicetree source refers to the node: <code>&amp;label</code>, or <code>&amp;{/path}</code> if it has none. */
    String reference() {
        return labels.stream().findFirst().map(label -> "&" + label).orElse("&{" + path() + "}");
    }

    /** Returns the path. */
    @Override
    public String toString() {
        return path();
    }

    private int cellCount(String propertyName, int byDefault) {
        Optional<Property> property = property(propertyName);
        long count = property.map(Property::cell).orElse((long) byDefault);
        if (count > Byte.MAX_VALUE) {
            throw new DevicetreeException(
                    property.orElseThrow().position(), propertyName + " of " + path() + " is " + count);
        }
        return (int) count;
    }

    /** Cuts a value into entries of numbers that have so many cells each. */
    private List<List<Long>> entries(Property property, int... cellCounts) {
        int entryCells = 0;
        for (int count : cellCounts) {
            if (count * Integer.SIZE > Long.SIZE) {
                throw new DevicetreeException(
                        property.position(),
                        "'" + property.name() + "' of " + path() + " has numbers of " + count
                                + " cells, which are more than 64 bits");
            }
            entryCells += count;
        }
        List<Long> cells = property.cells();
        if (entryCells == 0 ? !cells.isEmpty() : cells.size() % entryCells != 0) {
            throw new DevicetreeException(
                    property.position(),
                    "'" + property.name() + "' of " + path() + " has " + cells.size()
                            + " cells, expected a multiple of " + entryCells + " (see #address-cells and #size-cells)");
        }
        List<List<Long>> entries = new ArrayList<>();
        int next = 0;
        while (next < cells.size()) {
            List<Long> entry = new ArrayList<>();
            for (int count : cellCounts) {
                long number = 0;
                for (int end = next + count; next < end; next++) {
                    number = (number << Integer.SIZE) | cells.get(next);
                }
                entry.add(number);
            }
            entries.add(entry);
        }
        return entries;
    }
}
