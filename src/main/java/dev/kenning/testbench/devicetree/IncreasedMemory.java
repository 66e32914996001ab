package dev.kenning.testbench.devicetree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes the overlay that gives a board more memory than it has, for a simulation of a program that does not fit.
 *
 * <p>The memory is the one that {@code zephyr,sram} names; its address stays.
 */
public final class IncreasedMemory {

    private static final int KILOBYTE = 1024;
    private static final long LARGEST_KB = Long.MAX_VALUE / KILOBYTE;

    private IncreasedMemory() {}

    /**
     * Reads a size as users give it.
     *
     * @param sizeKb a decimal number
     * @throws IllegalArgumentException if it is empty, no number, or not positive
     */
    public static long sizeInKb(String sizeKb) {
        String digits = sizeKb.strip();
        if (digits.isEmpty()) {
            throw new IllegalArgumentException("the memory size is empty: give a number of KB, such as 4096");
        }
        try {
            return checked(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the memory size '" + digits + "' is not a number of KB, such as 4096", e);
        }
    }

    /**
     * Returns an overlay that sets the first block of {@code zephyr,sram} to a size; further blocks stay.
     *
     * @throws IllegalArgumentException if the size is not positive
     * @throws DevicetreeException if the devicetree has no such memory, its cells cannot hold the size, or the memory would
     *     reach a device that is in use
     */
    public static String overlay(Devicetree tree, long sizeKb) {
        long size = checked(sizeKb) * KILOBYTE;
        Property sram = sram(tree);
        Node node = tree.named(sram);
        List<RegBlock> blocks = blocks(node);
        Property reg = node.property("reg").orElseThrow();
        int addressCells = node.parent().orElseThrow().addressCells();
        int sizeCells = node.parent().orElseThrow().sizeCells();
        refuseOverflow(reg, blocks.get(0).address(), size, sizeKb, addressCells, sizeCells);
        refuseDevices(tree, node, reg, sizeKb);
        List<Long> cells = new ArrayList<>(reg.cells());
        for (int i = 0; i < sizeCells; i++) {
            cells.set(addressCells + i, (size >>> (Integer.SIZE * (sizeCells - 1 - i))) & 0xFFFF_FFFFL);
        }
        return "\n" + reference(sram, node) + " {\n    reg = "
                + cells.stream().map(cell -> "0x" + Long.toHexString(cell)).collect(Collectors.joining(" ", "<", ">"))
                + ";\n};\n";
    }

    /**
     * Returns the other memories whose addresses the grown one takes: a program must not use them beside it.
     *
     * @throws DevicetreeException if the devicetree has no memory to grow
     */
    public static List<MemoryRegion> takenFrom(Devicetree tree, long sizeKb) {
        Node node = tree.named(sram(tree));
        return new KenningHardware(tree)
                .memories().stream()
                        .filter(memory -> memory.enabled()
                                && memory.node().isOnSystemBus()
                                && isNew(node, sizeKb, memory.node(), memory.address(), memory.size()))
                        .toList();
    }

    private static Property sram(Devicetree tree) {
        return new KenningHardware(tree)
                .only("chosen", "zephyr,sram")
                .orElseThrow(() -> new DevicetreeException(
                        tree.root()
                                .child("chosen")
                                .map(Node::position)
                                .orElse(tree.root().position()),
                        "sram not found: /chosen has no 'zephyr,sram'"));
    }

    private static List<RegBlock> blocks(Node node) {
        List<RegBlock> blocks = node.reg();
        if (blocks.isEmpty()) {
            throw new DevicetreeException(
                    node.position(),
                    "expected a 'reg' with address and size in " + node.path() + ", the node of 'zephyr,sram'");
        }
        return blocks;
    }

    private static void refuseDevices(Devicetree tree, Node sram, Property reg, long sizeKb) {
        List<Node> memories = new KenningHardware(tree)
                .memories().stream().map(MemoryRegion::node).toList();
        long start = sram.translatedReg().get(0).address();
        tree.nodes()
                .filter(node -> node.isEnabled() && node.isOnSystemBus() && !memories.contains(node))
                .flatMap(node -> node.translatedReg().stream()
                        .filter(block -> isNew(sram, sizeKb, node, block.address(), block.size()))
                        .map(block -> Map.entry(block.address(), node)))
                .min(Map.Entry.comparingByKey(Long::compareUnsigned))
                .ifPresent(first -> {
                    throw new DevicetreeException(
                            reg.position(),
                            sizeKb + " KB from 0x" + Long.toHexString(start) + " on reach "
                                    + first.getValue().path() + " at 0x" + Long.toHexString(first.getKey())
                                    + "; at most " + (first.getKey() - start) / KILOBYTE + " KB are free");
                });
    }

    /** Says whether a stretch of addresses is taken by the grown memory, and was not by the old one. */
    private static boolean isNew(Node sram, long sizeKb, Node other, long address, long size) {
        RegBlock old = sram.translatedReg().get(0);
        return other != sram
                && size != 0
                && overlap(old.address(), sizeKb * KILOBYTE, address, size)
                && !overlap(old.address(), old.size(), address, size);
    }

    private static boolean overlap(long first, long firstSize, long second, long secondSize) {
        return Long.compareUnsigned(second - first, firstSize) < 0
                || Long.compareUnsigned(first - second, secondSize) < 0;
    }

    private static long checked(long sizeKb) {
        if (sizeKb <= 0 || sizeKb > LARGEST_KB) {
            throw new IllegalArgumentException(
                    "the memory size must be > 0 and at most " + LARGEST_KB + " KB, but is " + sizeKb);
        }
        return sizeKb;
    }

    private static void refuseOverflow(
            Property reg, long address, long size, long sizeKb, int addressCells, int sizeCells) {
        boolean fits = addressCells > 0
                && sizeCells > 0
                && (sizeCells > 1 || size >>> Integer.SIZE == 0)
                && (addressCells > 1
                        ? Long.compareUnsigned(address + size - 1, address) >= 0
                        : (address + size - 1) >>> Integer.SIZE == 0);
        if (!fits) {
            throw new DevicetreeException(
                    reg.position(),
                    sizeKb + " KB from 0x" + Long.toHexString(address) + " on do not fit into " + addressCells
                            + " address and " + sizeCells + " size cells");
        }
    }

    private static String reference(Property sram, Node node) {
        if (sram.values().get(0) instanceof Value.Path path && !path.target().isPath()) {
            return path.target().toString();
        }
        return node.reference();
    }
}
