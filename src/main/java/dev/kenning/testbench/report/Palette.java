package dev.kenning.testbench.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The colours of a report, by day and by night; the series' ones are told apart by people who see colours differently.
 *
 * <p>Style sheets name a colour by {@code @name}. In a page it becomes a custom property, which a reader's choice can change;
 * in an image it becomes the colour itself, as not every program that shows SVG knows custom properties.
 */
enum Palette {
    PAPER("#ffffff", "#151a21"),
    GROUND("#f4f6f9", "#0d1116"),
    SUNK("#f0f2f6", "#1c232c"),
    INK("#18212c", "#e6ebf1"),
    MUTE("#566273", "#9aa7b7"),
    GRID("#dfe4eb", "#2a333e"),
    ACCENT("#1f5fd0", "#7aa8ff"),
    GOOD("#157347", "#4cc38a"),
    BAD("#b42318", "#ff8a7a"),
    WARN("#93590a", "#f0b454"),
    S0("#2f6fde", "#6ea3ff"),
    S1("#d9641e", "#ff9f5f"),
    S2("#178a62", "#4fd1a0"),
    S3("#8a4fd0", "#c199ff"),
    S4("#c8336e", "#ff86b3"),
    S5("#0f86a3", "#5cc9e6"),
    S6("#967010", "#e0bd55"),
    S7("#5f6b7b", "#a5b1c0");

    /** How many colours series have. */
    static final int SERIES = 8;

    private final String day;
    private final String night;

    Palette(String day, String night) {
        this.day = day;
        this.night = night;
    }

    private String property() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static String day(String css) {
        return replaced(css, colours(true));
    }

    static String night(String css) {
        return replaced(css, colours(false));
    }

    /** Returns a style sheet whose colours are custom properties. */
    static String withProperties(String css) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (Palette colour : values()) {
            properties.put(colour.property(), "var(--" + colour.property() + ")");
        }
        return replaced(css, properties);
    }

    /** Returns the declarations of the custom properties. */
    static String properties(boolean day) {
        return colours(day).entrySet().stream()
                .map(entry -> "--" + entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(";"));
    }

    private static Map<String, String> colours(boolean day) {
        Map<String, String> colours = new LinkedHashMap<>();
        for (Palette colour : values()) {
            colours.put(colour.property(), day ? colour.day : colour.night);
        }
        return colours;
    }

    private static String replaced(String css, Map<String, String> colours) {
        String result = css;
        for (Map.Entry<String, String> colour : colours.entrySet()) {
            result = result.replaceAll("@" + colour.getKey() + "\\b", colour.getValue());
        }
        return result;
    }
}
