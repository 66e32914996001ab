package dev.kenning.testbench.engine.gdb;

import dev.kenning.testbench.emulator.bus.AddressRange;
import dev.kenning.testbench.emulator.bus.SystemBus;
import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** The address space as a debugger reads and writes it: memory by bytes, devices by the widest access that fits. */
final class DebugMemory {

    private static final long SPACE = 1L << 32;
    private static final int WIDEST = 4;

    private final SystemBus bus;

    DebugMemory(SystemBus bus) {
        this.bus = bus;
    }

    /** Reads up to the first byte that nothing answers for, which must not be the very first. */
    byte[] read(long address, int length) {
        bus.setMaster(() -> "gdb");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(length);
        while (bytes.size() < length && answers(address + bytes.size())) {
            int at = (int) (address + bytes.size());
            int width = width(at, length - bytes.size());
            int value = switch (width) {
                case 1 -> bus.readByte(at);
                case 2 -> bus.readHalf(at);
                default -> bus.readWord(at);
            };
            for (int i = 0; i < width; i++) {
                bytes.write(value >>> (8 * i));
            }
        }
        if (bytes.size() == 0 && length > 0) {
            throw BadRequest.unreachable();
        }
        return bytes.toByteArray();
    }

    /** Writes all or nothing. */
    void write(long address, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (!answers(address + i)) {
                throw BadRequest.unreachable();
            }
        }
        bus.setMaster(() -> "gdb");
        for (int done = 0; done < bytes.length; ) {
            int at = (int) address + done;
            int width = width(at, bytes.length - done);
            int value = 0;
            for (int i = 0; i < width; i++) {
                value |= (bytes[done + i] & 0xFF) << (8 * i);
            }
            switch (width) {
                case 1 -> bus.writeByte(at, value);
                case 2 -> bus.writeHalf(at, value);
                default -> bus.writeWord(at, value);
            }
            done += width;
        }
    }

    private boolean answers(long address) {
        return address >= 0 && address < SPACE && bus.isServed((int) address);
    }

    private int width(int address, int left) {
        if (bus.isFetchable(address)) {
            return 1;
        }
        int width = WIDEST;
        while (width > left || (address & width - 1) != 0) {
            width /= 2;
        }
        return width;
    }

    /** Returns the map that GDB reads: what is not in it cannot be accessed. */
    String map() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE memory-map PUBLIC"
                + " \"+//IDN gnu.org//DTD GDB Memory Map V1.0//EN\""
                + " \"http://sourceware.org/gdb/gdb-memory-map.dtd\">\n<memory-map>\n");
        for (AddressRange range : bus.servedRanges()) {
            xml.append(String.format(
                    Locale.ROOT,
                    "<memory type=\"ram\" start=\"0x%x\" length=\"0x%x\"/>%n",
                    range.start(),
                    range.size()));
        }
        return xml.append("</memory-map>\n").toString();
    }
}
