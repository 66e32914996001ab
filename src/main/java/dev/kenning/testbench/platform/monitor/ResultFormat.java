package dev.kenning.testbench.platform.monitor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Prints what commands return as Renode's monitor does. */
public enum ResultFormat {
    /** Integers as {@code 0x0000002A}, as wide as their type. The monitor's default. */
    HEXADECIMAL,
    /** Integers as {@code 42}. */
    DECIMAL;

    private static final int ITEMS_PER_LINE = 10;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** Prints a value: an integer as wide as its Java type, a truth value, a collection; anything else as it prints itself. */
    public String print(Object value) {
        if (value instanceof Long number) {
            return integer(number, Long.SIZE);
        }
        if (value instanceof Integer number) {
            return integer(number, Integer.SIZE);
        }
        if (value instanceof Short number) {
            return integer(number, Short.SIZE);
        }
        if (value instanceof Byte number) {
            return integer(number, Byte.SIZE);
        }
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        if (value instanceof Collection<?> collection) {
            return list(collection);
        }
        return value.toString();
    }

    /** Prints an integer that is so many bits wide; in decimal it is taken as unsigned. */
    public String integer(long value, int bits) {
        long unsigned = bits == Long.SIZE ? value : value & ((1L << bits) - 1);
        return this == DECIMAL
                ? Long.toUnsignedString(unsigned)
                : "0x" + String.format(Locale.ROOT, "%0" + bits / 4 + "X", unsigned);
    }

    /** Prints the value of a register of a core: in lower case and without leading zeros. */
    public String register(long value) {
        return this == DECIMAL ? Long.toUnsignedString(value) : "0x" + Long.toHexString(value);
    }

    /** Prints items between brackets, ten in a line. */
    public String list(Collection<?> items) {
        StringBuilder text = new StringBuilder("[");
        int count = 0;
        for (Object item : items) {
            if (count > 0) {
                text.append(count % ITEMS_PER_LINE == 0 ? ",\n" : ", ");
            }
            text.append(print(item));
            count++;
        }
        return text.append(']').toString();
    }

    /** Prints a table whose first row is its header, with a rule above and below the header and at the end. */
    public static String table(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                if (i == widths.size()) {
                    widths.add(0);
                }
                widths.set(i, Math.max(widths.get(i), row.get(i).length()));
            }
        }
        String rule = "-".repeat(widths.stream().mapToInt(width -> width + 1).sum() + 1);
        StringBuilder text = new StringBuilder(rule);
        for (int i = 0; i < rows.size(); i++) {
            text.append('\n').append(row(rows.get(i), widths));
            if (i == 0) {
                text.append('\n').append(rule);
            }
        }
        return text.append('\n').append(rule).toString();
    }

    private static String row(List<String> cells, List<Integer> widths) {
        StringBuilder text = new StringBuilder("|");
        for (int i = 0; i < widths.size(); i++) {
            String cell = i < cells.size() ? cells.get(i) : "";
            text.append(cell).append(" ".repeat(widths.get(i) - cell.length())).append('|');
        }
        return text.toString();
    }

    /** Prints a stretch of virtual time: {@code hh:mm:ss.nnnnnnnnn}. */
    public static String duration(long nanoseconds) {
        long seconds = nanoseconds / NANOS_PER_SECOND;
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%09d",
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60,
                nanoseconds % NANOS_PER_SECOND);
    }
}
