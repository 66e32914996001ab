package dev.kenning.testbench.engine;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;

/**
 * Says which lines satisfy a wait: those that contain a text, or those in which a regular expression finds a match.
 *
 * <p>Immutable.
 */
public final class TextPattern {

    private final Pattern pattern;

    private TextPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Returns what matches the lines that contain a text.
     *
     * @throws IllegalArgumentException if the text has a line break
     */
    public static TextPattern containing(String text) {
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("no line of a UART holds a line break, so '"
                    + text.replace("\n", "\\n").replace("\r", "\\r") + "' never matches one");
        }
        return new TextPattern(Pattern.compile(text, Pattern.LITERAL));
    }

    /**
     * Returns what matches the lines in which a regular expression finds a match.
     *
     * @param expression in what {@link Pattern} and .NET, which Renode uses, have in common
     * @throws PatternSyntaxException if it is malformed
     */
    public static TextPattern regex(String expression) {
        return new TextPattern(Pattern.compile(expression));
    }

    /**
     * Returns what matches the lines in which a regular expression finds a match; flags are for the embedded engine and real
     * boards, Renode takes the expression alone.
     */
    public static TextPattern of(Pattern expression) {
        return new TextPattern(expression);
    }

    /** Returns the text, or the regular expression as it was written. */
    public String text() {
        return pattern.pattern();
    }

    /** Returns whether it is a regular expression. */
    public boolean isRegex() {
        return (pattern.flags() & Pattern.LITERAL) == 0;
    }

    /** Returns the groups of the match, from group 1 on, none for a plain text; empty if the line does not match. */
    public Optional<List<String>> groupsIn(String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(IntStream.rangeClosed(1, matcher.groupCount())
                .mapToObj(group -> Optional.ofNullable(matcher.group(group)).orElse(""))
                .toList());
    }

    /** Returns the pattern as messages show it: {@code "text"} or {@code /expression/}. */
    @Override
    public String toString() {
        return isRegex() ? "/" + text() + "/" : "\"" + text() + "\"";
    }
}
