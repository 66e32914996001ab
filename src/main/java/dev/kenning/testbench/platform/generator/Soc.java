package dev.kenning.testbench.platform.generator;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.Node;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells which chip a devicetree is of, by the names that its nodes have.
 *
 * @param board what the root and {@code /soc} call themselves
 * @param parts what the other nodes are, for boards whose root says nothing of the chip
 */
record Soc(List<String> board, List<String> parts) {

    static Soc of(Devicetree tree) {
        List<String> board = Stream.concat(Stream.of(tree.root()), tree.root().child("soc").stream())
                .flatMap(Soc::names)
                .toList();
        List<String> parts = tree.nodes().flatMap(Soc::names).distinct().toList();
        return new Soc(board, parts);
    }

    /** Says whether the board, or else one of its parts, is named after a chip. */
    boolean is(String chip) {
        return isBoardOf(chip) || hasPartOf(chip);
    }

    boolean isBoardOf(String chip) {
        return startsWith(board, chip);
    }

    boolean hasPartOf(String chip) {
        return startsWith(parts, chip);
    }

    /** A loop, because it is asked for every chip of every row. */
    private static boolean startsWith(List<String> names, String chip) {
        for (String name : names) {
            if (name.regionMatches(true, 0, chip, 0, chip.length())) {
                return true;
            }
        }
        return false;
    }

    private static Stream<String> names(Node node) {
        return node.compatible().stream();
    }
}
