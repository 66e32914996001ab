package dev.kenning.testbench.platform;

import dev.kenning.testbench.text.Position;
import dev.kenning.testbench.text.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the indentation of a description into braces and semicolons, and blanks its comments.
 *
 * <pre>
 *   uart: UART.PL011 @ sysbus 0x1000        uart: UART.PL011 @ sysbus 0x1000{
 *       size: 0x100 // bytes          ->        size: 0x100 };
 *   ram: Memory.MappedMemory                ram: Memory.MappedMemory
 * </pre>
 *
 * <p>The result has the lines of the input, and what stands in them keeps its columns. Rules: the pre-lexer of Renode's
 * platform descriptions; unlike Renode's, this one overlooks braces in {@code '''} strings too.
 */
final class PreLexer {

    private static final int BLANKS_PER_LEVEL = 4;
    private static final String LONG_QUOTE = "'''";

    private final Source source;

    private PreLexer(Source source) {
        this.source = source;
    }

    /** A line, or the several lines that a multi-line string ties together. */
    private record Line(int number, String text) {

        boolean isBlank() {
            return text.isBlank();
        }
    }

    /**
     * Processes a text.
     *
     * @throws PlatformException E00 for strings and comments that do not end or end in the wrong place, E32 for a wrong
     *     indent
     */
    static String process(Source source) {
        PreLexer lexer = new PreLexer(source);
        return lexer.decorate(lexer.blankComments(lexer.joinStrings()));
    }

    private List<Line> joinStrings() {
        String[] lines = source.text().replace("\r", "").split("\n", -1);
        List<Line> joined = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int openedAt = -1;
        for (int i = 0; i < lines.length; i++) {
            List<Integer> quotes = longQuotes(lines[i]);
            if (openedAt >= 0) {
                open.append('\n').append(lines[i]);
                if (!quotes.isEmpty()) {
                    joined.add(new Line(openedAt, open.toString()));
                    openedAt = -1;
                }
            } else if (quotes.isEmpty() || quotes.size() == 2) {
                joined.add(new Line(i, lines[i]));
            } else if (quotes.size() == 1) {
                openedAt = i;
                open.setLength(0);
                open.append(lines[i]);
            } else {
                throw syntaxError(
                        new Line(i, lines[i]),
                        quotes.get(2),
                        "The start of one multiline string cannot be on the same line as the end of another");
            }
        }
        if (openedAt >= 0) {
            Line line = new Line(openedAt, lines[openedAt]);
            throw syntaxError(line, longQuotes(line.text()).get(0), "Unclosed multiline string");
        }
        return joined;
    }

    private static List<Integer> longQuotes(String line) {
        List<Integer> found = new ArrayList<>();
        int at = line.indexOf(LONG_QUOTE);
        while (at >= 0) {
            if (!isEscaped(line, at)) {
                found.add(at);
            }
            at = line.indexOf(LONG_QUOTE, at + LONG_QUOTE.length());
        }
        return found;
    }

    private static boolean isEscaped(String line, int at) {
        int backslashes = 0;
        while (at - 1 - backslashes >= 0 && line.charAt(at - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private List<Line> blankComments(List<Line> lines) {
        List<Line> result = new ArrayList<>();
        boolean inComment = false;
        int braceLevel = 0;
        for (Line original : lines) {
            StringBuilder text = new StringBuilder(original.text());
            int at = 0;
            if (inComment) {
                int end = text.indexOf("*/");
                if (end < 0) {
                    result.add(new Line(original.number(), newLinesOf(text)));
                    continue;
                }
                if (braceLevel == 0 && end != text.toString().stripTrailing().length() - 2) {
                    throw syntaxError(
                            original, end, "Multiline comment in indent mode can only finish at the end of the line.");
                }
                at = end + 2;
                blank(text, 0, at);
                inComment = false;
            }
            inComment = blankCommentsFrom(at, text, original, braceLevel);
            braceLevel += braces(text);
            result.add(new Line(original.number(), text.toString()));
        }
        return result;
    }

    /** Blanks the comments of a line; says whether the last one goes on in the next line. */
    private boolean blankCommentsFrom(int from, StringBuilder text, Line original, int braceLevel) {
        int at = from;
        while (at < text.length()) {
            if (startsWith(text, at, LONG_QUOTE)) {
                at = endOfString(text, at, LONG_QUOTE, original);
            } else if (text.charAt(at) == '"') {
                at = endOfString(text, at, "\"", original);
            } else if (startsWith(text, at, "//")) {
                if (at == 0 || text.charAt(at - 1) == ' ') {
                    blank(text, at, text.length());
                    return false;
                }
                at += 2;
            } else if (startsWith(text, at, "/*")) {
                int end = text.indexOf("*/", at + 2) + 2;
                if (end == 1) {
                    blank(text, at, text.length());
                    return true;
                }
                if (braceLevel == 0
                        && text.substring(0, at).isBlank()
                        && !text.substring(end).isBlank()) {
                    throw syntaxError(
                            original,
                            at,
                            "Single line multiline comment in indent mode cannot be the first non-whitespace element"
                                    + " of a line if it is does not span to the end of the line.");
                }
                blank(text, at, end);
                at = end;
            } else {
                at++;
            }
        }
        return false;
    }

    private int endOfString(StringBuilder text, int start, String quote, Line original) {
        int end = text.indexOf(quote, start + quote.length());
        while (end >= 0 && isEscaped(text.toString(), end)) {
            end = text.indexOf(quote, end + quote.length());
        }
        if (end < 0) {
            throw syntaxError(original, original.text().length() - 1, "Unterminated string.");
        }
        return end + quote.length();
    }

    private String decorate(List<Line> lines) {
        StringBuilder result = new StringBuilder();
        int braceLevel = 0;
        int indent = 0;
        int last = -1;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.isBlank()) {
                continue;
            }
            if (last < 0) {
                if (indentOf(line) != 0) {
                    throw PlatformError.WRONG_INDENT.at(position(line, 0), "First line with text cannot be indented.");
                }
                appendBlank(result, lines, 0, i);
            } else {
                result.append(lines.get(last).text());
                if (braceLevel <= 0) {
                    int next = indentOf(line);
                    result.append(next > indent ? "{".repeat(next - indent) : "}".repeat(indent - next) + ";");
                    indent = next;
                }
                result.append('\n');
                appendBlank(result, lines, last + 1, i);
            }
            braceLevel += braces(line.text());
            last = i;
        }
        if (last >= 0) {
            result.append(lines.get(last).text()).append("}".repeat(indent));
        }
        return result.toString();
    }

    private static void appendBlank(StringBuilder result, List<Line> lines, int from, int to) {
        for (int i = from; i < to; i++) {
            result.append(newLinesOf(lines.get(i).text())).append('\n');
        }
    }

    private int indentOf(Line line) {
        int blanks = 0;
        while (line.text().charAt(blanks) == ' ') {
            blanks++;
        }
        if (blanks % BLANKS_PER_LEVEL != 0) {
            throw PlatformError.WRONG_INDENT.at(
                    position(line, blanks - 1),
                    "Indent's length has to be multiple of " + BLANKS_PER_LEVEL + ", this one is " + blanks
                            + " spaces long.");
        }
        return blanks / BLANKS_PER_LEVEL;
    }

    /** Returns how many braces a line opens and does not close, strings overlooked. */
    private static int braces(CharSequence line) {
        int level = 0;
        int at = 0;
        String quote = "";
        while (at < line.length()) {
            char c = line.charAt(at);
            if (!quote.isEmpty()) {
                if (c == '\\') {
                    at++;
                } else if (startsWith(line, at, quote)) {
                    at += quote.length() - 1;
                    quote = "";
                }
            } else if (startsWith(line, at, LONG_QUOTE)) {
                quote = LONG_QUOTE;
                at += LONG_QUOTE.length() - 1;
            } else if (c == '"') {
                quote = "\"";
            } else if (c == '{') {
                level++;
            } else if (c == '}') {
                level--;
            }
            at++;
        }
        return level;
    }

    private static boolean startsWith(CharSequence text, int at, String prefix) {
        return text.length() - at >= prefix.length()
                && prefix.contentEquals(text.subSequence(at, at + prefix.length()));
    }

    private static void blank(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '\n') {
                text.setCharAt(i, ' ');
            }
        }
    }

    private static String newLinesOf(CharSequence text) {
        return "\n".repeat((int) text.chars().filter(c -> c == '\n').count());
    }

    private PlatformException syntaxError(Line line, int at, String reason) {
        return PlatformError.SYNTAX.at(position(line, at), reason);
    }

    private Position position(Line line, int at) {
        String before = line.text().substring(0, at);
        int lineStart = before.lastIndexOf('\n') + 1;
        return new Position(source, line.number() + 1 + newLinesOf(before).length(), at - lineStart + 1, 1);
    }
}
