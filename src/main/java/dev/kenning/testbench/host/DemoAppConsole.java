package dev.kenning.testbench.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the console of Kenning Zephyr Runtime's {@code demo_app} line by line ({@code kenning-systems.md}, section 4.1).
 *
 * <p>It tells as soon as the program has ended, well or not, so that nobody waits for a time-out. Lines may come as the
 * minimal mode of Zephyr's logging prints them, or with time stamp, module and colour. Not thread-safe.
 */
public final class DemoAppConsole {

    /** How many samples the program has built in. */
    public static final int SAMPLES = 10;

    private static final Pattern BANNER = Pattern.compile("\\*{3} Booting Zephyr OS build (\\S+).*\\*{3}");
    private static final String RESULT = "I: model output:";
    private static final Pattern OUTPUTS = Pattern.compile(RESULT + " \\[(.*)\\]");
    private static final Pattern TOTAL = Pattern.compile("I:\\s+total inference time: (\\d{1,18}) ms");
    private static final Pattern PER_SAMPLE = Pattern.compile("I:\\s+inference time per batch: (\\d{1,18}) ms");
    private static final Pattern STATISTIC = Pattern.compile("I:\\s+([a-z0-9_]+): (\\d{1,18})");
    private static final Pattern INDENTED = Pattern.compile("I:\\s{2,}\\S.*");
    private static final String HEADER = "I: inference session statistics:";
    private static final String END = "I: inference finished successfully";
    private static final String FATAL = ">>> ZEPHYR FATAL ERROR";

    private final List<List<Double>> results = new ArrayList<>();
    private final Map<String, Long> statistics = new LinkedHashMap<>();
    private List<String> classes = List.of();
    private Optional<String> zephyr = Optional.empty();
    private Optional<Long> totalMillis = Optional.empty();
    private Optional<Long> perSampleMillis = Optional.empty();
    private Optional<DemoAppException> failure = Optional.empty();
    private boolean inStatistics;
    private boolean fatal;
    private boolean finished;
    private int number;

    /** Takes the next line of the console, with or without its carriage return. */
    public void accept(String line) {
        number++;
        if (finished) {
            return;
        }
        String text = ZephyrLog.minimal(line);
        if (failure.isPresent()) {
            addFatalError(text);
            return;
        }
        Matcher banner = BANNER.matcher(text);
        if (banner.matches()) {
            boot(banner.group(1));
        } else if (text.startsWith("E: ") || text.contains(FATAL)) {
            giveUp(text);
        } else if (text.startsWith(RESULT)) {
            readResult(text);
        } else if (text.equals(HEADER)) {
            inStatistics = true;
        } else if (text.equals(END)) {
            finished = true;
        } else if (inStatistics) {
            readStatistic(text);
        }
    }

    /** Returns whether the program has ended: with its last line, an error, a wrong output, or a fatal error of Zephyr's. */
    public boolean hasEnded() {
        return finished || failure.isPresent();
    }

    /** Returns whether the program has ended with anything but its last line. */
    public boolean hasFailed() {
        return failure.isPresent();
    }

    /** Returns whether the boot banner has been seen. */
    public boolean hasBooted() {
        return zephyr.isPresent();
    }

    /** Returns what is wrong with what the program has printed so far: it failed, has not ended, or left something out. */
    public Optional<DemoAppException> problem() {
        if (failure.isPresent()) {
            return failure;
        }
        if (!finished) {
            return Optional.of(DemoAppException.gaveUp("demo_app has not ended after " + number
                    + " lines of its console: no '" + END + "'; it printed " + results.size() + " of " + SAMPLES
                    + " results"));
        }
        if (results.size() != SAMPLES) {
            return Optional.of(DemoAppException.wrongOutput(
                    "demo_app ended with " + results.size() + " results, " + SAMPLES + " are expected"));
        }
        return missing("boot banner", zephyr)
                .or(() -> missing("total inference time", totalMillis))
                .or(() -> missing("inference time per batch", perSampleMillis));
    }

    private static Optional<DemoAppException> missing(String what, Optional<?> value) {
        return value.isPresent()
                ? Optional.empty()
                : Optional.of(DemoAppException.wrongOutput("demo_app ended without printing its " + what));
    }

    /**
     * Returns what the program printed.
     *
     * @throws DemoAppException if there is a {@link #problem}
     */
    public DemoAppOutput output() {
        problem().ifPresent(problem -> {
            throw problem;
        });
        return new DemoAppOutput(
                zephyr.orElseThrow(),
                classes,
                results,
                totalMillis.orElseThrow(),
                perSampleMillis.orElseThrow(),
                statistics);
    }

    /** A boot loader may have a banner, too; but after a result the program has lost it. */
    private void boot(String version) {
        if (!results.isEmpty()) {
            giveUp("Zephyr boots again after " + results.size() + " results: something reset the board");
        }
        zephyr = Optional.of(version);
    }

    private void readResult(String text) {
        String which = "result " + (results.size() + 1);
        Matcher outputs = OUTPUTS.matcher(text);
        if (!outputs.matches()) {
            refuse(which + " is cut off: " + text);
        } else if (inStatistics) {
            refuse(which + " comes after the statistics: " + text);
        } else {
            try {
                add(which, DemoAppResult.parse(outputs.group(1)));
            } catch (IllegalArgumentException e) {
                refuse(which + ": " + e.getMessage());
            }
        }
    }

    private void add(String which, DemoAppResult result) {
        if (results.isEmpty()) {
            classes = result.classes();
        } else if (!classes.equals(result.classes())) {
            refuse(which + " names the outputs " + result.classes() + ", result 1 named them " + classes);
            return;
        }
        results.add(result.values());
    }

    private void readStatistic(String text) {
        Matcher total = TOTAL.matcher(text);
        Matcher perSample = PER_SAMPLE.matcher(text);
        Matcher statistic = STATISTIC.matcher(text);
        if (total.matches()) {
            totalMillis = Optional.of(Long.valueOf(total.group(1)));
        } else if (perSample.matches()) {
            perSampleMillis = Optional.of(Long.valueOf(perSample.group(1)));
        } else if (statistic.matches()) {
            if (statistics.put(statistic.group(1), Long.valueOf(statistic.group(2))) != null) {
                refuse("the statistic " + statistic.group(1) + " is printed twice");
            }
        } else if (INDENTED.matcher(text).matches()) {
            refuse("'" + text.substring(2).strip() + "' is no statistic 'name: whole number'");
        }
    }

    private void giveUp(String reason) {
        fatal = reason.contains(FATAL);
        failure = Optional.of(DemoAppException.gaveUp(failed(reason)));
    }

    private void refuse(String reason) {
        failure = Optional.of(DemoAppException.wrongOutput(failed(reason)));
    }

    private String failed(String reason) {
        return "demo_app failed: line " + number + " of its console: " + reason;
    }

    /** Zephyr tells what happened first, registers next, and only then that it is the end. */
    private void addFatalError(String text) {
        if (!fatal && text.contains(FATAL)) {
            fatal = true;
            failure = failure.map(first -> first.withMessage(first.getMessage() + "; line " + number + ": " + text));
        }
    }
}
