package dev.kenning.testbench.platform;

import dev.kenning.testbench.text.Source;
import java.util.Optional;

/** Finds the texts that descriptions and scripts name. */
@FunctionalInterface
public interface SourceResolver {

    /**
     * Finds a text.
     *
     * @param path as it was written: absolute, relative ({@code ./}, {@code ../}) to the naming text, or to be searched for
     * @param from the text that names it
     * @return the text, under a name that is the same however it was reached; empty if there is none
     */
    Optional<Source> resolve(String path, Source from);
}
