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
 * <p>It tells as soon as the program has ended, well or not, so that nobody waits for a time-out. Not thread-safe.
 */
public final class DemoAppConsole {

    /** How many samples the program has built in. */
    public static final int SAMPLES = 10;

    private static final Pattern BANNER = Pattern.compile("\\*{3} Booting Zephyr OS build (\\S+).*\\*{3}");
    private static final Pattern RESULT = Pattern.compile("I: model output: \\[(.*)\\]");
    private static final Pattern OUTPUT = Pattern.compile("(\\w+): (.*)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+");
    private static final Pattern NOT_FINITE = Pattern.compile("-?(nan|inf)");
    private static final Pattern TOTAL = Pattern.compile("I:\\s+total inference time: (\\d+) ms");
    private static final Pattern PER_SAMPLE = Pattern.compile("I:\\s+inference time per batch: (\\d+) ms");
    private static final Pattern STATISTIC = Pattern.compile("I:\\s+([a-z0-9_]+): (\\d{1,18})");
    private static final String HEADER = "I: inference session statistics:";
    private static final String END = "I: inference finished successfully";
    private static final String FATAL = ">>> ZEPHYR FATAL ERROR";

    private final List<List<Double>> results = new ArrayList<>();
    private final Map<String, Long> statistics = new LinkedHashMap<>();
    private Optional<String> zephyr = Optional.empty();
    private Optional<Long> totalMillis = Optional.empty();
    private Optional<Long> perSampleMillis = Optional.empty();
    private Optional<String> failure = Optional.empty();
    private boolean inStatistics;
    private boolean finished;
    private int number;

    /** Takes the next line of the console, with or without its carriage return. */
    public void accept(String line) {
        number++;
        if (hasEnded()) {
            return;
        }
        String text = line.stripTrailing();
        Matcher banner = BANNER.matcher(text);
        Matcher result = RESULT.matcher(text);
        if (banner.matches()) {
            zephyr = Optional.of(banner.group(1));
        } else if (result.matches()) {
            readResult(result.group(1));
        } else if (text.equals(HEADER)) {
            inStatistics = true;
        } else if (text.equals(END)) {
            finished = true;
        } else if (text.startsWith("E: ") || text.contains(FATAL)) {
            fail(text);
        } else if (inStatistics) {
            readStatistic(text);
        }
    }

    /** Returns whether the program has ended: with its last line, an error, or a fatal error of Zephyr's. */
    public boolean hasEnded() {
        return finished || failure.isPresent();
    }

    /** Returns whether the boot banner has been seen. */
    public boolean hasBooted() {
        return zephyr.isPresent();
    }

    /**
     * Returns what the program printed.
     *
     * @throws DemoAppException if it failed, has not ended, or left something out
     */
    public DemoAppOutput output() {
        failure.ifPresent(reason -> {
            throw new DemoAppException("demo_app failed: " + reason);
        });
        if (!finished) {
            throw new DemoAppException("demo_app has not ended after " + number + " lines of its console: no '" + END
                    + "'; it printed " + results.size() + " of " + SAMPLES + " results");
        }
        if (results.size() != SAMPLES) {
            throw new DemoAppException(
                    "demo_app ended with " + results.size() + " results, " + SAMPLES + " are expected");
        }
        return new DemoAppOutput(
                required(zephyr, "boot banner"),
                results,
                required(totalMillis, "total inference time"),
                required(perSampleMillis, "inference time per batch"),
                statistics);
    }

    private static <T> T required(Optional<T> value, String what) {
        return value.orElseThrow(() -> new DemoAppException("demo_app ended without printing its " + what));
    }

    private void readResult(String outputs) {
        List<Double> values = new ArrayList<>();
        String[] parts = outputs.split(", ", -1);
        for (int i = 0; i < parts.length; i++) {
            Matcher output = OUTPUT.matcher(parts[i]);
            if (parts.length != DemoAppOutput.classes().size()
                    || !output.matches()
                    || !output.group(1).equals(DemoAppOutput.classes().get(i))) {
                fail("result " + (results.size() + 1) + " does not name the outputs " + DemoAppOutput.classes()
                        + " in this order: [" + outputs + "]");
                return;
            }
            Optional<Double> value = number(output.group(1), output.group(2));
            if (value.isEmpty()) {
                return;
            }
            values.add(value.get());
        }
        results.add(values);
    }

    private Optional<Double> number(String name, String text) {
        if (NUMBER.matcher(text).matches()) {
            return Optional.of(Double.valueOf(text));
        }
        fail(
                NOT_FINITE.matcher(text).matches()
                        ? "result " + (results.size() + 1) + ": " + name + " is " + text + ", not a finite number"
                        : "result " + (results.size() + 1) + ": " + name + " is '" + text
                                + "', not a number: the firmware is built without printf support for floats");
        return Optional.empty();
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
            statistics.put(statistic.group(1), Long.valueOf(statistic.group(2)));
        }
    }

    private void fail(String reason) {
        failure = Optional.of("line " + number + " of its console: " + reason);
    }
}
