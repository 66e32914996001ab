package dev.kenning.testbench.report;

import java.util.Locale;
import tools.jackson.core.JacksonException;

/** Writes numbers and texts as a report has them. */
final class Text {

    private static final String[] STEPS = {"", "k", "M", "G", "T"};
    private static final double THOUSAND = 1000;

    private Text() {}

    static String grouped(double number) {
        return String.format(Locale.ROOT, "%,d", Math.round(number));
    }

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Returns the text with a capital first letter. */
    static String sentence(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** Returns what is wrong with JSON, without what the parser says of places that it does not know. */
    static String problem(JacksonException failure) {
        return String.valueOf(failure.getOriginalMessage()).replaceAll(" \\(start marker at .*?\\]\\)", "");
    }

    static String fixed(double number, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", number);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** Returns a change such as {@code +3.2 %}; a change from nothing is new. */
    static String change(double before, double after) {
        if (before == after) {
            return "unchanged";
        }
        return before == 0 ? "new" : String.format(Locale.ROOT, "%+.1f %%", 100 * (after - before) / before);
    }

    /** Returns a number with three digits and a letter for thousands, as axes have it. */
    static String brief(double number) {
        double rest = Math.abs(number);
        int step = 0;
        while (rest >= THOUSAND && step < STEPS.length - 1) {
            rest /= THOUSAND;
            step++;
        }
        String digits = trimmed(String.format(Locale.ROOT, "%." + digitsAfter(rest) + "f", rest));
        return (number < 0 ? "-" : "") + digits + STEPS[step];
    }

    static String brief(long number) {
        return brief((double) number);
    }

    private static int digitsAfter(double number) {
        if (number == 0 || number >= 100) {
            return number > 0 && number < 1000 && number != Math.rint(number) ? 1 : 0;
        }
        return Math.min(9, Math.max(0, 2 - (int) Math.floor(Math.log10(number))));
    }

    private static String trimmed(String number) {
        return number.contains(".") ? number.replaceFirst("\\.?0+$", "") : number;
    }

    static String seconds(double seconds) {
        double size = Math.abs(seconds);
        if (size == 0 || size >= 1) {
            return String.format(Locale.ROOT, "%.3f s", seconds);
        }
        return size >= 1e-3
                ? String.format(Locale.ROOT, "%.3f ms", seconds * 1e3)
                : String.format(Locale.ROOT, "%.3f µs", seconds * 1e6);
    }

    static String bytes(double bytes) {
        return bytes < 1024 ? grouped(bytes) + " B" : String.format(Locale.ROOT, "%.1f KiB", bytes / 1024);
    }

    /** Escapes a text for HTML and XML; characters that XML cannot have become replacement characters. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(isXml(c) ? c : '\uFFFD');
            }
        }
        return out.toString();
    }

    private static boolean isXml(char c) {
        return (c >= ' ' && c != '\uFFFE' && c != '\uFFFF') || c == '\n' || c == '\t';
    }

    /** A bracket alone is a bracket; what follows it makes it a link. */
    private static boolean isLink(String text, int i) {
        return text.charAt(i) == ']' && i + 1 < text.length() && "([:".indexOf(text.charAt(i + 1)) >= 0;
    }

    /** Escapes a text for a line of Markdown, where nothing of it may be markup or leave a table's cell. */
    static String markdown(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                out.append(' ');
            } else if ("\\`*_{}<>|$~#&".indexOf(c) >= 0 || isLink(text, i)) {
                out.append(c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : "\\" + c);
            } else {
                out.append(c < ' ' ? '\uFFFD' : c);
            }
        }
        return out.toString();
    }
}
