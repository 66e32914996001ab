package dev.kenning.testbench.profile;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a profiler dump as Renode does; see {@link ProfilerDumpReader} for its layout.
 *
 * <p>The header comes with the first entry, so a dump without entries has 0 bytes. The file is complete once the writer
 * is closed. Not thread-safe.
 */
public final class ProfilerDumpWriter implements ProfilerSink, AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final OutputStream out;
    private final ProfilerHeader header;
    private final byte[] bytes = new byte[BUFFER_BYTES];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    private boolean headerWritten;

    /** Makes a writer that closes the stream when it is closed. */
    public ProfilerDumpWriter(OutputStream out, ProfilerHeader header) {
        this.out = out;
        this.header = header;
    }

    @Override
    public void instructions(long ticks, double millis, int cpu, long count) {
        begin(EntryType.INSTRUCTIONS, ticks, millis).putInt(cpu).putLong(count);
    }

    @Override
    public void memory(long ticks, double millis, Direction direction) {
        begin(EntryType.MEMORY, ticks, millis).put((byte) (EntryType.MEMORY_OPERATION + direction.code()));
    }

    @Override
    public void peripheral(long ticks, double millis, Direction direction, long address) {
        begin(EntryType.PERIPHERAL, ticks, millis).put((byte) direction.code()).putLong(address);
    }

    @Override
    public void exception(long ticks, double millis, long index) {
        begin(EntryType.EXCEPTION, ticks, millis).putLong(index);
    }

    private ByteBuffer begin(EntryType type, long ticks, double millis) {
        if (!headerWritten) {
            headerWritten = true;
            writeHeader();
        }
        room(type.bytes());
        return buffer.putLong(ticks).putDouble(millis).put((byte) type.code());
    }

    private void writeHeader() {
        number(header.cpus().size());
        header.cpus().forEach(cpu -> {
            number(cpu.slot());
            name(cpu.name());
        });
        number(header.regions().size());
        header.regions().forEach(region -> {
            name(region.name());
            room(2 * Long.BYTES);
            buffer.putLong(region.first()).putLong(region.last());
        });
    }

    private void number(int value) {
        room(Integer.BYTES);
        buffer.putInt(value);
    }

    private void name(String text) {
        byte[] name = text.getBytes(StandardCharsets.US_ASCII);
        number(name.length);
        room(name.length);
        buffer.put(name);
    }

    private void room(int needed) {
        if (buffer.remaining() < needed) {
            flush();
        }
    }

    private void flush() {
        try {
            out.write(bytes, 0, buffer.position());
        } catch (IOException e) {
            throw new UncheckedIOException("the profiler dump cannot be written: " + e.getMessage(), e);
        }
        buffer.clear();
    }

    @Override
    public void close() {
        flush();
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the profiler dump cannot be closed: " + e.getMessage(), e);
        }
    }
}
