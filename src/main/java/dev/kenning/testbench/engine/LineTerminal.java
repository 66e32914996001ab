package dev.kenning.testbench.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

    private static final Pattern COLOUR = Pattern.compile("\\x1B\\[[0-9;]*m");

    /** Says which of a UART's text a search looks at beside the complete lines. */
    public enum Option {
        /** The line that is not finished yet, too. */
        UNFINISHED_LINE,
        /** Only what follows directly after what earlier waits have passed. */
        NEXT_LINE_ONLY
    }

    /** Says which character ends a line; the other one of the two is left out of the text. */
    public enum LineEnd {
        LINE_FEED('\n'),
        CARRIAGE_RETURN('\r');

        private final char character;

        LineEnd(char character) {
            this.character = character;
        }
    }

    private final String uart;
    private final String board;
    private final LineEnd lineEnd;
    private final Timeline timeline;
    private final Consumer<String> output;
    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder unfinished = new StringBuilder();
    private int nextLine;
    private long bytes;
    private Awaited awaited = Awaited.NOTHING;

    /** Says what somebody waits for, so that a simulator knows where to stop. */
    public enum Awaited {
        NOTHING,
        LINE,
        BYTE
    }

    /** Creates a terminal that has seen nothing, on which a line feed ends a line. */
    public LineTerminal(String uart, String board, Timeline timeline, Consumer<String> output) {
        this(uart, board, timeline, output, LineEnd.LINE_FEED);
    }

    /**
     * Creates a terminal that has seen nothing.
     *
     * @param uart its name, for messages
     * @param board the board's name, for messages
     * @param timeline lets time pass while somebody waits
     * @param output takes what is written to the UART
     * @param lineEnd what ends a line
     */
    public LineTerminal(String uart, String board, Timeline timeline, Consumer<String> output, LineEnd lineEnd) {
        this.lineEnd = lineEnd;
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
        if (character == lineEnd.character) {
            lines.add(new Line(withoutColour(unfinished), Duration.ofNanos(timeline.nanos()), List.of()));
            unfinished.setLength(0);
        } else if (character != '\r' && character != '\n' && character != 0) {
            unfinished.append(character);
        }
        if (awaited == Awaited.BYTE || (awaited == Awaited.LINE && character == lineEnd.character)) {
            timeline.interrupt();
        }
    }

    /** Returns the first line that matches and passes it, once there is one; empty if the time is over before. */
    public Optional<Line> find(TextPattern pattern, Set<Option> options, Duration timeout) {
        return findAll(List.of(pattern), options, timeout).map(lines -> lines.get(0));
    }

    /** Returns the first run of lines that match one pattern each and passes it; empty if the time is over before. */
    public Optional<List<Line>> findAll(List<TextPattern> patterns, Set<Option> options, Duration timeout) {
        return await(
                () -> match(patterns, options),
                options.contains(Option.UNFINISHED_LINE) ? Awaited.BYTE : Awaited.LINE,
                timeout,
                "for " + shown(patterns));
    }

    @Override
    public Line waitForLine(TextPattern pattern, Duration timeout) {
        return waitForLines(List.of(pattern), timeout).get(0);
    }

    @Override
    public Line waitForPrompt(TextPattern pattern, Duration timeout) {
        return find(pattern, Set.of(Option.UNFINISHED_LINE), timeout)
                .orElseThrow(() -> missing(pattern.toString(), timeout));
    }

    @Override
    public List<Line> waitForLines(List<TextPattern> patterns, Duration timeout) {
        return findAll(patterns, Set.of(), timeout).orElseThrow(() -> missing(shown(patterns), timeout));
    }

    @Override
    public void shouldNotAppear(TextPattern pattern, Duration time) {
        find(pattern, Set.of(Option.UNFINISHED_LINE), time).ifPresent(line -> {
            throw new ExpectationFailedError(String.format(
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

    /** Returns how many lines there are. */
    public int lineCount() {
        return lines.size();
    }

    /** Returns what would end the present wait. */
    public Awaited awaited() {
        return awaited;
    }

    /** Returns the line that is not finished yet. */
    public String unfinishedLine() {
        return withoutColour(unfinished);
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

    private Optional<List<Line>> match(List<TextPattern> patterns, Set<Option> options) {
        String last = options.contains(Option.UNFINISHED_LINE) ? withoutColour(unfinished) : "";
        int end = lines.size() + (last.isEmpty() ? 0 : 1);
        int lastStart = options.contains(Option.NEXT_LINE_ONLY) ? nextLine : end;
        for (int first = nextLine; first <= lastStart && first + patterns.size() <= end; first++) {
            Optional<List<Line>> matches = matchAt(first, patterns, last);
            if (matches.isPresent()) {
                nextLine = first + patterns.size();
                if (nextLine > lines.size()) {
                    unfinished.setLength(0);
                    nextLine = lines.size();
                }
                return matches;
            }
        }
        return Optional.empty();
    }

    private Optional<List<Line>> matchAt(int first, List<TextPattern> patterns, String last) {
        List<Line> matches = new ArrayList<>(patterns.size());
        for (int i = 0; i < patterns.size(); i++) {
            boolean complete = first + i < lines.size();
            String line = complete ? lines.get(first + i).text() : last;
            Optional<List<String>> groups = patterns.get(i).groupsIn(line);
            if (groups.isEmpty()) {
                return Optional.empty();
            }
            Duration time = complete ? lines.get(first + i).timestamp() : Duration.ofNanos(timeline.nanos());
            matches.add(new Line(line, time, groups.get()));
        }
        return Optional.of(matches);
    }

    private static String shown(List<TextPattern> patterns) {
        return patterns.size() == 1 ? patterns.get(0).toString() : patterns.toString();
    }

    private static String withoutColour(CharSequence line) {
        return COLOUR.matcher(line).replaceAll("");
    }

    private ExpectationFailedError missing(String wanted, Duration timeout) {
        return MissingLine.of(
                uart, board, wanted, timeout, Duration.ofNanos(timeline.nanos()), timeline.clockName(), text());
    }
}
