package dev.kenning.testbench.devicetree;

import dev.kenning.testbench.text.Place;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Walks through devicetree source. Which token comes next depends on where the parser is ({@code 40} is a number, a byte
 * or a node name), so the parser asks for what it can use; blanks, comments and line markers are passed over before that.
 */
final class Scanner {

    private static final Pattern LINE_MARKER =
            Pattern.compile("#(?:line)?[ \\t]+([0-9]{1,9})(?:[ \\t]+\"([^\"\\n]*)\"[^\\n]*)?[ \\t\\r]*(?=\\n|\\z)");
    private static final Pattern DIRECTIVE = Pattern.compile(
            "#[ \\t]*(include|define|undef|if|ifdef|ifndef|elif|else|endif|error|warning|pragma)(?=[\\s<\"(!]|\\z)");
    private static final Pattern FOUND = Pattern.compile("/?[A-Za-z0-9,._+*#?@-]{1,40}/?");
    private static final String ESCAPES = "abtnvfr";
    private static final String ESCAPED = "\u0007\b\t\n\u000b\f\r";

    private final String text;
    private final Matcher matcher;
    private String file;
    private int offset;
    private int line = 1;
    private int lineStart;

    Scanner(String file, String text) {
        this.file = file;
        this.text = text;
        this.matcher = FOUND.matcher(text);
    }

    /** Returns the place of the next token. */
    Place position() {
        skipBlanks();
        return here();
    }

    boolean atEnd() {
        skipBlanks();
        return offset == text.length();
    }

    boolean at(String symbol) {
        skipBlanks();
        return text.startsWith(symbol, offset);
    }

    boolean accept(String symbol) {
        boolean found = at(symbol);
        if (found) {
            advance(symbol.length());
        }
        return found;
    }

    /** Takes the symbol or says that it was expected there: {@code after 'reg'}. */
    void expect(String symbol, String there) {
        if (!accept(symbol)) {
            throw expected("'" + symbol + "' " + there);
        }
    }

    /** Takes a token and returns the pattern's last group. */
    Optional<String> accept(Pattern token) {
        skipBlanks();
        matcher.usePattern(token).region(offset, text.length());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        String found = matcher.group(matcher.groupCount());
        advance(matcher.end() - offset);
        return Optional.of(found);
    }

    /** Takes a string or a character literal, whose opening quote is next. */
    Bytes quoted(char quote, String what) {
        Place start = position();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        advance(1);
        while (offset < text.length() && text.charAt(offset) != quote) {
            if (text.charAt(offset) == '\\' && offset + 1 < text.length()) {
                advance(1);
                content.writeBytes(escaped());
            } else {
                int codePoint = text.codePointAt(offset);
                content.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
                advance(Character.charCount(codePoint));
            }
        }
        if (offset == text.length()) {
            throw new DevicetreeException(start, "this " + what + " never ends: expected " + quote);
        }
        advance(1);
        return Bytes.of(content.toByteArray());
    }

    DevicetreeException expected(String what) {
        return new DevicetreeException(position(), "expected " + what + ", found " + found());
    }

    private byte[] escaped() {
        char escape = text.charAt(offset);
        if (Character.digit(escape, 8) >= 0 && escape < 0x80) {
            return number(8, 3);
        }
        if (escape == 'x') {
            advance(1);
            return number(16, 2);
        }
        int codePoint = text.codePointAt(offset);
        advance(Character.charCount(codePoint));
        int known = ESCAPES.indexOf(escape);
        return (known < 0 ? Character.toString(codePoint) : ESCAPED.substring(known, known + 1))
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] number(int radix, int maximumDigits) {
        int start = offset;
        int number = 0;
        while (offset < text.length() && offset - start < maximumDigits && isDigit(text.charAt(offset), radix)) {
            number = number * radix + Character.digit(text.charAt(offset), radix);
            advance(1);
        }
        if (offset == start) {
            throw new DevicetreeException(here(), "expected a hexadecimal digit after '\\x'");
        }
        return new byte[] {(byte) number};
    }

    private static boolean isDigit(char c, int radix) {
        return c < 0x80 && Character.digit(c, radix) >= 0;
    }

    private String found() {
        if (atEnd()) {
            return "the end of the file";
        }
        if (matcher.usePattern(FOUND).region(offset, text.length()).lookingAt()) {
            return "'" + matcher.group() + "'";
        }
        int codePoint = text.codePointAt(offset);
        return codePoint > ' ' && codePoint < 0x7F
                ? "'" + Character.toString(codePoint) + "'"
                : String.format(Locale.ROOT, "U+%04X", codePoint);
    }

    private Place here() {
        return new Place(file, line, offset - lineStart + 1);
    }

    private void skipBlanks() {
        while (offset < text.length()) {
            char c = text.charAt(offset);
            if (c == ' ' || (c >= '\t' && c <= '\r')) {
                advance(1);
            } else if (text.startsWith("/*", offset)) {
                skipComment();
            } else if (text.startsWith("//", offset)) {
                int end = text.indexOf('\n', offset);
                advance((end < 0 ? text.length() : end) - offset);
            } else if (c != '#' || !skipLineMarker()) {
                return;
            }
        }
    }

    private void skipComment() {
        int end = text.indexOf("*/", offset + 2);
        if (end < 0) {
            throw new DevicetreeException(here(), "this comment never ends: expected */");
        }
        advance(end + 2 - offset);
    }

    private boolean skipLineMarker() {
        if (!text.substring(lineStart, offset).isBlank()) {
            return false;
        }
        matcher.region(offset, text.length());
        if (matcher.usePattern(LINE_MARKER).lookingAt()) {
            int next = Integer.parseInt(matcher.group(1));
            String named = matcher.group(2);
            advance(matcher.end() - offset);
            line = next - 1;
            file = named == null ? file : named;
            return true;
        }
        if (matcher.usePattern(DIRECTIVE).lookingAt()) {
            throw new DevicetreeException(
                    here(),
                    "'#" + matcher.group(1) + "' is for the C preprocessor, which has not run over this file."
                            + " Give the flattened zephyr.dts of the build folder, or the output of"
                            + " `gcc -E -nostdinc -undef -x assembler-with-cpp`.");
        }
        return false;
    }

    private void advance(int characters) {
        for (int end = offset + characters; offset < end; offset++) {
            if (text.charAt(offset) == '\n') {
                line++;
                lineStart = offset + 1;
            }
        }
    }
}
