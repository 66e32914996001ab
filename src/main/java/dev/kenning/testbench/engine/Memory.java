package dev.kenning.testbench.engine;

/**
 * Reads and writes what the cores of a board see on the system bus. On a simulated board the monitor does, and what is read counts as
 * no access; on one that runs by itself a GDB server does, and the board stands still meanwhile.
 */
public final class Memory {

    private final MemoryAccess access;

    private Memory(MemoryAccess access) {
        this.access = access;
    }

    /** Returns the memory that can be accessed so. */
    public static Memory of(MemoryAccess access) {
        return new Memory(access);
    }

    /** Returns bytes in a row. */
    public byte[] readBytes(long address, int length) {
        return access.readAll(address, length);
    }

    /** Returns a byte, 0 to 255. */
    public int readByte(long address) {
        return (int) access.read(address, 1);
    }

    /** Returns 16 bits in the byte order of the bus. */
    public int readWord(long address) {
        return (int) access.read(address, 2);
    }

    /** Returns 32 bits in the byte order of the bus, as an unsigned number. */
    public long readDoubleWord(long address) {
        return access.read(address, 4);
    }

    /** Writes a byte. */
    public void writeByte(long address, int value) {
        access.write(address, 1, value & 0xFFL);
    }

    /** Writes 16 bits. */
    public void writeWord(long address, int value) {
        access.write(address, 2, value & 0xFFFFL);
    }

    /** Writes 32 bits. */
    public void writeDoubleWord(long address, long value) {
        access.write(address, 4, value & 0xFFFF_FFFFL);
    }
}
