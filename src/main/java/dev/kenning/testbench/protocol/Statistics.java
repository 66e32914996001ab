package dev.kenning.testbench.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Holds the statistics of a STATS reply on a UART, all kinds of them.
 *
 * <pre>
 *   0                32       40       48
 *  +----------------+--------+--------+
 *  | name, NUL pad  | kind   | value  |   any number of records
 *  | char 32        | u64    | u64    |
 *  +----------------+--------+--------+
 * </pre>
 *
 * <p>A payload of exactly 24 bytes is the older bare-metal form: six u32 (Kenning Protocol 11).
 *
 * @param records the records in the order of the wire
 */
public record Statistics(List<Statistic> records) implements Iterable<Statistic> {

    private static final int NAME_BYTES = 32;
    private static final int RECORD_BYTES = 48;
    private static final List<String> BARE_METAL_NAMES = List.of(
            "host_bytes_peak",
            "host_bytes_allocated",
            "host_bytes_freed",
            "device_bytes_peak",
            "device_bytes_allocated",
            "device_bytes_freed");
    private static final int BARE_METAL_BYTES = 24;
    private static final double NANOS_PER_SECOND = 1e9;

    public Statistics {
        records = List.copyOf(records);
    }

    /**
     * Reads a STATS payload.
     *
     * @throws IllegalArgumentException if its length is neither 24 nor a multiple of 48 bytes, or a kind is unknown
     */
    public static Statistics decode(byte[] payload) {
        ByteBuffer in = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        if (payload.length == BARE_METAL_BYTES) {
            return new Statistics(BARE_METAL_NAMES.stream()
                    .map(name -> new Statistic(name, Statistic.Kind.ALLOCATION, in.getInt() & 0xFFFF_FFFFL))
                    .toList());
        }
        if (payload.length % RECORD_BYTES != 0) {
            throw new IllegalArgumentException(
                    "a STATS payload must be 24 bytes or a multiple of 48 bytes long, but has " + payload.length);
        }
        List<Statistic> records = new ArrayList<>();
        while (in.hasRemaining()) {
            records.add(record(in));
        }
        return new Statistics(records);
    }

    private static Statistic record(ByteBuffer in) {
        byte[] name = new byte[NAME_BYTES];
        in.get(name);
        int length = 0;
        while (length < NAME_BYTES && name[length] != 0) {
            length++;
        }
        String text = new String(name, 0, length, StandardCharsets.ISO_8859_1);
        long kind = in.getLong();
        long value = in.getLong();
        return new Statistic(
                text,
                Statistic.Kind.of(kind)
                        .orElseThrow(() -> new IllegalArgumentException("statistic \"" + text
                                + "\" must be of kind 0, 1 or 2, but is of kind " + Long.toUnsignedString(kind))),
                value);
    }

    /** Returns the payload that holds these records, 48 bytes each. */
    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(records.size() * RECORD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < records.size(); i++) {
            Statistic record = records.get(i);
            byte[] name = record.name().getBytes(StandardCharsets.ISO_8859_1);
            if (name.length > NAME_BYTES) {
                throw new IllegalArgumentException(
                        "a statistic's name must fit 32 bytes, but is \"" + record.name() + "\"");
            }
            out.put(i * RECORD_BYTES, name);
            out.putLong(i * RECORD_BYTES + NAME_BYTES, record.kind().code());
            out.putLong(i * RECORD_BYTES + NAME_BYTES + 8, record.value());
        }
        return out.array();
    }

    /**
     * Returns the 24 bytes of the bare-metal form.
     *
     * @throws IllegalArgumentException if these are not its six records in their order
     */
    public byte[] encodeBareMetal() {
        List<String> names = records.stream().map(Statistic::name).toList();
        if (!names.equals(BARE_METAL_NAMES)) {
            throw new IllegalArgumentException(
                    "the bare-metal statistics are " + BARE_METAL_NAMES + ", but there are " + names);
        }
        ByteBuffer out = ByteBuffer.allocate(BARE_METAL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        records.forEach(record -> out.putInt((int) record.value()));
        return out.array();
    }

    /** Returns the first record with this name. */
    public Optional<Statistic> find(String name) {
        return records.stream().filter(record -> record.name().equals(name)).findFirst();
    }

    /** Returns the value of the first record with this name: bytes or nanoseconds. */
    public OptionalLong value(String name) {
        return find(name).map(record -> OptionalLong.of(record.value())).orElseGet(OptionalLong::empty);
    }

    /** Returns what Kenning calls {@code allocation_stats}: the allocations, name to bytes. */
    public Map<String, Long> allocations() {
        Map<String, Long> allocations = new LinkedHashMap<>();
        records.stream()
                .filter(record -> record.kind() == Statistic.Kind.ALLOCATION)
                .forEach(record -> allocations.put(record.name(), record.value()));
        return allocations;
    }

    /**
     * Returns what Kenning keeps of these: at the end of a session only {@link #allocations}, before it only the others,
     * with inference times as a list of one number in seconds (Kenning Protocol 11.2).
     */
    public Map<String, Object> asKenningKeepsThem(boolean endOfSession) {
        Map<String, Object> kept = new LinkedHashMap<>();
        if (endOfSession) {
            if (!allocations().isEmpty()) {
                kept.put("allocation_stats", allocations());
            }
            return kept;
        }
        for (Statistic record : records) {
            switch (record.kind()) {
                case DEFAULT -> kept.put(record.name(), record.value());
                case INFERENCE_TIME -> kept.put(record.name(), List.of(record.value() / NANOS_PER_SECOND));
                case ALLOCATION -> {}
            }
        }
        return kept;
    }

    @Override
    public Iterator<Statistic> iterator() {
        return records.iterator();
    }
}
