package dev.kenning.testbench.platform.generator;

import dev.kenning.testbench.devicetree.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Gives nodes the names that users of Renode know from other converters: the first label in lower case without
 * underscores, so that {@code usart1} stays and {@code green_led_1} becomes {@code greenled1}.
 */
final class Names {

    /** What the language of descriptions keeps for itself, and what every machine has. */
    private static final List<String> RESERVED = List.of(
            "using", "new", "as", "preinit", "init", "reset", "local", "true", "false", "none", "empty", "sysbus",
            "machine");

    private final Set<String> used = new HashSet<>(RESERVED);

    String of(Node node) {
        return unique(node.labels().stream().findFirst().orElseGet(node::baseName));
    }

    String unique(String wish) {
        String letters = wish.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        String base = letters.isEmpty() || Character.isDigit(letters.charAt(0)) ? "node" + letters : letters;
        String name = base;
        for (int number = 1; !used.add(name); number++) {
            name = base + "x" + number;
        }
        return name;
    }
}
