package dev.kenning.testbench.trace;

import dev.kenning.testbench.trace.FieldType.Counted;
import dev.kenning.testbench.trace.FieldType.Field;
import dev.kenning.testbench.trace.FieldType.Fixed;
import dev.kenning.testbench.trace.FieldType.Names;
import dev.kenning.testbench.trace.FieldType.Real;
import dev.kenning.testbench.trace.FieldType.Structure;
import dev.kenning.testbench.trace.FieldType.Whole;
import dev.kenning.testbench.trace.TraceFinding.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Decodes captures of the Common Trace Format: with or without packets, truncated, with noise between events.
 *
 * <p>After bytes that are no event it goes on where the next events are in a row that makes sense. Not thread-safe.
 */
final class CtfDecoder {

    /** What newer firmware writes when tracing starts; what stands before is of an earlier boot, or console output. */
    private static final byte[] START_TAG = "_zpl_ctf_start__".getBytes(StandardCharsets.US_ASCII);

    private static final int BITS = 8;
    private static final long WRAP = 1L << 32;
    private static final int FINDINGS_KEPT = 1000;

    /** So many events in a row must make sense after noise. */
    private static final int IN_A_ROW = 3;

    /** After noise the next event is not more than this later, in nanoseconds. */
    private static final long LATEST = 60_000_000_000L;

    /** No event is followed by another this much later. */
    private static final long GAP = 3_600_000_000_000L;

    private final ByteBuffer bytes;
    private final TraceMetadata metadata;
    private final List<TraceEvent> events = new ArrayList<>();
    private final List<TraceFinding> findings = new ArrayList<>();
    private long epoch;
    private long last;
    private boolean any;

    private CtfDecoder(byte[] capture, int from, int to, TraceMetadata metadata) {
        this.bytes = ByteBuffer.wrap(capture, 0, to).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(from);
        this.metadata = metadata;
    }

    static List<Trace> decode(byte[] capture, Optional<TraceMetadata> given) {
        List<Integer> tags = tags(capture);
        if (tags.isEmpty()) {
            return List.of(best(capture, 0, capture.length, given, false));
        }
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < tags.size(); i++) {
            int from = tags.get(i) + START_TAG.length;
            int to = i + 1 < tags.size() ? tags.get(i + 1) : capture.length;
            Trace trace = best(capture, from, to, given, true);
            traces.add(i == 0 && tags.get(0) > 0 ? withNoise(trace, tags.get(0)) : trace);
        }
        return traces;
    }

    private static Trace withNoise(Trace trace, int before) {
        List<TraceFinding> all = new ArrayList<>();
        all.add(new TraceFinding(Kind.NOISE, 0, before + " bytes before the start tag were left out"));
        trace.findings().stream()
                .filter(finding -> finding.kind() != Kind.UNPAIRED)
                .forEach(all::add);
        return new Trace(trace.layout(), trace.events(), all);
    }

    /** By the given metadata, or by the layout with the fewest findings for the bytes that it explains. */
    private static Trace best(byte[] capture, int from, int to, Optional<TraceMetadata> given, boolean tagged) {
        if (given.isPresent()) {
            return new CtfDecoder(capture, from, to, given.get()).decode();
        }
        List<TraceLayout> layouts = tagged
                ? List.of(TraceLayout.L2, TraceLayout.L1, TraceLayout.L1B)
                : List.of(TraceLayout.L1, TraceLayout.L1B, TraceLayout.L2);
        List<Trace> tried = new ArrayList<>();
        for (TraceLayout layout : layouts) {
            CtfDecoder decoder = new CtfDecoder(capture, from, to, TraceMetadata.of(layout));
            Trace trace = decoder.decode(layout.name());
            if (trace.findings().isEmpty()) {
                return trace;
            }
            tried.add(trace);
        }
        return tried.stream().min(Comparator.comparingLong(CtfDecoder::badness)).orElseThrow();
    }

    /** Events speak for a layout, findings against it. */
    private static long badness(Trace trace) {
        return 4L
                        * trace.findings().stream()
                                .filter(f -> f.kind() != Kind.UNPAIRED)
                                .count()
                - trace.events().size();
    }

    private static List<Integer> tags(byte[] capture) {
        List<Integer> tags = new ArrayList<>();
        for (int i = 0; i + START_TAG.length <= capture.length; i++) {
            if (Arrays.equals(capture, i, i + START_TAG.length, START_TAG, 0, START_TAG.length)) {
                tags.add(i);
            }
        }
        return tags;
    }

    private Trace decode() {
        return decode(metadata.name());
    }

    private Trace decode(String name) {
        while (bytes.hasRemaining()) {
            int start = bytes.position();
            Read read = read(start);
            if (read.event().isPresent() && isPlausible(read)) {
                take(read, start);
            } else if (read.event().isEmpty() && read.isCut()) {
                find(
                        Kind.TRUNCATED,
                        start,
                        "the capture ends within an event, " + (bytes.limit() - start) + " bytes before its end");
                break;
            } else {
                resume(start, read);
            }
        }
        return new Trace(name, events, findings);
    }

    /** An hour without an event is no time but noise, where the time is not of a short counter. */
    private boolean isPlausible(Read read) {
        return !any || read.bits() == 32 || Math.abs(read.time() - (last - epoch)) <= GAP || read.time() < last - epoch;
    }

    /** What stands at a place: an event, an unknown one, or less than one. */
    private record Read(
            Optional<TraceMetadata.Event> event, Map<String, Object> fields, long time, int bits, int end, long id) {

        static Read none(long id) {
            return new Read(Optional.empty(), Map.of(), 0, 0, 0, id);
        }

        static Read cut() {
            return new Read(Optional.empty(), Map.of(), 0, 0, 0, -1);
        }

        boolean isCut() {
            return id < 0;
        }
    }

    private Read read(int at) {
        bytes.position(at);
        try {
            return metadata.hasPackets() ? readPacket(at) : readEvent();
        } catch (CutException e) {
            return Read.cut();
        } finally {
            bytes.position(at);
        }
    }

    private Read readEvent() {
        TraceMetadata.Stream stream = metadata.onlyStream();
        Map<String, Object> header = structure(stream.eventHeader());
        long id = number(header, "id");
        Optional<TraceMetadata.Event> event = metadata.event(0, id);
        if (event.isEmpty()) {
            return Read.none(id);
        }
        Map<String, Object> fields = structure(event.get().fields());
        return new Read(event, fields, number(header, "timestamp"), timeBits(stream), bytes.position(), id);
    }

    private Read readPacket(int at) {
        Map<String, Object> packet = structure(metadata.packetHeader());
        long streamId = number(packet, "stream_id");
        Optional<TraceMetadata.Stream> stream = metadata.stream(streamId);
        if (stream.isEmpty()) {
            return Read.none(streamId);
        }
        Map<String, Object> context = structure(stream.get().packetContext());
        Map<String, Object> header = structure(stream.get().eventHeader());
        long size = context.containsKey("packet_size") ? number(context, "packet_size") : number(packet, "packet_size");
        long id = number(header, "id");
        Optional<TraceMetadata.Event> event = metadata.event(streamId, id);
        if (event.isEmpty() || size % BITS != 0) {
            return Read.none(id);
        }
        Map<String, Object> fields = structure(event.get().fields());
        long time = header.containsKey("timestamp") ? number(header, "timestamp") : number(context, "timestamp");
        if (bytes.position() - at != size / BITS) {
            return Read.none(id);
        }
        return new Read(event, fields, time, timeBits(stream.get()), bytes.position(), id);
    }

    private static int timeBits(TraceMetadata.Stream stream) {
        return stream.eventHeader().fields().stream()
                .filter(field -> field.name().equals("timestamp"))
                .map(field -> field.type() instanceof Whole whole ? whole.bytes() * BITS : 64)
                .findFirst()
                .orElse(64);
    }

    private void take(Read read, int start) {
        events.add(new TraceEvent(
                unwrapped(read, start), read.event().orElseThrow().name(), read.fields(), start));
        bytes.position(read.end());
    }

    /** Time never goes back: a counter of 32 bits wraps, one of 64 bits that follows a short one falls to 0. */
    private long unwrapped(Read read, int start) {
        long time = epoch + read.time();
        if (any && time < last) {
            boolean wraps = read.bits() == 32 && last - time > WRAP / 2;
            boolean restarts = read.bits() > 32 && read.time() < last - epoch && read.time() < (last - epoch) / 2;
            if (wraps) {
                epoch += WRAP;
            } else if (restarts) {
                epoch = last;
                find(
                        Kind.TIME_FELL,
                        start,
                        "time falls from " + (last - epoch) + " to " + read.time()
                                + " ns, as if its counter had wrapped; it goes on from where it was");
            } else {
                find(Kind.TIME_FELL, start, "time falls by " + (last - time) + " ns");
            }
            time = epoch + read.time();
        }
        any = true;
        last = Math.max(last, time);
        return time;
    }

    /** Goes on at the next place where several events in a row make sense. */
    private void resume(int start, Read bad) {
        int at = start + 1;
        while (at < bytes.limit() && !makesSense(at)) {
            at++;
        }
        String what = bad.event().isPresent() || bad.isCut()
                ? "no event begins here"
                : "there is no event 0x" + Long.toHexString(bad.id()).toUpperCase(Locale.ROOT);
        find(
                bad.event().isPresent() || bad.isCut() ? Kind.NOISE : Kind.UNKNOWN_EVENT,
                start,
                what + "; " + (at - start) + " bytes were passed over");
        bytes.position(at);
    }

    private boolean makesSense(int from) {
        int at = from;
        long before = last - epoch;
        for (int i = 0; i < IN_A_ROW; i++) {
            if (at == bytes.limit() && i > 0) {
                return true;
            }
            Read read = read(at);
            long ahead = read.bits() == 32 ? (read.time() - before) & (WRAP - 1) : read.time() - before;
            if (read.event().isEmpty() || ((any || i > 0) && (ahead < 0 || ahead > LATEST))) {
                return false;
            }
            before = read.time();
            at = read.end();
        }
        return true;
    }

    private void find(Kind kind, long offset, String text) {
        if (findings.size() < FINDINGS_KEPT) {
            findings.add(new TraceFinding(kind, offset, text));
        }
    }

    /** The capture ends where a field should be. */
    private static final class CutException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private CutException() {
            super("", null, false, false);
        }
    }

    private Map<String, Object> structure(Structure structure) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : structure.fields()) {
            values.put(field.name(), value(field.type(), values));
        }
        return values;
    }

    private Object value(FieldType type, Map<String, Object> before) {
        if (type instanceof Whole whole) {
            return whole(whole);
        } else if (type instanceof Real real) {
            require(real.bytes());
            return real.bytes() == 4 ? (double) bytes.getFloat() : bytes.getDouble();
        } else if (type instanceof Names names) {
            long value = whole(names.base());
            String name = names.names().get(value);
            return name == null ? (Object) value : name;
        } else if (type instanceof Fixed fixed) {
            return array(fixed.element(), fixed.length(), before);
        } else if (type instanceof Counted counted) {
            long length = number(before, counted.length());
            // A length that the rest of the capture cannot hold is no length.
            require(length < 0 || length > bytes.remaining() ? Integer.MAX_VALUE : 0);
            return array(counted.element(), (int) length, before);
        } else if (type instanceof Structure structure) {
            return structure(structure);
        }
        throw new IllegalStateException(type.toString());
    }

    private Object array(FieldType element, int length, Map<String, Object> before) {
        if (element instanceof Whole whole && whole.text() && whole.bytes() == 1) {
            require(length);
            byte[] text = new byte[length];
            bytes.get(text);
            int end = 0;
            while (end < length && text[end] != 0) {
                end++;
            }
            return new String(text, 0, end, StandardCharsets.UTF_8);
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            values.add(value(element, before));
        }
        return List.copyOf(values);
    }

    private long whole(Whole type) {
        require(type.bytes());
        long value = 0;
        for (int i = 0; i < type.bytes(); i++) {
            value |= (bytes.get() & 0xFFL) << (BITS * i);
        }
        int unused = Long.SIZE - type.bytes() * BITS;
        return type.signed() ? value << unused >> unused : value;
    }

    private void require(int count) {
        if (bytes.remaining() < count) {
            throw new CutException();
        }
    }

    private static long number(Map<String, Object> values, String name) {
        return values.get(name) instanceof Long number ? number : 0;
    }
}
