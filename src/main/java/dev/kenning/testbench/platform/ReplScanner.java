package dev.kenning.testbench.platform;

import dev.kenning.testbench.text.Position;
import dev.kenning.testbench.text.Source;
import java.util.Arrays;
import java.util.Set;

/** Reads the tokens of a pre-lexed description, one at a time, as the grammar asks for them. */
final class ReplScanner {

    private static final Set<String> RESERVED = Set.of(
            "using", "new", "as", "preinit", "init", "reset", "local", "true", "True", "false", "False", "none",
            "empty");

    private final Source source;
    private final String text;
    private final int[] lineStarts;
    private int offset;

    /** The end of the last token, before the blanks that follow it. */
    private int end;

    ReplScanner(Source source) {
        this.source = source;
        this.text = PreLexer.process(source);
        this.lineStarts = lineStarts(text);
        skipBlanks();
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[text.length() + 1];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    /** Returns where the next token starts. */
    int offset() {
        return offset;
    }

    boolean atEnd() {
        return offset == text.length();
    }

    /** Returns the first character of the next token, or NUL at the end. */
    char peek() {
        return atEnd() ? '\0' : text.charAt(offset);
    }

    boolean at(String token) {
        return text.startsWith(token, offset);
    }

    boolean accept(String token) {
        if (!at(token)) {
            return false;
        }
        advanceTo(offset + token.length());
        return true;
    }

    void expect(String token, String expected) {
        if (!accept(token)) {
            throw unexpected(expected);
        }
    }

    boolean atDigit() {
        return isDigit(peek());
    }

    /** Says whether the next token is a name, reserved words not counted. */
    boolean atIdentifier() {
        String word = word();
        return !word.isEmpty() && !RESERVED.contains(word);
    }

    /** Says whether the next token is exactly this word. */
    boolean atWord(String word) {
        return word().equals(word);
    }

    boolean acceptWord(String word) {
        return atWord(word) && accept(word);
    }

    String identifier(String expected) {
        if (!atIdentifier()) {
            throw unexpected(expected);
        }
        String word = word();
        advanceTo(offset + word.length());
        return word;
    }

    /** Returns the word that is next, or an empty string. */
    private String word() {
        int i = offset;
        if (i < text.length() && Character.isLetter(text.charAt(i))) {
            do {
                i++;
            } while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_'));
        }
        return text.substring(offset, i);
    }

    /** Reads an unsigned number, decimal or {@code 0x}, without {@code _}. */
    String unsigned(String expected) {
        return unsigned(expected, false);
    }

    /** Reads a number with an optional sign and fraction, without {@code _}. */
    String number() {
        String sign = "";
        if (peek() == '-') {
            sign = "-";
            advanceTo(offset + 1);
        }
        return sign + unsigned("number", true);
    }

    private String unsigned(String expected, boolean fraction) {
        int i = offset;
        if (text.startsWith("0x", i) && isHexDigit(charAt(i + 2))) {
            i = digits(i + 2, true);
        } else if (isDigit(charAt(i))) {
            i = digits(i, false);
            if (fraction && charAt(i) == '.' && isDigit(charAt(i + 1))) {
                i++;
                while (isDigit(charAt(i))) {
                    i++;
                }
            }
        } else {
            throw unexpected(expected);
        }
        String digits = text.substring(offset, i).replace("_", "");
        advanceTo(i);
        return digits;
    }

    private int digits(int from, boolean hex) {
        int i = from;
        while (isDigit(charAt(i), hex) || (charAt(i) == '_' && i > from && isDigit(charAt(i + 1), hex))) {
            i++;
        }
        return i;
    }

    /** Reads a string in double quotes. */
    String quoted(String expected) {
        if (peek() != '"') {
            throw unexpected(expected);
        }
        StringBuilder content = new StringBuilder();
        int i = offset + 1;
        while (charAt(i) != '"') {
            if (charAt(i) == '\\') {
                i++;
                if (charAt(i) != '"' && charAt(i) != '\\') {
                    throw syntaxError(i, "unexpected " + describe(i) + "; expected \\\" or \\\\ in a string");
                }
            }
            if (i >= text.length()) {
                throw syntaxError(i, "unexpected end of input; expected end of string");
            }
            content.append(text.charAt(i++));
        }
        advanceTo(i + 1);
        return content.toString();
    }

    /** Reads a string between {@code '''}, in which only {@code \'''} is an escape. */
    String longQuoted() {
        StringBuilder content = new StringBuilder();
        int i = offset + 3;
        while (!text.startsWith("'''", i)) {
            if (i >= text.length()) {
                throw syntaxError(i, "unexpected end of input; expected '''");
            }
            if (text.startsWith("\\'''", i)) {
                content.append("'''");
                i += 4;
            } else {
                content.append(text.charAt(i++));
            }
        }
        advanceTo(i + 3);
        return content.toString();
    }

    /**
     * Reads raw text up to the next {@code ;}, brace or end outside double quotes, without the blanks around it; a line end
     * inside braces counts as a blank.
     */
    String rawStatement() {
        int i = offset;
        boolean inString = false;
        while (i < text.length() && (inString || ";{}".indexOf(text.charAt(i)) < 0)) {
            if (text.charAt(i) == '"') {
                inString = !inString;
            } else if (inString && text.charAt(i) == '\\') {
                i++;
            }
            i++;
        }
        i = Math.min(i, text.length());
        String raw = text.substring(offset, i);
        int length = raw.stripTrailing().length();
        String statement = raw.substring(0, length).replaceAll("\\s*\n\\s*", " ");
        end = offset + length;
        offset = i;
        return statement;
    }

    /** Returns the stretch from an offset to the end of the last token. */
    Position from(int start) {
        return position(start, Math.max(1, end - start));
    }

    PlatformException unexpected(String expected) {
        return syntaxError(
                offset,
                (atEnd() ? "Unexpected end of input reached" : "unexpected " + describe(offset)) + "; expected "
                        + expected);
    }

    private PlatformException syntaxError(int at, String reason) {
        return PlatformError.SYNTAX.at(position(Math.min(at, text.length()), 1), "Syntax error, " + reason);
    }

    private String describe(int at) {
        if (at >= text.length()) {
            return "end of input";
        }
        Position position = position(at, 1);
        boolean invented = position.column() > source.line(position.line()).length() || text.charAt(at) == '\n';
        return invented ? "end of line" : "'" + text.substring(at, text.offsetByCodePoints(at, 1)) + "'";
    }

    private Position position(int at, int length) {
        int found = Arrays.binarySearch(lineStarts, at);
        int line = found >= 0 ? found : -found - 2;
        return new Position(source, line + 1, at - lineStarts[line] + 1, length);
    }

    private void advanceTo(int next) {
        end = next;
        offset = next;
        skipBlanks();
    }

    private void skipBlanks() {
        while (offset < text.length() && Character.isWhitespace(text.charAt(offset))) {
            offset++;
        }
    }

    private char charAt(int i) {
        return i < text.length() ? text.charAt(i) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHexDigit(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static boolean isDigit(char c, boolean hex) {
        return hex ? isHexDigit(c) : isDigit(c);
    }
}
