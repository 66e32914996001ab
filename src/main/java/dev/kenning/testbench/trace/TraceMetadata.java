package dev.kenning.testbench.trace;

import dev.kenning.testbench.trace.FieldType.Structure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says how the bytes of a trace are to be read, as metadata in the Trace Stream Description Language has it. Immutable. */
public final class TraceMetadata {

    /** Of an event: what it is called and what it tells. */
    record Event(String name, long id, long stream, Structure fields) {}

    /** Of a stream: what stands in front of each of its events. */
    record Stream(long id, Structure packetContext, Structure eventHeader) {}

    private final String name;
    private final Structure packetHeader;
    private final Map<Long, Stream> streams;
    private final Map<Long, Map<Long, Event>> events;

    TraceMetadata(String name, Structure packetHeader, List<Stream> streams, List<Event> events) {
        this.name = name;
        this.packetHeader = packetHeader;
        Map<Long, Stream> byId = new HashMap<>();
        streams.forEach(stream -> byId.put(stream.id(), stream));
        this.streams = Map.copyOf(byId);
        Map<Long, Map<Long, Event>> byStream = new HashMap<>();
        events.forEach(event ->
                byStream.computeIfAbsent(event.stream(), id -> new HashMap<>()).put(event.id(), event));
        this.events = Map.copyOf(byStream);
    }

    /**
     * Parses metadata.
     *
     * @param name where the text is from, for messages
     * @throws TsdlException if it is malformed or beyond the subset; the text says where
     */
    public static TraceMetadata parse(String name, String text) {
        return new TsdlParser(name, text).parse();
    }

    /**
     * Reads metadata from files, one after the other: Zephyr's and Zephelin's together describe a trace.
     *
     * @throws TsdlException if one is malformed
     */
    public static TraceMetadata read(List<Path> files) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            text.append(Files.readString(file, StandardCharsets.UTF_8)).append('\n');
        }
        return parse(files.size() == 1 ? files.get(0).toString() : files.toString(), text.toString());
    }

    /** Returns the metadata of a layout that Zephyr and Zephelin have written. */
    public static TraceMetadata of(TraceLayout layout) {
        String resource = layout.resource();
        try (InputStream in = TraceMetadata.class.getResourceAsStream(resource);
                InputStream kernel = TraceMetadata.class.getResourceAsStream("kernel.tsdl")) {
            if (in == null || kernel == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    + new String(kernel.readAllBytes(), StandardCharsets.UTF_8);
            return parse(resource, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what to call it. */
    public String name() {
        return name;
    }

    /** Tells whether each event stands in a packet of its own, whose size is known. */
    boolean hasPackets() {
        return !packetHeader.fields().isEmpty()
                || streams.values().stream()
                        .anyMatch(stream -> !stream.packetContext().fields().isEmpty());
    }

    Structure packetHeader() {
        return packetHeader;
    }

    Optional<Stream> stream(long id) {
        return Optional.ofNullable(streams.get(id));
    }

    /** Returns the stream of traces without packets. */
    Stream onlyStream() {
        return streams.getOrDefault(0L, new Stream(0, Structure.EMPTY, Structure.EMPTY));
    }

    /** Finds an event, in its own stream or else in any. */
    Optional<Event> event(long stream, long id) {
        Event own = events.getOrDefault(stream, Map.of()).get(id);
        if (own != null) {
            return Optional.of(own);
        }
        return events.values().stream()
                .flatMap(byId -> Optional.ofNullable(byId.get(id)).stream())
                .findFirst();
    }
}
