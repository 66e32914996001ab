package dev.kenning.testbench.emulator.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Compares what two cores left behind after each stretch that they ran. */
public final class Stretches {

    private Stretches() {}

    /** Fails with the lines that differ in the first stretch that does. */
    public static void requireSame(String story, List<String> actual, List<String> expected) {
        for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
            List<String> found = actual.get(i).lines().toList();
            List<String> wanted = expected.get(i).lines().toList();
            List<String> differences = new ArrayList<>();
            for (int line = 0; line < Math.max(found.size(), wanted.size()); line++) {
                String is = line < found.size() ? found.get(line) : "";
                String shouldBe = line < wanted.size() ? wanted.get(line) : "";
                if (!is.equals(shouldBe)) {
                    differences.add(is + " instead of " + shouldBe);
                }
            }
            assertThat(differences).as("%s, stretch %d", story, i).isEmpty();
        }
        assertThat(actual).as(story).hasSameSizeAs(expected);
    }
}
