package dev.kenning.testbench.devicetree;

import dev.kenning.testbench.text.Place;

/**
 * Refers to a node by its label or its path, as it was written.
 *
 * @param target a label, or a path that starts with {@code /}
 */
public record Reference(String target, Place position) {

    /** Says whether the node is named by its path. */
    public boolean isPath() {
        return target.startsWith("/");
    }

    /** Returns the reference as in devicetree source: {@code &usart1} or <code>&amp;{/soc}</code>. */
    @Override
    public String toString() {
        return isPath() ? "&{" + target + "}" : "&" + target;
    }
}
