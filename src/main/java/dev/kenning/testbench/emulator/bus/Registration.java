package dev.kenning.testbench.emulator.bus;

import org.jspecify.annotations.Nullable;

/**
 * What stands at a range of a bus: a memory or a device.
 *
 * @param offset added to every address that the device sees; a memory knows nothing of it, as in Renode
 */
record Registration(
        AddressRange range,
        String name,
        @Nullable MappedMemory memory,
        @Nullable Peripheral peripheral,
        long offset) {

    /** Returns how far an address is behind the first one. */
    long distance(long address) {
        return address - range.start();
    }

    /** Returns whether a memory has a byte for an address; a range may be longer than what it shows. */
    boolean reaches(MappedMemory shown, long address) {
        return distance(address) < shown.size();
    }

    int read(long address, int width) {
        return peripheral == null ? 0 : peripheral.read((int) (distance(address) + offset), width);
    }

    void write(long address, int width, int value) {
        if (peripheral != null) {
            peripheral.write((int) (distance(address) + offset), width, value);
        }
    }
}
