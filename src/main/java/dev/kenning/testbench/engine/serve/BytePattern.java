package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.robot.KeywordException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Finds bytes among those that a UART has sent: given in hexadecimal, or by a regular expression over their digits. */
final class BytePattern {

    /** Where bytes were found. */
    record Match(int end, String digits) {}

    private static final HexFormat DIGITS = HexFormat.of().withUpperCase();

    private final String text;
    private final Pattern pattern;

    private BytePattern(String text, Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /**
     * Reads a pattern, in which blanks mean nothing.
     *
     * @throws KeywordException if it is neither
     */
    static BytePattern of(String text, boolean isRegex) {
        String digits = text.replaceAll("\\s+", "");
        try {
            if (isRegex) {
                return new BytePattern(text, Pattern.compile(digits, Pattern.CASE_INSENSITIVE));
            }
            DIGITS.parseHex(digits);
            return new BytePattern(text, Pattern.compile(Pattern.quote(digits.toUpperCase(Locale.ROOT))));
        } catch (PatternSyntaxException e) {
            throw new KeywordException("'" + text + "' is no regular expression: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new KeywordException("Bytes are given by two hexadecimal digits each, 'C1 0A', not '" + text + "'.");
        }
    }

    /** Looks for the bytes from a byte on. */
    Optional<Match> find(byte[] bytes, int from) {
        Matcher matcher = pattern.matcher(DIGITS.formatHex(bytes, from, bytes.length));
        for (int at = 0; matcher.find(at); at = matcher.start() + 1) {
            if (matcher.start() % 2 == 0 && matcher.end() % 2 == 0 && matcher.end() > matcher.start()) {
                return Optional.of(new Match(from + matcher.end() / 2, matcher.group()));
            }
            if (matcher.start() + 1 > 2 * (bytes.length - from)) {
                break;
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
