package dev.kenning.testbench.robot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects the optional arguments of keywords; what is not said is not sent, and Renode's default holds.
 *
 * <p>Immutable. A keyword refuses an option that it does not have.
 */
public final class KeywordOptions {

    private record Option(String parameter, String value) {}

    private static final KeywordOptions NONE = new KeywordOptions(List.of(), Optional.empty());

    private final List<Option> options;
    private final Optional<Duration> timeout;

    private KeywordOptions(List<Option> options, Optional<Duration> timeout) {
        this.options = List.copyOf(options);
        this.timeout = timeout;
    }

    /** Says nothing. */
    public static KeywordOptions defaults() {
        return NONE;
    }

    /** Waits at most this long in virtual time; zero looks only at what is already there. */
    public static KeywordOptions within(Duration virtualTime) {
        return NONE.timeout(virtualTime);
    }

    /** Waits at most this long in virtual time; zero looks only at what is already there. */
    public KeywordOptions timeout(Duration virtualTime) {
        if (virtualTime.isNegative()) {
            throw new IllegalArgumentException("timeout must be >= 0, not " + virtualTime);
        }
        return new KeywordOptions(plus("timeout", KeywordCall.seconds(virtualTime)), Optional.of(virtualTime));
    }

    /** Chooses one of several testers by the number that its creation returned. */
    public KeywordOptions tester(int id) {
        return and("testerId", Integer.toString(id));
    }

    /** Takes the text for a regular expression of .NET. */
    public KeywordOptions regex() {
        return and("treatAsRegex", "true");
    }

    /** Looks at the line that is not finished yet, too. */
    public KeywordOptions unfinishedLine() {
        return and("includeUnfinishedLine", "true");
    }

    /** Pauses the emulation exactly at the match. */
    public KeywordOptions pause() {
        return and("pauseEmulation", "true");
    }

    /** Allows no line before the matching one. */
    public KeywordOptions nextLine() {
        return and("matchNextLine", "true");
    }

    /** Waits until the firmware has echoed what was written; {@code WriteLineToUart} does not unless asked. */
    public KeywordOptions echo() {
        return and("waitForEcho", "true");
    }

    /** Leaves the log entries before the match for later keywords. */
    public KeywordOptions keep() {
        return and("keep", "true");
    }

    /** Chooses a machine by its name. */
    public KeywordOptions machine(String name) {
        return and("machine", name);
    }

    Optional<Duration> timeout() {
        return timeout;
    }

    boolean has(String parameter) {
        return options.stream().anyMatch(option -> option.parameter().equals(parameter));
    }

    KeywordOptions and(String parameter, String value) {
        return new KeywordOptions(plus(parameter, value), timeout);
    }

    /** Adds the options to a call whose arguments by position are complete. */
    KeywordCall addTo(KeywordCall call) {
        KeywordCall complete = call;
        for (Option option : options) {
            if (!KeywordSignatures.has(call.keyword(), option.parameter())) {
                throw new IllegalArgumentException(call.keyword() + " has no option '" + option.parameter() + "'");
            }
            complete = complete.with(option.parameter(), option.value());
        }
        return complete;
    }

    private List<Option> plus(String parameter, String value) {
        List<Option> more = new ArrayList<>(options);
        more.removeIf(option -> option.parameter().equals(parameter));
        more.add(new Option(parameter, value));
        return more;
    }
}
