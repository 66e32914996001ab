package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.emulator.bus.Uart;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.engine.LineTerminal;
import dev.kenning.testbench.engine.Terminal;
import dev.kenning.testbench.engine.TextPattern;
import dev.kenning.testbench.engine.Timeline;
import dev.kenning.testbench.robot.KeywordException;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Renode's terminal tester on one UART: a terminal, and a report of what came and what was waited for. */
final class TerminalTester {

    private static final DateTimeFormatter HOST_TIME = DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss", Locale.ROOT);

    /** Something that was waited for, reported behind the lines that had come by then. */
    private record Event(int linesBefore, String text) {}

    private final LineTerminal terminal;
    private final Timeline timeline;
    private final DelayedInput input;
    private final List<Event> events = new ArrayList<>();

    /** When each line came, in host time. */
    private final List<LocalDateTime> hostTimes = new ArrayList<>();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean keepsBytes;
    private boolean awaitsBytes;
    private int passedBytes;
    private int reported;
    private Optional<Duration> timeout = Optional.empty();

    TerminalTester(String name, Machine machine, Timeline timeline, LineTerminal.LineEnd lineEnd) {
        Uart uart = machine.uart(name);
        this.timeline = timeline;
        input = new DelayedInput(machine.clock(), uart);
        terminal = new LineTerminal(name, machine.name(), timeline, this::write, lineEnd);
        uart.addListener(this::accept);
        report(true, Optional.empty(), "Attached to UART");
    }

    private void accept(int value) {
        terminal.accept(value);
        if (keepsBytes) {
            bytes.write(value);
            if (awaitsBytes) {
                timeline.interrupt();
            }
        }
        if (hostTimes.size() < terminal.lineCount()) {
            hostTimes.add(LocalDateTime.now(ZoneId.systemDefault()));
        }
    }

    /** Returns how long its keywords wait that are not told, if it was said. */
    Optional<Duration> timeout() {
        return timeout;
    }

    void setTimeout(Duration own) {
        timeout = Optional.of(own);
    }

    void setCharacterDelay(Duration delay) {
        input.setDelay(delay);
    }

    /** Waits for lines that match one pattern each. */
    List<Terminal.Line> waitFor(List<TextPattern> patterns, Set<LineTerminal.Option> options, Duration time) {
        Optional<List<Terminal.Line>> lines = terminal.findAll(patterns, options, time);
        return report(lines.isPresent(), lines, shown(patterns)).orElseThrow(this::failure);
    }

    /** Keeps the bytes that come from now on, for {@link #waitForBytes}. */
    void keepBytes() {
        keepsBytes = true;
    }

    /**
     * Waits for bytes, and passes them.
     *
     * @return their hexadecimal digits
     */
    String waitForBytes(BytePattern pattern, Duration time) {
        if (!keepsBytes) {
            throw new KeywordException("InvalidOperationException", "Attempt to wait for bytes in text mode.");
        }
        List<BytePattern.Match> found = new ArrayList<>(1);
        awaitsBytes = true;
        try {
            timeline.await(
                    Math.addExact(timeline.nanos(), time.toNanos()),
                    () -> {
                        if (found.isEmpty()) {
                            pattern.find(bytes.toByteArray(), passedBytes).ifPresent(found::add);
                        }
                        return !found.isEmpty();
                    },
                    "for bytes");
        } finally {
            awaitsBytes = false;
        }
        report(!found.isEmpty(), Optional.empty(), "Bytes containing >>" + pattern + "<<");
        if (found.isEmpty()) {
            throw failure();
        }
        passedBytes = found.get(0).end();
        return found.get(0).digits();
    }

    /** Waits for the next line, whatever it says. */
    Terminal.Line waitForNextLine(Duration time) {
        TextPattern anything = TextPattern.containing("");
        Optional<Terminal.Line> line = terminal.find(anything, Set.of(), time);
        return report(line.isPresent(), line, "Next line").orElseThrow(this::failure);
    }

    /** Waits the whole time for a text that must not come. */
    void shouldNotAppear(TextPattern pattern, Set<LineTerminal.Option> options, Duration time) {
        Optional<Terminal.Line> unexpected = terminal.find(pattern, options, time);
        boolean absent = unexpected.isEmpty();
        report(absent, Optional.empty(), "Should not be on UART: " + shown(List.of(pattern)));
        unexpected.ifPresent(line -> {
            throw new KeywordException(
                    "InvalidOperationException",
                    "Terminal tester failed!\n\nUnexpected entry has been found on UART#:\n" + line.text());
        });
    }

    /** Waits the whole time for nothing. */
    void shouldBeIdle(Duration time) {
        boolean idle = terminal.isIdle(time);
        report(idle, Optional.empty(), "Terminal is idle");
        if (!idle) {
            throw failure();
        }
    }

    void write(String text) {
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            input.add(value & 0xFF);
        }
    }

    void writeByte(int value) {
        input.add(value);
    }

    /** Returns what came and what was waited for since the report was cleared. */
    String report() {
        StringBuilder report = new StringBuilder();
        List<Terminal.Line> lines = terminal.lines();
        int line = reported;
        for (Event event : events) {
            for (; line < event.linesBefore(); line++) {
                report.append(shown(line, lines.get(line))).append('\n');
            }
            report.append(event.text()).append('\n');
        }
        for (; line < lines.size(); line++) {
            report.append(shown(line, lines.get(line))).append('\n');
        }
        String unfinished = terminal.unfinishedLine();
        return unfinished.isEmpty()
                ? report.toString()
                : report + "--- Current line buffer contains " + unfinished.length() + " characters: >>" + unfinished
                        + "<<\n";
    }

    private String shown(int number, Terminal.Line line) {
        return String.format(
                Locale.ROOT,
                "[host: %s, virt: %7d] %s",
                HOST_TIME.format(hostTimes.get(number)),
                line.timestamp().toMillis(),
                line.text());
    }

    void clearReport() {
        reported = terminal.lines().size();
        events.clear();
    }

    private <T> Optional<T> report(boolean success, Optional<T> result, String event) {
        events.add(new Event(
                terminal.lines().size(),
                String.format(
                        Locale.ROOT,
                        "([host: %s, virt: %7s] %s event: %s)",
                        HOST_TIME.format(LocalDateTime.now(ZoneId.systemDefault())),
                        BigDecimal.valueOf(timeline.nanos() / RunLoop.QUANTUM, 1)
                                .stripTrailingZeros()
                                .toPlainString(),
                        event,
                        success ? "success" : "failure")));
        return result;
    }

    private KeywordException failure() {
        return new KeywordException(
                "InvalidOperationException", "Terminal tester failed!\n\nFull report:\n" + report());
    }

    private static String shown(List<TextPattern> patterns) {
        List<String> texts = patterns.stream().map(TextPattern::text).toList();
        String what = patterns.size() > 1 ? "Lines" : "Line";
        String how = patterns.get(0).isRegex() ? " containing regex" : " containing";
        return what + how + " >>" + String.join("<<, >>", texts) + "<<";
    }
}
