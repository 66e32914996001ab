package dev.kenning.testbench.engine;

/** A way to read and write what the cores of a board see on the system bus. */
public interface MemoryAccess {

    /**
     * Reads a number in the byte order of the bus.
     *
     * @param bytes 1, 2 or 4
     */
    long read(long address, int bytes);

    /**
     * Writes a number in the byte order of the bus.
     *
     * @param bytes 1, 2 or 4
     */
    void write(long address, int bytes, long value);

    /** Reads bytes in a row; there may be a way that takes less time than one number after the other. */
    default byte[] readAll(long address, int length) {
        byte[] all = new byte[length];
        for (int i = 0; i < length; i += Integer.BYTES) {
            long word = read(address + i, Integer.BYTES);
            for (int j = 0; j < Integer.BYTES && i + j < length; j++) {
                all[i + j] = (byte) (word >> (Byte.SIZE * j));
            }
        }
        return all;
    }
}
