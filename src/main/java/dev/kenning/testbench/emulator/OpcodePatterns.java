package dev.kenning.testbench.emulator;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts instructions by bit patterns, as Renode does on Arm: a pattern is compared with the first halfword of an
 * instruction, the first that matches counts, and what an IT block skips is not counted.
 *
 * <p>While it is on, the machine executes instruction by instruction, far slower than otherwise. The engine's own
 * counters, {@code CortexM.opcodeCounts()}, cost nothing and know every mnemonic.
 */
final class OpcodePatterns {

    private static final int HALFWORDS = 1 << 16;

    private final Map<String, String> patterns = new LinkedHashMap<>();
    private final long[] started = new long[HALFWORDS];
    private boolean enabled;

    /**
     * Adds a pattern.
     *
     * @throws IllegalArgumentException if it has another length than 16 or 32, or the name is taken
     */
    void install(String name, String pattern) {
        if (pattern.length() != 16 && pattern.length() != 32) {
            throw new IllegalArgumentException(
                    "Opcode pattern must have 16 or 32 characters, this one has " + pattern.length());
        }
        if (patterns.putIfAbsent(name, pattern) != null) {
            throw new IllegalArgumentException("Opcode '" + name + "' already registered");
        }
    }

    void enable(boolean on) {
        enabled = on;
    }

    boolean isCounting() {
        return enabled && !patterns.isEmpty();
    }

    /** Notes that an instruction with this first halfword is executed. */
    void count(int halfword) {
        started[halfword]++;
    }

    void clear() {
        Arrays.fill(started, 0);
    }

    /** Returns every pattern's count in the order of installation, zeros included. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        patterns.keySet().forEach(name -> counts.put(name, 0L));
        for (int halfword = 0; halfword < HALFWORDS; halfword++) {
            if (started[halfword] != 0) {
                addTo(counts, halfword);
            }
        }
        return counts;
    }

    /**
     * Returns one pattern's count.
     *
     * @throws IllegalArgumentException if there is no such pattern
     */
    long count(String name) {
        Long count = counts().get(name);
        if (count == null) {
            throw new IllegalArgumentException("Couldn't find the " + name + " opcode");
        }
        return count;
    }

    /** Returns the counts as Renode's monitor prints them. */
    String table() {
        Map<String, Long> counts = counts();
        int nameWidth = width(
                "Opcode",
                counts.keySet().stream().mapToInt(String::length).max().orElse(0));
        int countWidth = width(
                "Count",
                counts.values().stream()
                        .mapToInt(count -> count.toString().length())
                        .max()
                        .orElse(0));
        String rule = "-".repeat(nameWidth + countWidth + 3);
        StringBuilder table = new StringBuilder(rule)
                .append('\n')
                .append(row("Opcode", "Count", nameWidth, countWidth))
                .append('\n')
                .append(rule)
                .append('\n');
        counts.forEach((name, count) ->
                table.append(row(name, count.toString(), nameWidth, countWidth)).append('\n'));
        return counts.isEmpty()
                ? table.toString().stripTrailing()
                : table.append(rule).toString();
    }

    private void addTo(Map<String, Long> counts, int halfword) {
        for (Map.Entry<String, String> pattern : patterns.entrySet()) {
            if (matches(pattern.getValue(), halfword)) {
                counts.merge(pattern.getKey(), started[halfword], Long::sum);
                return;
            }
        }
    }

    /** A pattern of 32 characters never matches here: Renode compares it with a halfword. */
    private static boolean matches(String pattern, int halfword) {
        if (pattern.length() != 16) {
            return false;
        }
        for (int i = 0; i < 16; i++) {
            char place = pattern.charAt(i);
            int bit = (halfword >>> (15 - i)) & 1;
            if ((place == '0' && bit != 0) || (place == '1' && bit == 0)) {
                return false;
            }
        }
        return true;
    }

    private static int width(String title, int longest) {
        return Math.max(title.length(), longest);
    }

    private static String row(String name, String count, int nameWidth, int countWidth) {
        return "|" + name + " ".repeat(nameWidth - name.length()) + "|" + count
                + " ".repeat(countWidth - count.length()) + "|";
    }
}
