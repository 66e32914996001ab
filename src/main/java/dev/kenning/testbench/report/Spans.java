package dev.kenning.testbench.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what began and ended from a file in Trace Event Format; of other programs too.
 *
 * @param spans in the order of their ends
 * @param problem why the file could not be read; empty if it could
 */
record Spans(List<Span> spans, String problem) {

    /**
     * Something that took time.
     *
     * @param start when it began, in seconds
     * @param seconds how long it took
     * @param depth in how many others of its thread it is
     */
    record Span(String name, String thread, double start, double seconds, int depth) {

        double end() {
            return start + seconds;
        }
    }

    /** How often something happened, and how long it took together. */
    record Sum(String name, long count, double seconds) {}

    private static final double MICROSECONDS = 1e-6;

    static Spans read(Path file) {
        JsonNode root;
        try (InputStream in = Files.newInputStream(file)) {
            root = new JsonMapper().readTree(in);
        } catch (JacksonException | IOException e) {
            return new Spans(List.of(), file.getFileName() + " cannot be read: " + e.getMessage());
        }
        JsonNode entries = root.isArray() ? root : root.path("traceEvents");
        Map<String, Deque<JsonNode>> open = new HashMap<>();
        List<Span> spans = new ArrayList<>();
        for (JsonNode entry : entries) {
            String thread =
                    entry.path("pid").asString("") + ":" + entry.path("tid").asString("");
            Deque<JsonNode> stack = open.computeIfAbsent(thread, id -> new ArrayDeque<>());
            switch (entry.path("ph").asString("")) {
                case "B" -> stack.push(entry);
                case "E" -> {
                    if (!stack.isEmpty()) {
                        JsonNode begin = stack.pop();
                        spans.add(span(begin, thread, time(entry) - time(begin), stack.size()));
                    }
                }
                case "X" -> spans.add(span(entry, thread, entry.path("dur").asDouble(0) * MICROSECONDS, stack.size()));
                default -> {
                    // Metadata and counters take no time.
                }
            }
        }
        return new Spans(spans, "");
    }

    private static Span span(JsonNode begin, String thread, double seconds, int depth) {
        return new Span(begin.path("name").asString(""), thread, time(begin), Math.max(0, seconds), depth);
    }

    private static double time(JsonNode entry) {
        return entry.path("ts").asDouble(0) * MICROSECONDS;
    }

    /** Returns the sums by name, in the order in which names first end. */
    List<Sum> sums() {
        Map<String, Sum> sums = new LinkedHashMap<>();
        for (Span span : spans) {
            sums.merge(
                    span.name(),
                    new Sum(span.name(), 1, span.seconds()),
                    (a, b) -> new Sum(a.name(), a.count() + b.count(), a.seconds() + b.seconds()));
        }
        return List.copyOf(sums.values());
    }
}
