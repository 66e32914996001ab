package dev.kenning.testbench.engine.gdb;

import dev.kenning.testbench.emulator.bus.AddressRange;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.bus.WideAccess;
import dev.kenning.testbench.emulator.core.Core;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The address space as a debugger reads and writes it: memory by bytes, devices by the widest access that fits. */
final class DebugMemory {

    private static final int WIDEST = 4;

    /** Both halves of what 64 bits can address, for a core whose addresses are not those of the bus. */
    private static final List<AddressRange> EVERYTHING =
            List.of(new AddressRange(0, Long.MAX_VALUE), new AddressRange(Long.MAX_VALUE, Long.MAX_VALUE));

    private final SystemBus bus;
    private final WideAccess access;
    private final Supplier<Core> core;

    /**
     * Creates the address space of whichever core is debugged.
     *
     * @param core tells which that is
     */
    DebugMemory(SystemBus bus, Supplier<Core> core) {
        this.bus = bus;
        this.core = core;
        access = new WideAccess(bus);
    }

    /** Reads up to the first byte that nothing answers for, which must not be the very first. */
    byte[] read(long address, int length) {
        bus.setMaster(() -> "gdb");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(length);
        while (bytes.size() < length && answers(address + bytes.size())) {
            long at = core.get().onBus(address + bytes.size());
            int width = width(at, length - bytes.size());
            long value = access.read(at, width);
            for (int i = 0; i < width; i++) {
                bytes.write((int) (value >>> (8 * i)));
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
            long at = core.get().onBus(address + done);
            int width = width(at, bytes.length - done);
            int value = 0;
            for (int i = 0; i < width; i++) {
                value |= (bytes[done + i] & 0xFF) << (8 * i);
            }
            access.write(at, width, value);
            done += width;
        }
    }

    private boolean answers(long address) {
        long at = core.get().onBus(address);
        return at >= 0 && bus.isServed(at);
    }

    private int width(long address, int left) {
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
        List<AddressRange> ranges = core.get().translatesAddresses() ? EVERYTHING : bus.servedRanges();
        for (AddressRange range : ranges) {
            xml.append(String.format(
                    Locale.ROOT,
                    "<memory type=\"ram\" start=\"0x%x\" length=\"0x%x\"/>%n",
                    range.start(),
                    range.size()));
        }
        return xml.append("</memory-map>\n").toString();
    }
}
