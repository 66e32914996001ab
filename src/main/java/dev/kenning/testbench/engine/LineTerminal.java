package dev.kenning.testbench.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A terminal for any engine that has the bytes of a UART at hand.
 *
 * <p>Its owner passes each byte to {@link #accept} on the thread that waits. Not thread-safe.
 */
public final class LineTerminal implements Terminal {

    private static final int LINES_SHOWN = 20;
    private static final Pattern COLOUR = Pattern.compile("\\x1B\\[[0-9;]*m");

    private final String uart;
    private final String board;
    private final Timeline timeline;
    private final Consumer<String> output;
    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder unfinished = new StringBuilder();
    private int nextLine;
    private long bytes;
    private Awaited awaited = Awaited.NOTHING;

    private enum Awaited {
        NOTHING,
        LINE,
        BYTE
    }

    /**
     * Creates a terminal that has seen nothing.
     *
     * @param uart its name, for messages
     * @param board the board's name, for messages
     * @param timeline lets time pass while somebody waits
     * @param output takes what is written to the UART
     */
    public LineTerminal(String uart, String board, Timeline timeline, Consumer<String> output) {
        this.uart = uart;
        this.board = board;
        this.timeline = timeline;
        this.output = output;
    }

    /** Takes a byte, 0 to 255, that came out of the UART just now. */
    public void accept(int value) {
        char character = (char) value;
        text.append(character);
        bytes++;
        if (character == '\n') {
            lines.add(new Line(withoutColour(unfinished), Duration.ofNanos(timeline.nanos()), List.of()));
            unfinished.setLength(0);
        } else if (character != '\r' && character != 0) {
            unfinished.append(character);
        }
        if (awaited == Awaited.BYTE || (awaited == Awaited.LINE && character == '\n')) {
            timeline.interrupt();
        }
    }

    /** Returns the first line that matches and passes it, once there is one; empty if the time is over before. */
    public Optional<Line> find(TextPattern pattern, boolean unfinishedToo, Duration timeout) {
        return await(
                () -> {
                    Optional<Line> complete = match(nextLine, pattern);
                    return complete.isPresent() || !unfinishedToo ? complete : matchUnfinished(pattern);
                },
                unfinishedToo ? Awaited.BYTE : Awaited.LINE,
                timeout,
                "for " + pattern);
    }

    /** Returns the first run of lines that match one pattern each and passes it; empty if the time is over before. */
    public Optional<List<Line>> findAll(List<TextPattern> patterns, Duration timeout) {
        return await(() -> matchAll(patterns), Awaited.LINE, timeout, "for " + patterns);
    }

    @Override
    public Line waitForLine(TextPattern pattern, Duration timeout) {
        return find(pattern, false, timeout).orElseThrow(() -> missing(pattern.toString(), timeout));
    }

    @Override
    public Line waitForPrompt(TextPattern pattern, Duration timeout) {
        return find(pattern, true, timeout).orElseThrow(() -> missing(pattern.toString(), timeout));
    }

    @Override
    public List<Line> waitForLines(List<TextPattern> patterns, Duration timeout) {
        return findAll(patterns, timeout).orElseThrow(() -> missing(patterns.toString(), timeout));
    }

    @Override
    public void shouldNotAppear(TextPattern pattern, Duration time) {
        find(pattern, true, time).ifPresent(line -> {
            throw new EngineException(String.format(
                    Locale.ROOT,
                    "%s of %s printed %s at %.6f s, which must not appear: %s",
                    uart,
                    board,
                    pattern,
                    line.timestamp().toNanos() / 1e9,
                    line.text()));
        });
    }

    @Override
    public boolean isIdle(Duration time) {
        long before = bytes;
        return await(() -> bytes == before ? Optional.empty() : Optional.of(bytes), Awaited.BYTE, time, "for silence")
                .isEmpty();
    }

    @Override
    public List<Line> lines() {
        return List.copyOf(lines);
    }

    @Override
    public String text() {
        return text.toString();
    }

    @Override
    public void write(String toWrite) {
        output.accept(toWrite);
    }

    private <T> Optional<T> await(Supplier<Optional<T>> search, Awaited what, Duration timeout, String purpose) {
        Search<T> looking = new Search<>(search);
        awaited = what;
        try {
            timeline.await(Math.addExact(timeline.nanos(), timeout.toNanos()), looking, purpose + " on " + uart);
        } finally {
            awaited = Awaited.NOTHING;
        }
        return looking.found;
    }

    private static final class Search<T> implements BooleanSupplier {

        private final Supplier<Optional<T>> search;
        private Optional<T> found = Optional.empty();

        Search(Supplier<Optional<T>> search) {
            this.search = search;
        }

        @Override
        public boolean getAsBoolean() {
            if (found.isEmpty()) {
                found = search.get();
            }
            return found.isPresent();
        }
    }

    private Optional<Line> match(int from, TextPattern pattern) {
        for (int i = from; i < lines.size(); i++) {
            Line line = lines.get(i);
            Optional<List<String>> groups = pattern.groupsIn(line.text());
            if (groups.isPresent()) {
                nextLine = i + 1;
                return Optional.of(new Line(line.text(), line.timestamp(), groups.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<Line> matchUnfinished(TextPattern pattern) {
        String line = withoutColour(unfinished);
        return line.isEmpty()
                ? Optional.empty()
                : pattern.groupsIn(line).map(groups -> {
                    unfinished.setLength(0);
                    nextLine = lines.size();
                    return new Line(line, Duration.ofNanos(timeline.nanos()), groups);
                });
    }

    private Optional<List<Line>> matchAll(List<TextPattern> patterns) {
        for (int first = nextLine; first + patterns.size() <= lines.size(); first++) {
            List<Line> matches = new ArrayList<>(patterns.size());
            for (int i = 0; i < patterns.size(); i++) {
                Line line = lines.get(first + i);
                patterns.get(i)
                        .groupsIn(line.text())
                        .ifPresent(groups -> matches.add(new Line(line.text(), line.timestamp(), groups)));
            }
            if (matches.size() == patterns.size()) {
                nextLine = first + patterns.size();
                return Optional.of(matches);
            }
        }
        return Optional.empty();
    }

    private static String withoutColour(CharSequence line) {
        return COLOUR.matcher(line).replaceAll("");
    }

    private EngineException missing(String wanted, Duration timeout) {
        String time = String.format(
                Locale.ROOT,
                "%s of %s did not print %s within %.3f s of virtual time (it is %.6f s)",
                uart,
                board,
                wanted,
                timeout.toNanos() / 1e9,
                timeline.nanos() / 1e9);
        if (text.isEmpty()) {
            return new EngineException(time + "; it printed nothing. Is this firmware built for this board, and is "
                    + uart + " its console?");
        }
        List<String> printed = text().lines().toList();
        return new EngineException(time + "; it printed last:\n    "
                + String.join("\n    ", printed.subList(Math.max(0, printed.size() - LINES_SHOWN), printed.size())));
    }
}
