package dev.kenning.testbench.scenario.run;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.CostMeter;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.MissingLine;
import dev.kenning.testbench.engine.Terminal;
import dev.kenning.testbench.host.DemoAppConsole;
import dev.kenning.testbench.host.DemoAppException;
import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.profile.Counting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs Kenning Zephyr Runtime's {@code demo_app}, or any program that prints as it does, on a powered bench.
 *
 * <p>It listens on every UART at once and ends with the program's last line, its first error, a crash or the limit,
 * whichever is first ({@code kenning-systems.md}, sections 4.1 and 4.5).
 */
public final class DemoApp {

    /** How much virtual time upstream's own test gives a program. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    /** How long a program that has failed may go on to say why. */
    private static final Duration LAST_WORDS = Duration.ofMillis(100);

    private static final double NANOS_PER_SECOND = 1e9;

    /** Hears what the board prints. */
    @FunctionalInterface
    public interface Listener {

        /** A UART printed a line. */
        void printed(String uart, String line);
    }

    private final Bench bench;
    private final List<Console> consoles;

    private DemoApp(Bench bench, Listener listener) {
        this.bench = bench;
        consoles = bench.uarts().stream()
                .map(uart -> new Console(uart, bench.terminal(uart), listener))
                .toList();
    }

    /** Runs the program for at most {@link #LIMIT}, as {@link #run(Bench, Duration, Listener)}. */
    public static DemoRun run(Bench bench) {
        return run(bench, LIMIT);
    }

    /** Runs the program, as {@link #run(Bench, Duration, Listener)}. */
    public static DemoRun run(Bench bench, Duration limit) {
        return run(bench, limit, (uart, line) -> {});
    }

    /**
     * Runs the program until it ends.
     *
     * @param bench a bench on which nothing has run yet, so that the program's first line is heard
     * @param limit of virtual time
     * @throws DemoAppException if the program failed, did not end, or printed what it must not
     * @throws EngineException if the board cannot go on, as after a fault that nobody handles
     */
    public static DemoRun run(Bench bench, Duration limit, Listener listener) {
        return new DemoApp(bench, listener).run(limit);
    }

    private DemoRun run(Duration limit) {
        if (consoles.isEmpty()) {
            throw new EngineException("no UART of " + bench.board().name() + " can be heard on the engine "
                    + bench.engine() + ", so there is no demo_app to be read");
        }
        CostMeter meter = CostMeter.start(bench);
        try {
            bench.runUntil(this::anyHasEnded, limit);
        } catch (EngineException e) {
            throw new EngineException(e.getMessage() + System.lineSeparator() + printed(), e);
        }
        Cost cost = meter.stop();
        Console console = consoles.stream()
                .filter(candidate -> candidate.reader.hasEnded())
                .findFirst()
                .or(this::mostTelling)
                .orElseThrow(() -> silence(limit));
        if (console.reader.problem().isPresent()) {
            throw explained(console, limit);
        }
        return new DemoRun(console.uart, console.lines, console.reader.output(), cost);
    }

    private boolean anyHasEnded() {
        consoles.forEach(Console::read);
        return consoles.stream().anyMatch(console -> console.reader.hasEnded());
    }

    /** The UART with the boot banner, else the one that printed most. */
    private Optional<Console> mostTelling() {
        return consoles.stream()
                .filter(console -> !console.lines.isEmpty())
                .max(Comparator.comparing((Console console) -> console.reader.hasBooted())
                        .thenComparing(console -> console.lines.size()));
    }

    private DemoAppException explained(Console console, Duration limit) {
        String where = console.uart + " of " + bench.board().name() + " at " + seconds(bench.virtualTime()) + ": ";
        String fault = console.reader.hasFailed() ? lastWords(console) : "";
        DemoAppException problem = console.reader.problem().orElseThrow();
        String within = console.reader.hasEnded() ? "" : " within " + seconds(limit);
        return problem.withMessage(where + problem.getMessage() + within + fault + System.lineSeparator() + printed());
    }

    /** Lets a program that has failed finish its report; returns what the engine has to say of it. */
    private String lastWords(Console console) {
        try {
            bench.runUntil(() -> false, LAST_WORDS);
            return "";
        } catch (EngineException e) {
            return System.lineSeparator() + e.getMessage();
        } finally {
            console.read();
        }
    }

    private DemoAppException silence(Duration limit) {
        return DemoAppException.gaveUp("demo_app on " + bench.board().name() + " printed nothing within "
                + seconds(limit) + " on any of " + uarts() + ". Is this firmware built for this board?");
    }

    private String uarts() {
        return consoles.stream().map(console -> console.uart).collect(Collectors.joining(", "));
    }

    private String printed() {
        consoles.forEach(Console::read);
        return mostTelling()
                .map(console ->
                        console.uart + " printed last:" + MissingLine.lastLines(String.join("\n", console.lines)))
                .orElseGet(() -> "Nothing was printed on " + uarts() + ".");
    }

    private String seconds(Duration time) {
        return String.format(
                Locale.ROOT,
                "%.6f s of %s",
                time.toNanos() / NANOS_PER_SECOND,
                bench.counting() == Counting.NONE ? "host time" : "virtual time");
    }

    /** Reads one UART. */
    private static final class Console {

        private final String uart;
        private final Terminal terminal;
        private final Listener listener;
        private final DemoAppConsole reader = new DemoAppConsole();
        private final List<String> lines = new ArrayList<>();

        Console(String uart, Terminal terminal, Listener listener) {
            this.uart = uart;
            this.terminal = terminal;
            this.listener = listener;
        }

        void read() {
            List<Terminal.Line> printed = terminal.lines();
            for (Terminal.Line line : printed.subList(lines.size(), printed.size())) {
                // A terminal has a character for each byte.
                String text = new String(line.text().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
                lines.add(text);
                reader.accept(text);
                listener.printed(uart, text);
            }
        }
    }
}
