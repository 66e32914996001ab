package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.ExpectationFailedError;
import dev.kenning.testbench.engine.MissingLine;
import dev.kenning.testbench.engine.Terminal;
import dev.kenning.testbench.engine.TextPattern;
import dev.kenning.testbench.robot.KeywordFailedException;
import dev.kenning.testbench.robot.KeywordOptions;
import dev.kenning.testbench.robot.RenodeKeywords;
import dev.kenning.testbench.robot.RobotException;
import dev.kenning.testbench.robot.UartLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A terminal tester of Renode, with a socket terminal beside it that keeps the text. */
final class RemoteTerminal implements Terminal {

    private static final String TESTER_FAILED = "Terminal tester failed";
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Pattern LEFT_OUT = Pattern.compile("\\x1B\\[[0-9;]*m|[\\r\\x00]");
    private static final Pattern SPECIAL = Pattern.compile("[\\\\.\\[\\](){}*+?^$|#\\s]");

    private final String uart;
    private final RemoteBench bench;
    private final Pace pace;
    private final Conversation conversation;
    private final int tester;
    private final PrintedText printed;
    private final List<Line> lines = new ArrayList<>();

    RemoteTerminal(
            String uart, RemoteBench bench, Pace pace, Conversation conversation, int tester, PrintedText printed) {
        this.uart = uart;
        this.bench = bench;
        this.pace = pace;
        this.conversation = conversation;
        this.tester = tester;
        this.printed = printed;
    }

    @Override
    public Line waitForLine(TextPattern pattern, Duration timeout) {
        return await(timeout, to -> to.waitForLineOnUart(pattern.text(), options(pattern, timeout)))
                .map(RemoteTerminal::line)
                .orElseThrow(() -> missing(pattern.toString(), timeout));
    }

    @Override
    public Line waitForNextLine(Duration timeout) {
        return await(timeout, to -> to.waitForNextLineOnUart(options(timeout)))
                .map(RemoteTerminal::line)
                .orElseThrow(() -> missing("any line", timeout));
    }

    @Override
    public Line waitForPrompt(TextPattern pattern, Duration timeout) {
        return await(timeout, to -> to.waitForPromptOnUart(pattern.text(), options(pattern, timeout)))
                .map(RemoteTerminal::line)
                .orElseThrow(() -> missing(pattern.toString(), timeout));
    }

    @Override
    public List<Line> waitForLines(List<TextPattern> patterns, Duration timeout) {
        // The keyword takes all of them as expressions, or none.
        boolean regex = patterns.stream().anyMatch(TextPattern::isRegex);
        List<String> contents = patterns.stream()
                .map(pattern -> regex && !pattern.isRegex() ? escaped(pattern.text()) : pattern.text())
                .toList();
        KeywordOptions options = regex ? options(timeout).regex() : options(timeout);
        return await(timeout, to -> to.waitForLinesOnUart(contents, options))
                .map(found -> found.stream().map(RemoteTerminal::line).toList())
                .orElseThrow(() -> missing(patterns.toString(), timeout));
    }

    @Override
    public void shouldNotAppear(TextPattern pattern, Duration time) {
        KeywordOptions options = options(pattern, time).unfinishedLine();
        Optional<Boolean> absent = await(time, to -> {
            to.shouldNotBeOnUart(pattern.text(), options);
            return true;
        });
        if (absent.isEmpty()) {
            throw new ExpectationFailedError(String.format(
                    Locale.ROOT,
                    "%s of %s printed %s before %.6f s, which must not appear%s",
                    uart,
                    bench.board().name(),
                    pattern,
                    bench.virtualTime().toNanos() / NANOS_PER_SECOND,
                    text().lines()
                            .filter(line -> pattern.groupsIn(line).isPresent())
                            .reduce((first, last) -> last)
                            .map(line -> ": " + line)
                            .orElse("")));
        }
    }

    @Override
    public boolean isIdle(Duration time) {
        return await(time, to -> {
                    to.testIfUartIsIdle(time, KeywordOptions.defaults().tester(tester));
                    return true;
                })
                .isPresent();
    }

    /** Returns every complete line; the times are those at which they were asked for, which no line is younger than. */
    @Override
    public List<Line> lines() {
        String text = text();
        List<String> complete =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        if (complete.size() > lines.size()) {
            Duration now = bench.virtualTime();
            complete.stream()
                    .skip(lines.size())
                    .forEach(line -> lines.add(new Line(LEFT_OUT.matcher(line).replaceAll(""), now, List.of())));
        }
        return List.copyOf(lines);
    }

    @Override
    public String text() {
        return printed.soFar();
    }

    @Override
    public void write(String text) {
        try {
            printed.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new EngineException(
                    conversation.ended() + ": nothing can be written to " + uart + conversation.log(), e);
        }
    }

    /** Returns what a waiting keyword returns; empty if what it waits for did not come. */
    private <T> Optional<T> await(Duration time, Function<RenodeKeywords, T> keyword) {
        return time.isZero() ? ask(keyword) : pace.during(() -> ask(keyword));
    }

    private <T> Optional<T> ask(Function<RenodeKeywords, T> keyword) {
        return conversation.ask(to -> {
            try {
                return Optional.of(keyword.apply(to));
            } catch (KeywordFailedException e) {
                if (e.error().contains(TESTER_FAILED)) {
                    return Optional.empty();
                }
                throw (RobotException) e;
            }
        });
    }

    private KeywordOptions options(Duration timeout) {
        return KeywordOptions.within(timeout).tester(tester);
    }

    private KeywordOptions options(TextPattern pattern, Duration timeout) {
        return pattern.isRegex() ? options(timeout).regex() : options(timeout);
    }

    private ExpectationFailedError missing(String wanted, Duration timeout) {
        return MissingLine.of(uart, bench.board().name(), wanted, timeout, bench.virtualTime(), "virtual time", text());
    }

    private static Line line(UartLine line) {
        return new Line(line.line(), Duration.ofNanos(Math.round(line.timestamp() * NANOS_PER_MILLI)), line.groups());
    }

    private static String escaped(String literal) {
        return SPECIAL.matcher(literal).replaceAll("\\\\$0");
    }
}
