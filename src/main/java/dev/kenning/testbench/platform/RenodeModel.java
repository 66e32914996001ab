package dev.kenning.testbench.platform;

import java.util.Set;

/**
 * One line of {@link RenodeModels}.
 *
 * @param type below {@code Antmicro.Renode.Peripherals.}
 * @param parameters of the constructor
 * @param required those parameters that have no default
 * @param properties that can be set after construction
 * @param outputs the names of its interrupts; {@code *} stands for numbers
 * @param needsRange whether it is registered with a size, because it does not know its own
 */
public record RenodeModel(
        String type,
        Set<String> parameters,
        Set<String> required,
        Set<String> properties,
        Set<String> outputs,
        boolean needsRange) {}
