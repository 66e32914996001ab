package dev.kenning.testbench.emulator.core;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Draws registers with their values as Renode's {@code GetRegistersValues} does. */
public final class RegisterTable {

    /** Renode prints each row on its own. */
    private static final String LINE_END = "\r\n";

    private static final String NAME = "Name";
    private static final String VALUE = "Value";

    private RegisterTable() {}

    /** Returns a table of the registers, in the order of the map. */
    public static String of(Map<String, Long> registers) {
        int names = Math.max(NAME.length(), widest(registers.keySet().stream().map(String::length)));
        int values = Math.max(
                VALUE.length(),
                widest(registers.values().stream().map(value -> hex(value).length())));
        String rule = "-".repeat(names + values + 3);
        StringBuilder text = new StringBuilder(rule).append(LINE_END).append(row(NAME, names, VALUE, values));
        text.append(rule).append(LINE_END);
        registers.forEach((name, value) -> text.append(row(name, names, hex(value), values)));
        return text.append(rule).toString();
    }

    private static int widest(Stream<Integer> lengths) {
        return lengths.max(Integer::compare).orElse(0);
    }

    private static String hex(long value) {
        return String.format(Locale.ROOT, "0x%X", value);
    }

    private static String row(String name, int names, String value, int values) {
        return String.format(Locale.ROOT, "|%-" + names + "s|%-" + values + "s|" + LINE_END, name, value);
    }
}
