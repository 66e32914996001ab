package dev.kenning.testbench.platform;

import dev.kenning.testbench.text.Position;
import java.util.List;
import java.util.Optional;

/**
 * Declares a component, or extends one that is declared elsewhere, as one entry of a description states it.
 *
 * @param local the name is visible in this file only
 * @param type absent when the entry extends a component
 * @param registrations absent when the entry says nothing about it
 */
public record Entry(
        boolean local,
        String name,
        Optional<TypeName> type,
        Optional<Registrations> registrations,
        Optional<Alias> alias,
        List<Attribute> attributes,
        Position position) {

    /** Copies the attributes. */
    public Entry {
        attributes = List.copyOf(attributes);
    }
}
