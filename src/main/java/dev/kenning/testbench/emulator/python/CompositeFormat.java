package dev.kenning.testbench.emulator.python;

import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in .NET's format items, such as {@code {0}}, {@code {1:X8}} and {@code {2,10:D4}}. */
final class CompositeFormat {

    private static final Pattern ITEM =
            Pattern.compile("\\{\\{|\\}\\}|\\{(\\d+)(?:,(-?\\d+))?(?::([A-Za-z])(\\d*))?\\}");

    private CompositeFormat() {}

    /** Returns a text with its items filled in; one without arguments is left as it is. */
    static String fill(String text, List<Object> arguments) {
        if (arguments.isEmpty()) {
            return text;
        }
        return ITEM.matcher(text).replaceAll(item -> Matcher.quoteReplacement(item(item, arguments)));
    }

    private static String item(MatchResult item, List<Object> arguments) {
        if (item.group(1) == null) {
            return item.group().substring(1);
        }
        int index = Integer.parseInt(item.group(1));
        if (index >= arguments.size()) {
            throw new IllegalArgumentException(
                    "Index (zero based) must be greater than or equal to zero and less than the size of the argument"
                            + " list.");
        }
        String value = item.group(3) == null
                ? String.valueOf(arguments.get(index))
                : number(arguments.get(index), item.group(3), item.group(4));
        return item.group(2) == null ? value : String.format(Locale.ROOT, "%" + item.group(2) + "s", value);
    }

    private static String number(Object value, String style, String digits) {
        if (!(value instanceof Long number)) {
            return String.valueOf(value);
        }
        int width = digits.isEmpty() ? 0 : Integer.parseInt(digits);
        BinaryOperator<String> pad = (sign, text) -> sign + "0".repeat(Math.max(0, width - text.length())) + text;
        return switch (style) {
            case "X" -> pad.apply("", Long.toHexString(number).toUpperCase(Locale.ROOT));
            case "x" -> pad.apply("", Long.toHexString(number));
            case "D", "d" ->
                pad.apply(number < 0 ? "-" : "", Long.toString(number).replace("-", ""));
            default -> Long.toString(number);
        };
    }
}
