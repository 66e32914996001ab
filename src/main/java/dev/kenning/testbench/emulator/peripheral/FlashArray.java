package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.SystemBus;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** Erases flash, which is memory on a bus and holds ones afterwards. */
final class FlashArray {

    private static final int CHUNK = 0x1000;

    private final SystemBus bus;
    private final LongSupplier base;

    /**
     * Names a flash.
     *
     * @param base its first address, asked for when it is needed: memory may be registered after its controller is made
     */
    FlashArray(SystemBus bus, LongSupplier base) {
        this.bus = bus;
        this.base = base;
    }

    /**
     * Erases bytes.
     *
     * @param start counted from the flash's first
     * @return whether there are such bytes; nothing is erased if not
     */
    boolean erase(long start, long size) {
        long first = base.getAsLong() + start;
        if (!isMemory(first) || !isMemory(first + size - 1)) {
            return false;
        }
        byte[] erased = new byte[CHUNK];
        Arrays.fill(erased, (byte) 0xFF);
        for (long done = 0; done < size; done += CHUNK) {
            bus.writeBytes((int) (first + done), erased, 0, (int) Math.min(CHUNK, size - done));
        }
        return true;
    }

    private boolean isMemory(long address) {
        return bus.mappings().stream().anyMatch(mapping -> mapping.range().contains(address));
    }
}
