package dev.kenning.testbench.trace;

import dev.kenning.testbench.trace.TraceFinding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds what firmware told of itself while it ran, in order, and what was wrong with the capture. Immutable.
 *
 * <p>A capture is never refused: what cannot be read becomes a finding.
 */
public final class Trace {

    private static final String INFERENCE = "zpl_inference";
    private static final String TFLM = "zpl_tflm";
    private static final String TVM = "zpl_tvm";
    private static final String SCOPE = "zpl_scope";

    private final String layout;
    private final List<TraceEvent> events;
    private final List<TraceFinding> findings;
    private final List<TraceSpan> spans;

    Trace(String layout, List<TraceEvent> events, List<TraceFinding> findings) {
        this.layout = layout;
        this.events = List.copyOf(events);
        List<TraceFinding> all = new ArrayList<>(findings);
        this.spans = paired(this.events, all);
        this.findings = List.copyOf(all);
    }

    /**
     * Decodes a capture by the layouts of Zephyr and Zephelin, choosing the one that fits.
     *
     * @return a trace for each start tag; one if there is no tag
     */
    public static List<Trace> decode(byte[] capture) {
        return CtfDecoder.decode(capture, Optional.empty());
    }

    /** Decodes a capture by the metadata of its firmware, as {@link #decode(byte[])}. */
    public static List<Trace> decode(byte[] capture, TraceMetadata metadata) {
        return CtfDecoder.decode(capture, Optional.of(metadata));
    }

    /** Decodes a file as {@link #decode(byte[])}. */
    public static List<Trace> read(Path file) throws IOException {
        return decode(Files.readAllBytes(file));
    }

    /** Returns the name of the layout, or of the metadata. */
    public String layout() {
        return layout;
    }

    /** Returns the events in order. */
    public List<TraceEvent> events() {
        return events;
    }

    /** Returns what was wrong. */
    public List<TraceFinding> findings() {
        return findings;
    }

    /** Returns what began and ended, in the order of the beginnings. */
    public List<TraceSpan> spans() {
        return spans;
    }

    /** Returns the inferences. */
    public List<TraceSpan> inferences() {
        return spansOf(INFERENCE);
    }

    /** Returns the operators of models, of TensorFlow Lite Micro and of microTVM. */
    public List<TraceSpan> operators() {
        return spans.stream()
                .filter(span -> span.subject().equals(TFLM) || span.subject().equals(TVM))
                .toList();
    }

    /** Returns the operators of one inference. */
    public List<TraceSpan> operatorsOf(TraceSpan inference) {
        return operators().stream().filter(inference::contains).toList();
    }

    /** Returns the named scopes. */
    public List<TraceSpan> scopes() {
        return spansOf(SCOPE);
    }

    /** Returns the events of a name. */
    public List<TraceEvent> events(String name) {
        return events.stream().filter(event -> event.name().equals(name)).toList();
    }

    private List<TraceSpan> spansOf(String subject) {
        return spans.stream().filter(span -> span.subject().equals(subject)).toList();
    }

    /** Something open: where it began, and its place among the spans, which are in the order of beginnings. */
    private record Open(TraceEvent event, int place, int depth) {}

    private static List<TraceSpan> paired(List<TraceEvent> events, List<TraceFinding> findings) {
        Map<Long, Deque<Open>> open = new LinkedHashMap<>();
        List<Optional<TraceSpan>> spans = new ArrayList<>();
        long current = 0;
        for (TraceEvent event : events) {
            if (event.name().equals("thread_switched_in")) {
                current = event.number("thread_id").orElse(current);
            }
            long thread = event.subject().equals("isr")
                    ? -1
                    : event.number("thread_id").orElse(current);
            Deque<Open> stack = open.computeIfAbsent(thread, id -> new ArrayDeque<>());
            if (event.isEnter()) {
                stack.push(new Open(event, spans.size(), stack.size()));
                spans.add(Optional.empty());
            } else if (event.isExit()) {
                close(event, thread, stack, spans, findings);
            }
        }
        open.values()
                .forEach(stack -> stack.descendingIterator()
                        .forEachRemaining(left -> findings.add(new TraceFinding(
                                Kind.UNPAIRED,
                                left.event().offset(),
                                left.event().name() + " has no end"))));
        return spans.stream().flatMap(Optional::stream).toList();
    }

    private static void close(
            TraceEvent event,
            long thread,
            Deque<Open> stack,
            List<Optional<TraceSpan>> spans,
            List<TraceFinding> findings) {
        boolean began = stack.stream().anyMatch(one -> isOf(one.event(), event));
        if (!began) {
            findings.add(new TraceFinding(Kind.UNPAIRED, event.offset(), event.name() + " has no beginning"));
            return;
        }
        Open top = stack.pop();
        while (!isOf(top.event(), event)) {
            findings.add(new TraceFinding(
                    Kind.UNPAIRED, top.event().offset(), top.event().name() + " has no end"));
            top = stack.pop();
        }
        spans.set(top.place(), Optional.of(new TraceSpan(event.subject(), thread, top.event(), event, top.depth())));
    }

    private static boolean isOf(TraceEvent enter, TraceEvent exit) {
        return enter.subject().equals(exit.subject())
                && enter.text("scope_name").equals(exit.text("scope_name"))
                && enter.number("op_idx").equals(exit.number("op_idx"));
    }

    @Override
    public String toString() {
        return events.size() + " events in the layout " + layout + ", " + findings.size() + " findings";
    }
}
