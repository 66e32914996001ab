package dev.kenning.testbench.devicetree;

/**
 * A memory of a devicetree that the CPU addresses.
 *
 * @param label the label that the devicetree calls it by, or the node's name if it has none
 * @param address unsigned
 * @param size in bytes, unsigned
 * @param enabled whether the program uses it
 */
public record MemoryRegion(String label, Node node, Kind kind, long address, long size, boolean enabled) {

    /** Says what a memory keeps. */
    public enum Kind {
        RAM,
        FLASH
    }
}
