package dev.kenning.testbench.engine;

import java.util.Locale;

/** Reads and writes the system bus of a simulated board through its monitor; what is read counts as no access. */
public final class Memory {

    private final Monitor monitor;

    Memory(Monitor monitor) {
        this.monitor = monitor;
    }

    /** Returns a byte, 0 to 255. */
    public int readByte(long address) {
        return (int) read("ReadByte", address);
    }

    /** Returns 16 bits in the byte order of the bus. */
    public int readWord(long address) {
        return (int) read("ReadWord", address);
    }

    /** Returns 32 bits in the byte order of the bus, as an unsigned number. */
    public long readDoubleWord(long address) {
        return read("ReadDoubleWord", address);
    }

    /** Writes a byte. */
    public void writeByte(long address, int value) {
        write("WriteByte", address, value & 0xFFL);
    }

    /** Writes 16 bits. */
    public void writeWord(long address, int value) {
        write("WriteWord", address, value & 0xFFFFL);
    }

    /** Writes 32 bits. */
    public void writeDoubleWord(long address, long value) {
        write("WriteDoubleWord", address, value & 0xFFFF_FFFFL);
    }

    private long read(String command, long address) {
        return MonitorNumber.of(monitor.execute(String.format(Locale.ROOT, "sysbus %s 0x%X", command, address)));
    }

    private void write(String command, long address, long value) {
        monitor.execute(String.format(Locale.ROOT, "sysbus %s 0x%X 0x%X", command, address, value));
    }
}
