package dev.kenning.testbench.platform.generator;

import dev.kenning.testbench.devicetree.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A platform description that was made from a devicetree.
 *
 * @param repl the description
 * @param names the components by the paths of their nodes
 * @param withoutModel the devices that a program uses and that only stand there as tags
 * @param lostInterrupts the paths of devices whose interrupts lead to no controller, and are left out
 */
public record GeneratedPlatform(
        String repl, Map<String, String> names, List<String> withoutModel, List<String> lostInterrupts) {

    /** Copies the collections. */
    public GeneratedPlatform {
        names = Map.copyOf(names);
        withoutModel = List.copyOf(withoutModel);
        lostInterrupts = List.copyOf(lostInterrupts);
    }

    /** Returns the component that stands for a node. */
    public Optional<String> nameOf(Node node) {
        return Optional.ofNullable(names.get(node.path()));
    }
}
