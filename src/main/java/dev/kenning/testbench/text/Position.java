package dev.kenning.testbench.text;

/**
 * Points at a stretch of one line of a source.
 *
 * @param line counted from 1
 * @param column counted from 1, in UTF-16 code units
 * @param length at least 1; a stretch that goes on in the next line is cut where a message shows it
 */
public record Position(Source source, int line, int column, int length) {

    /** Returns {@code file:line:column}, or {@code line:column} for text that came from no file. */
    @Override
    public String toString() {
        return (source.name().isEmpty() ? "" : source.name() + ":") + line + ":" + column;
    }

    /** Returns the place, the source line and a caret under its first character, as Renode prints them. */
    public String show() {
        return show(1);
    }

    /** Returns the place, the source line and carets under the whole stretch and the blanks behind it, as Renode prints them. */
    public String showWhole() {
        String text = source.line(line);
        int end = Math.min(text.length(), column - 1 + length);
        while (end < text.length() && text.charAt(end) == ' ') {
            end++;
        }
        return show(Math.max(1, end - (column - 1)));
    }

    private String show(int wanted) {
        String text = source.line(line);
        int room = Math.max(1, text.length() - (column - 1));
        return "At " + this + ":\n" + text + "\n" + " ".repeat(column - 1) + "^".repeat(Math.min(wanted, room));
    }
}
