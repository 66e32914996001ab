package dev.kenning.testbench.report;

import dev.kenning.testbench.text.BadInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A part of a report, under the name that Kenning's option {@code --report-types} has for it. */
public enum ReportType {
    /** Times of inferences, and how busy the machine was. */
    PERFORMANCE,
    /** How often the network is right. */
    CLASSIFICATION,
    /** Instructions, accesses and exceptions that the simulator counted. */
    RENODE_STATS,
    /** What the device told of itself while it ran. */
    ZEPHYR_TRACES;

    /** Returns the name that the option takes, such as {@code renode_stats}. */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Tells whether a run's measurements have what this part shows. */
    boolean appliesTo(MeasuredRun run) {
        return switch (this) {
            case PERFORMANCE -> !run.inference().isEmpty();
            case CLASSIFICATION -> run.classification().isPresent();
            case RENODE_STATS -> !run.opcodes().isEmpty();
            case ZEPHYR_TRACES -> run.traceFile().isPresent();
        };
    }

    /**
     * Finds a type by its name.
     *
     * @throws BadInputException if there is none; the text lists those that there are
     */
    public static ReportType named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.optionName().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInputException("no report type " + name + "; there are "
                        + Arrays.stream(values()).map(ReportType::optionName).collect(Collectors.joining(", "))
                        + " (other types of Kenning need Kenning)"));
    }
}
