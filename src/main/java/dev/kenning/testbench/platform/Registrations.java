package dev.kenning.testbench.platform;

import dev.kenning.testbench.text.Position;
import java.util.List;

/**
 * Holds what follows the {@code @} of an entry.
 *
 * @param list empty for {@code @ none}
 */
public record Registrations(List<Registration> list, Position position) {

    /** Copies the list. */
    public Registrations {
        list = List.copyOf(list);
    }
}
