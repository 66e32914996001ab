package dev.kenning.testbench.devicetree;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds what a Kenning runtime uses of a board: its console, its protocol UART ({@code kcomms}) and its memories.
 *
 * <p>Immutable and thread-safe.
 *
 * @param tree of the program that runs on the board
 */
public record KenningHardware(Devicetree tree) {

    /** The {@code compatible}s of Zephyr's bindings for memory that a program can run from or write to. */
    private static final Set<String> RAM = Set.of(
            "memory",
            "mmio-sram",
            "zephyr,memory-region",
            "arm,dtcm",
            "arm,itcm",
            "st,stm32-ccm",
            "sifive,dtim0",
            "sifive,l2lim0");

    private static final Set<String> FLASH = Set.of("soc-nv-flash");

    /**
     * Returns the UART of {@code zephyr,console}.
     *
     * @throws DevicetreeException if the devicetree gives several that differ
     */
    public Optional<UartNode> console() {
        return uart("chosen", "zephyr,console");
    }

    /**
     * Returns the UART that the Kenning Protocol runs over: the alias {@code kcomms}.
     *
     * @throws DevicetreeException if the devicetree gives several that differ, or one that is not in use
     */
    public Optional<UartNode> kcomms() {
        Optional<UartNode> kcomms = uart("aliases", "kcomms");
        kcomms.filter(uart -> !uart.enabled()).ifPresent(uart -> {
            throw new DevicetreeException(
                    uart.node()
                            .property("status")
                            .map(Property::position)
                            .orElse(uart.node().position()),
                    "kcomms is " + uart.label() + ", which is not in use: build the program with an overlay that has "
                            + uart.node().reference() + " { status = \"okay\"; };");
        });
        return kcomms;
    }

    /**
     * Returns the UART that the Kenning Protocol runs over.
     *
     * @throws DevicetreeException if the devicetree has no alias {@code kcomms}, several that differ, or one that is not in
     *     use
     */
    public UartNode requireKcomms() {
        return kcomms().orElseThrow(() -> new DevicetreeException(
                tree.root()
                        .child("aliases")
                        .map(Node::position)
                        .orElse(tree.root().position()),
                "kcomms UART not found in Zephyr devicetree: build the program with an overlay that has"
                        + " / { aliases { kcomms = &LABEL; }; };"));
    }

    /** Returns the first block of {@code zephyr,sram}. */
    public Optional<MemoryRegion> sram() {
        return chosenMemory("zephyr,sram", MemoryRegion.Kind.RAM);
    }

    /** Returns the first block of {@code zephyr,flash}. */
    public Optional<MemoryRegion> flash() {
        return chosenMemory("zephyr,flash", MemoryRegion.Kind.FLASH);
    }

    /** Returns the UARTs with registers, in the order of the devicetree. */
    public List<UartNode> uarts() {
        return tree.nodes()
                .filter(node -> node.property("reg").isPresent() && isUart(node))
                .map(node -> uart(node, label(node)))
                .toList();
    }

    /** Returns every block of every memory, in the order of the devicetree. */
    public List<MemoryRegion> memories() {
        return tree.nodes()
                .flatMap(node -> kind(node).stream().flatMap(kind -> regions(node, kind, label(node)).stream()))
                .toList();
    }

    /** Returns the property of {@code /chosen} or {@code /aliases}, of which a file must not have two that differ. */
    Optional<Property> only(String parent, String name) {
        Optional<Property> property = tree.root().child(parent).flatMap(node -> node.property(name));
        property.flatMap(Property::contradicted).ifPresent(first -> {
            throw new DevicetreeException(
                    property.orElseThrow().position(),
                    "'" + name + "' has another value at " + first + ": keep one of the two");
        });
        return property;
    }

    private Optional<UartNode> uart(String parent, String name) {
        return only(parent, name).map(property -> uart(tree.named(property), label(property)));
    }

    private static UartNode uart(Node node, String label) {
        OptionalLong address =
                node.translatedReg().stream().mapToLong(RegBlock::address).findFirst();
        OptionalInt baudRate = node.property("current-speed")
                .map(speed -> OptionalInt.of((int) Math.min(speed.cell(), Integer.MAX_VALUE)))
                .orElse(OptionalInt.empty());
        return new UartNode(label, node, address, baudRate, node.isEnabled());
    }

    private Optional<MemoryRegion> chosenMemory(String name, MemoryRegion.Kind kind) {
        return only("chosen", name)
                .flatMap(property -> regions(tree.named(property), kind, label(property)).stream()
                        .findFirst());
    }

    private static List<MemoryRegion> regions(Node node, MemoryRegion.Kind kind, String label) {
        return node.translatedReg().stream()
                .map(block -> new MemoryRegion(label, node, kind, block.address(), block.size(), node.isEnabled()))
                .toList();
    }

    private static Optional<MemoryRegion.Kind> kind(Node node) {
        if (node.compatible().stream().anyMatch(FLASH::contains)) {
            return Optional.of(MemoryRegion.Kind.FLASH);
        }
        boolean ram = node.compatible().stream().anyMatch(RAM::contains)
                || node.property("device_type").map(Property::text).stream().anyMatch("memory"::equals);
        return ram ? Optional.of(MemoryRegion.Kind.RAM) : Optional.empty();
    }

    private static boolean isUart(Node node) {
        return node.baseName().equals("serial")
                || node.baseName().equals("uart")
                || node.compatible().stream()
                        .map(model -> model.substring(model.indexOf(',') + 1))
                        .anyMatch(model -> model.contains("uart") || model.contains("usart"));
    }

    /** Returns the label that a property refers to a node by, else one of the node's own. */
    private String label(Property property) {
        return property.values().get(0) instanceof Value.Path path
                        && !path.target().isPath()
                ? path.target().target()
                : label(tree.named(property));
    }

    private static String label(Node node) {
        return node.labels().stream().findFirst().orElseGet(node::name);
    }
}
