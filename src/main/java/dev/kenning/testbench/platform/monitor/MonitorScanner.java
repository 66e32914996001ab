package dev.kenning.testbench.platform.monitor;

import dev.kenning.testbench.text.Position;
import dev.kenning.testbench.text.Source;

/** Steps through the text of a script, and knows where it is. */
final class MonitorScanner {

    private final Source source;
    private final String text;
    private final int limit;
    private boolean lineEndsAreBlank;
    private int offset;

    MonitorScanner(Source source, int from, int to) {
        this.source = source;
        this.text = source.text();
        this.offset = from;
        this.limit = to;
    }

    int offset() {
        return offset;
    }

    void moveTo(int next) {
        offset = next;
    }

    boolean atEnd() {
        return offset >= limit;
    }

    /** Returns the character so many after the next one, or NUL beyond the end. */
    char peek(int ahead) {
        int at = offset + ahead;
        return at < limit ? text.charAt(at) : '\0';
    }

    char peek() {
        return peek(0);
    }

    boolean at(String token) {
        return offset + token.length() <= limit && text.startsWith(token, offset);
    }

    boolean accept(String token) {
        if (!at(token)) {
            return false;
        }
        offset += token.length();
        return true;
    }

    /** Takes line ends for blanks from now on, as Renode does in a command that a client sends. */
    void takeLineEndsForBlanks() {
        lineEndsAreBlank = true;
    }

    /** Skips blanks but no line ends, unless these are blanks, too. */
    void skipBlanks() {
        while (!atEnd() && (peek() != '\n' || lineEndsAreBlank) && Character.isWhitespace(peek())) {
            offset++;
        }
    }

    /** Skips to the end of the line. */
    void skipLine() {
        while (!atEnd() && peek() != '\n') {
            offset++;
        }
    }

    /** Returns where a token is next found, or -1. */
    int find(String token, int from) {
        int found = text.indexOf(token, from);
        return found < 0 || found + token.length() > limit ? -1 : found;
    }

    String slice(int from, int to) {
        return text.substring(from, to);
    }

    Source source() {
        return source;
    }

    /** Returns the stretch from an offset to the current one. */
    Position from(int start) {
        int line = 1;
        int lineStart = 0;
        for (int end = text.indexOf('\n'); end >= 0 && end < start; end = text.indexOf('\n', lineStart)) {
            line++;
            lineStart = end + 1;
        }
        return new Position(source, line, start - lineStart + 1, Math.max(1, offset - start));
    }

    /** Makes the exception for what is no token. */
    MonitorException notAToken(int at) {
        offset = Math.min(at, limit);
        return MonitorException.notAToken(from(offset));
    }
}
