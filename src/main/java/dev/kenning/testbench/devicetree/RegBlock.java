package dev.kenning.testbench.devicetree;

import java.util.Optional;

/**
 * One entry of a node's {@code reg}.
 *
 * @param name from {@code reg-names}
 * @param address unsigned, in the address space that the property belongs to
 * @param size in bytes, unsigned; 0 where the bus knows no sizes
 */
public record RegBlock(Optional<String> name, long address, long size) {}
