package dev.kenning.testbench.trace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Describes one event of a trace.
 *
 * @param nanoTime when it happened, in nanoseconds; wraps of short counters are taken out
 * @param name what happened, such as {@code zpl_tflm_enter}
 * @param fields what the event tells: numbers ({@link Long}, {@link Double}), texts, and lists of numbers
 * @param offset where it begins in the capture, in bytes
 */
public record TraceEvent(long nanoTime, String name, Map<String, Object> fields, long offset) {

    private static final String ENTER = "_enter";
    /** A thread never comes back from it. */
    private static final String USER_MODE_ENTER = "user_mode_enter";

    private static final String EXIT = "_exit";
    private static final String EXIT_TO_SCHEDULER = "_exit_to_scheduler";

    /** Copies the map. */
    public TraceEvent {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** Returns a field that is a number, if there is one of that name. */
    public OptionalLong number(String field) {
        return fields.get(field) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /** Returns a field that is a text, if there is one of that name. */
    public Optional<String> text(String field) {
        return fields.get(field) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** Returns whether something begins here. */
    public boolean isEnter() {
        return name.endsWith(ENTER) && !name.equals(USER_MODE_ENTER);
    }

    /** Returns whether something ends here. */
    public boolean isExit() {
        return name.endsWith(EXIT) || name.endsWith(EXIT_TO_SCHEDULER);
    }

    /** Returns the name without what says that it begins or ends. */
    public String subject() {
        return isEnter()
                ? name.substring(0, name.length() - ENTER.length())
                : name.endsWith(EXIT_TO_SCHEDULER)
                        ? name.substring(0, name.length() - EXIT_TO_SCHEDULER.length())
                        : isExit() ? name.substring(0, name.length() - EXIT.length()) : name;
    }
}
