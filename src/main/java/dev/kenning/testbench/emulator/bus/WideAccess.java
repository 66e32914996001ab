package dev.kenning.testbench.emulator.bus;

/** Accesses to a bus at addresses of 64 bits, as the monitor, loaders and cores with an address space beyond 4 GiB make them. */
public final class WideAccess {

    private static final int WORD = 4;

    private final SystemBus bus;

    /** Creates the accesses to a bus. */
    public WideAccess(SystemBus bus) {
        this.bus = bus;
    }

    /**
     * Reads a number, zero-extended; any alignment.
     *
     * @param width bytes: 1, 2, 4 or 8
     */
    public long read(long address, int width) {
        return bus.isLockedRead(address, width) ? 0 : readParts(address, width);
    }

    private long readParts(long address, int width) {
        if (width > WORD && bus.isNothingAt(address)) {
            return bus.readWideNothing(address, width);
        }
        if (width > WORD) {
            return readParts(address, WORD) | readParts(address + WORD, WORD) << 32;
        }
        if ((address & (width - 1)) != 0) {
            long value = 0;
            for (int i = width - 1; i >= 0; i--) {
                value = value << 8 | readParts(address + i, 1);
            }
            return value;
        }
        return Integer.toUnsignedLong(bus.readAt(address, width));
    }

    /**
     * Writes the low bytes of a number; any alignment.
     *
     * @param width bytes: 1, 2, 4 or 8
     */
    public void write(long address, int width, long value) {
        if (!bus.isLockedWrite(address, width, value)) {
            writeParts(address, width, value);
        }
    }

    private void writeParts(long address, int width, long value) {
        if (width > WORD && bus.isNothingAt(address)) {
            bus.writeWideNothing(address, width, value);
        } else if (width > WORD) {
            writeParts(address, WORD, value);
            writeParts(address + WORD, WORD, value >>> 32);
        } else if ((address & (width - 1)) != 0) {
            for (int i = 0; i < width; i++) {
                writeParts(address + i, 1, value >>> (8 * i));
            }
        } else {
            bus.writeAt(address, width, (int) value);
        }
    }

    /** Reads a range byte by byte. */
    public byte[] readBytes(long address, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) read(address + i, 1);
        }
        return bytes;
    }

    /** Writes a range byte by byte; decoded instructions there are dropped. */
    public void writeBytes(long address, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            write(address + i, 1, bytes[i]);
        }
    }
}
