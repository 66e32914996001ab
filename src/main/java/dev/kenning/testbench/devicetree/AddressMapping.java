package dev.kenning.testbench.devicetree;

/**
 * One entry of a bus's {@code ranges}: where a stretch of its own addresses is in the address space of its parent.
 *
 * @param childAddress unsigned, on the bus itself
 * @param parentAddress unsigned, on the bus that the bus is on
 * @param size in bytes, unsigned
 */
public record AddressMapping(long childAddress, long parentAddress, long size) {

    boolean covers(long address) {
        return Long.compareUnsigned(address - childAddress, size) < 0;
    }
}
