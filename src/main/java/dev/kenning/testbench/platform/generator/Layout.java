package dev.kenning.testbench.platform.generator;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.DevicetreeException;
import dev.kenning.testbench.devicetree.Node;
import dev.kenning.testbench.devicetree.Property;
import dev.kenning.testbench.devicetree.RegBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides what stands where: which nodes become memories, which become devices with a model, and which are left as tags.
 *
 * <p>Whoever comes first keeps its addresses: the core's own devices, then memories, then devices that are in use.
 */
final class Layout {

    /** A device with its place. */
    record Device(Node node, DeviceRow row, String name, Span span) {}

    /** A memory, possibly of several nodes whose addresses overlap. */
    record MemoryBlock(String name, Span span) {}

    /** A stretch of addresses without a model. */
    record Tag(String name, Span span) {}

    private static final int BITS_PER_BYTE = 8;

    /** Models have registers of this many bytes; what stands in between is left to a tag. */
    private static final int WORD = 4;

    /** Memories on a serial bus; the controller's second block of addresses shows their content. */
    private static final Set<String> SERIAL_FLASH = Set.of(
            "jedec,spi-nor",
            "jedec,qspi-nor",
            "nordic,qspi-nor",
            "st,stm32-qspi-nor",
            "st,stm32-ospi-nor",
            "issi,is25lp128",
            "nxp,imx-flexspi-nor",
            "nxp,imx-flexspi-hyperflash",
            "nxp,s32-qspi-nor");

    private final Devicetree tree;
    private final Soc soc;
    private final boolean wide;
    private final Names names = new Names();
    private final List<Span> taken = new ArrayList<>();
    private final List<MemoryBlock> memories = new ArrayList<>();
    private final Map<Node, Device> devices = new LinkedHashMap<>();
    private final List<Tag> tags = new ArrayList<>();
    private final Map<Node, Optional<DeviceRow>> rows = new HashMap<>();

    /** Starts a layout for a core with 32 or, if it is wide, more address bits. */
    Layout(Devicetree tree, Soc soc, boolean wide) {
        this.tree = tree;
        this.soc = soc;
        this.wide = wide;
    }

    Names names() {
        return names;
    }

    List<MemoryBlock> memories() {
        return memories;
    }

    List<Device> devices() {
        return List.copyOf(devices.values());
    }

    List<Tag> tags() {
        return tags;
    }

    Optional<Device> device(Node node) {
        return Optional.ofNullable(devices.get(node));
    }

    /** Returns the device that has a label or a {@code compatible}. */
    Optional<Device> device(String labelOrCompatible) {
        return devices.values().stream()
                .filter(device -> device.node().labels().contains(labelOrCompatible)
                        || device.node().isCompatible(labelOrCompatible))
                .findFirst();
    }

    /** Keeps addresses for the core's own devices. */
    void take(Span span) {
        taken.add(span);
    }

    boolean isFree(Span span) {
        return taken.stream().noneMatch(span::overlaps);
    }

    /** Places everything that is not yet placed. */
    void fill() {
        List<Node> mapped = tree.nodes().filter(Node::isOnSystemBus).toList();
        mapped.stream().filter(node -> node.isEnabled() && isMemory(node)).forEach(this::placeMemory);
        mapped.stream().filter(Node::isEnabled).forEach(this::placeFlashWindow);
        mapped.stream().filter(this::isWanted).forEach(this::placeDevice);
        mapped.stream()
                .filter(node -> !devices.containsKey(node) && (!isMemory(node) || !node.isEnabled()))
                .forEach(this::tag);
    }

    /** Clocks of the day stand there even where a program does not use them, because clock controllers refer to them. */
    private boolean isWanted(Node node) {
        return node.isEnabled() || node.baseName().equals("rtc");
    }

    private Optional<DeviceRow> row(Node node) {
        return rows.computeIfAbsent(node, wanted -> DeviceTable.rowFor(wanted, soc));
    }

    private boolean isMemory(Node node) {
        boolean declared = node.property("device_type")
                .filter(type -> type.texts().contains("memory"))
                .isPresent();
        return isChosen(node)
                || declared
                || row(node).filter(row -> row.kind() == DeviceRow.Kind.MEMORY).isPresent();
    }

    private boolean isChosen(Node node) {
        return Stream.of("zephyr,sram", "zephyr,flash")
                .flatMap(name -> tree.chosen(name).stream())
                .anyMatch(node::equals);
    }

    private void placeMemory(Node node) {
        String name = names.of(node);
        for (RegBlock block : node.translatedReg()) {
            if (block.size() != 0) {
                placeMemory(
                        node,
                        memories.stream().anyMatch(memory -> memory.name().equals(name)) ? names.of(node) : name,
                        // The embedded engine's bus ends at 4 GiB, and no program of this size needs more.
                        Span.of(node, block).belowFourGigabytes());
            }
        }
    }

    private void placeMemory(Node node, String name, Span wanted) {
        if (!isReachable(wanted)) {
            return;
        }
        Optional<MemoryBlock> overlapping = memories.stream()
                .filter(memory -> memory.span().overlaps(wanted))
                .findFirst();
        if (overlapping.isPresent()) {
            MemoryBlock old = overlapping.get();
            memories.remove(old);
            taken.remove(old.span());
            placeMemory(node, old.name(), old.span().including(wanted));
        } else if (isFree(wanted)) {
            memories.add(new MemoryBlock(name, wanted));
            take(wanted);
        } else if (isChosen(node)) {
            throw new DevicetreeException(
                    node.property("reg").map(Property::position).orElse(node.position()),
                    node.path()
                            + ", the memory of the program, reaches into the interrupt controller or timer of the core: "
                            + Block.hex(wanted.size()) + " bytes from " + Block.hex(wanted.first()) + " on");
        }
    }

    private void placeFlashWindow(Node controller) {
        List<RegBlock> blocks = controller.translatedReg();
        if (blocks.size() > 1) {
            controller.children().stream()
                    .filter(chip ->
                            chip.isEnabled() && chip.compatible().stream().anyMatch(SERIAL_FLASH::contains))
                    .findFirst()
                    .ifPresent(chip -> {
                        Span window = Span.of(controller, blocks.get(1));
                        long bytes = chip.property("size")
                                .map(size -> size.cell() / BITS_PER_BYTE)
                                .filter(size -> size > 0 && Long.compareUnsigned(size, window.size()) < 0)
                                .orElse(window.size());
                        placeMemory(chip, names.of(chip), Span.of(window.first(), bytes));
                    });
        }
    }

    private void placeDevice(Node node) {
        row(node)
                .filter(row -> row.kind() == DeviceRow.Kind.MODEL)
                .ifPresent(row -> node.translatedReg().stream()
                        .findFirst()
                        .filter(block -> block.size() != 0)
                        .map(block -> span(row, Span.of(node, block)))
                        .filter(span -> isReachable(span) && isFree(span) && span.first() % WORD == 0)
                        .ifPresent(span -> {
                            devices.put(node, new Device(node, row, names.of(node), span));
                            take(span);
                        }));
    }

    private static Span span(DeviceRow row, Span own) {
        if (row.address().startsWith("+")) {
            String[] parts = row.address().substring(1).split(",", -1);
            return Span.of(own.first() + Long.decode(parts[0]), Long.decode(parts[1]));
        }
        return own;
    }

    private void tag(Node node) {
        for (RegBlock block : node.translatedReg()) {
            if (block.size() != 0) {
                Optional.of(Span.of(node, block))
                        .filter(this::isReachable)
                        .flatMap(this::untagged)
                        .filter(span -> taken.stream().noneMatch(other -> other.contains(span)))
                        .ifPresent(span -> tags.add(
                                new Tag(node.labels().stream().findFirst().orElseGet(node::baseName), span)));
            }
        }
    }

    /** Returns what of a stretch no other tag has; devices may share a block, but tags must not cross. */
    private Optional<Span> untagged(Span wanted) {
        Optional<Span> left = Optional.of(wanted);
        for (Tag other : tags) {
            left = left.flatMap(span -> span.contains(other.span()) ? Optional.of(span) : span.without(other.span()));
        }
        return left;
    }

    private boolean isReachable(Span span) {
        return wide || span.isWithin32Bits();
    }
}
