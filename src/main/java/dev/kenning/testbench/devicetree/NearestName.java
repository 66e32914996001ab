package dev.kenning.testbench.devicetree;

import java.util.Collection;
import java.util.Comparator;

/** Finds the label or node that somebody probably meant, by its edit distance. */
final class NearestName {

    private NearestName() {}

    /** Returns {@code " Did you mean 'x'?"} for the nearest of the known names, or nothing if none is near. */
    static String hint(String name, Collection<String> known) {
        int limit = Math.max(1, name.length() / 3);
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= limit)
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .map(near -> " Did you mean '" + near + "'?")
                .orElse("");
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(Math.min(row[j], row[j - 1]) + 1, replaced);
            }
        }
        return row[b.length()];
    }
}
