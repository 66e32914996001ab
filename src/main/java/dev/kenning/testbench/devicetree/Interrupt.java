package dev.kenning.testbench.devicetree;

import java.util.List;
import java.util.Optional;

/**
 * One interrupt that a device raises.
 *
 * @param controller the node that receives it
 * @param specifier as many cells as the controller's {@code #interrupt-cells} says
 * @param name from {@code interrupt-names}
 */
public record Interrupt(Node controller, List<Long> specifier, Optional<String> name) {

    /** Copies the specifier. */
    public Interrupt {
        specifier = List.copyOf(specifier);
    }
}
