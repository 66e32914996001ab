package dev.kenning.testbench.profile;

import dev.kenning.testbench.profile.ProfilerHeader.Cpu;
import dev.kenning.testbench.profile.ProfilerHeader.Region;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the profiler dump that Renode writes on {@code machine EnableProfiler}, entry by entry.
 *
 * <pre>
 *  header, once                                   entry, to the end of the file
 * +--------+------------------+--------+---------+ +-----------+----------+------+----------------+
 * | count  | slot, length,    | count  | length, | | host time | virtual  | type | body: 12, 1, 9 |
 * | i32    | i32   i32  name  | i32    | name, .. | | ticks i64 | ms f64   |  u8  | or 8 bytes     |
 * +--------+------------------+--------+---------+ +-----------+----------+------+----------------+
 * </pre>
 *
 * <p>Integers are little-endian; there is no magic number. A file of 0 bytes is a dump without entries (Renode
 * Integration 5.1). Memory is bounded: one buffer of 64 KiB, whatever the length of the dump. Not thread-safe.
 */
public final class ProfilerDumpReader implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int NAME_LIMIT = 1024;
    private static final int COUNT_LIMIT = 1 << 16;

    private final InputStream in;
    private final String source;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private final ProfilerHeader header;
    private final Set<Integer> slots;
    private long bufferOffset;
    private boolean truncationAllowed;

    /**
     * Takes a stream and reads the header.
     *
     * @param source what messages call the stream, such as its file
     * @throws ProfilerDumpException if it does not start with a header
     */
    public ProfilerDumpReader(InputStream in, String source) throws IOException {
        this.in = in;
        this.source = source;
        header = request(1) == 0 ? ProfilerHeader.EMPTY : readHeader();
        slots = header.cpus().stream().map(Cpu::slot).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Opens a file and reads the header.
     *
     * @throws ProfilerDumpException if it does not start with a header
     */
    public static ProfilerDumpReader open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return new ProfilerDumpReader(in, file.toString());
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Takes a last entry that is not whole for the end of the dump, as a killed simulator leaves it. */
    public ProfilerDumpReader allowingTruncation() {
        truncationAllowed = true;
        return this;
    }

    /** Returns the names of cores and ranges. */
    public ProfilerHeader header() {
        return header;
    }

    private long offset() {
        return bufferOffset + buffer.position();
    }

    private ProfilerDumpException problem(long offset, String text) {
        return new ProfilerDumpException(source, offset, text);
    }

    private ProfilerHeader readHeader() throws IOException {
        List<Cpu> cpus = new ArrayList<>();
        for (int i = count("cores"); i > 0; i--) {
            require(Integer.BYTES, "the slot of a core");
            cpus.add(new Cpu(buffer.getInt(), name()));
        }
        List<Region> regions = new ArrayList<>();
        for (int i = count("ranges"); i > 0; i--) {
            String name = name();
            require(2 * Long.BYTES, "a range");
            regions.add(new Region(name, buffer.getLong(), buffer.getLong()));
        }
        return new ProfilerHeader(cpus, regions);
    }

    private int count(String what) throws IOException {
        return number("the number of " + what, COUNT_LIMIT);
    }

    private String name() throws IOException {
        int length = number("the length of a name", NAME_LIMIT);
        require(length, "a name of " + length + " bytes");
        byte[] name = new byte[length];
        buffer.get(name);
        return new String(name, StandardCharsets.US_ASCII);
    }

    private int number(String what, int limit) throws IOException {
        require(Integer.BYTES, what);
        int value = buffer.getInt();
        if (value < 0 || value > limit) {
            throw problem(
                    offset() - Integer.BYTES,
                    "this is no profiler dump: " + what + " must be 0.." + limit + ", but is " + value);
        }
        return value;
    }

    private void require(int bytes, String what) throws IOException {
        int present = request(bytes);
        if (present < bytes) {
            throw problem(offset() + present, "the header ends within " + what);
        }
    }

    /** Makes so many bytes available if the stream has them; returns how many of them there are. */
    private int request(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            bufferOffset += buffer.position();
            buffer.compact();
            int read = 0;
            while (read >= 0 && buffer.position() < bytes) {
                read = in.read(buffer.array(), buffer.position(), buffer.remaining());
                buffer.position(buffer.position() + Math.max(0, read));
            }
            buffer.flip();
        }
        return Math.min(bytes, buffer.remaining());
    }

    /**
     * Hands every entry to a sink.
     *
     * @throws ProfilerDumpException if an entry is malformed, or the last one is not whole; the entries before it have
     *     been handed over
     */
    public void forEach(ProfilerSink sink) throws IOException {
        while (true) {
            int present = request(EntryType.HEAD_BYTES);
            if (present == 0) {
                return;
            }
            int type = present < EntryType.HEAD_BYTES
                    ? 0
                    : buffer.get(buffer.position() + EntryType.HEAD_BYTES - 1) & 0xFF;
            if (!EntryType.isCode(type)) {
                throw problem(offset(), "the type of an entry must be 0..3, but is " + type);
            }
            EntryType entry = EntryType.of(type);
            if (request(entry.bytes()) < entry.bytes()) {
                if (truncationAllowed) {
                    return;
                }
                throw problem(
                        offset(),
                        "the dump ends within an entry: " + buffer.remaining() + " of " + entry.bytes() + " bytes");
            }
            handOver(entry, sink);
        }
    }

    private void handOver(EntryType entry, ProfilerSink sink) {
        long start = offset();
        long ticks = buffer.getLong();
        double millis = buffer.getDouble();
        if (!(millis >= 0) || Double.isInfinite(millis)) {
            throw problem(start, "virtual time must be >= 0 ms, but is " + millis);
        }
        buffer.get();
        switch (entry) {
            case INSTRUCTIONS -> sink.instructions(ticks, millis, slot(start), buffer.getLong());
            case MEMORY -> sink.memory(ticks, millis, direction(start, EntryType.MEMORY_OPERATION));
            case PERIPHERAL -> sink.peripheral(ticks, millis, direction(start, 0), buffer.getLong());
            case EXCEPTION -> sink.exception(ticks, millis, buffer.getLong());
        }
    }

    private int slot(long start) {
        int slot = buffer.getInt();
        if (!slots.contains(slot)) {
            throw problem(
                    start, "an entry speaks of the core in slot " + slot + ", but the header names " + header.cpus());
        }
        return slot;
    }

    private Direction direction(long start, int readOperation) {
        int operation = buffer.get() & 0xFF;
        if (operation == readOperation) {
            return Direction.READ;
        }
        if (operation == readOperation + 1) {
            return Direction.WRITE;
        }
        throw problem(
                start,
                "an operation must be " + readOperation + " (read) or " + (readOperation + 1) + " (write), but is "
                        + operation);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
