package dev.kenning.testbench.scenario.file;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A class that may stand in a block of a scenario.
 *
 * @param block the block
 * @param name the class name without its package; the whole name of a class of the user's own
 * @param idle why nothing of it is run here, if so
 * @param parameters its own parameters and those that it inherits, by name
 * @param open whether it may have parameters that are not known here: it is a class of the user's own
 */
public record ScenarioClass(
        String block, String name, Optional<String> idle, Map<String, Parameter> parameters, boolean open) {

    /** Returns the same under the name that a file gives it. */
    ScenarioClass called(String given) {
        return new ScenarioClass(block, given, idle, parameters, open);
    }

    /**
     * A parameter of a class.
     *
     * @param type the values that it takes
     * @param nullable whether null is one of them
     * @param preset Kenning's default, as the table writes it; {@code "required"} if there is none
     * @param use what becomes of it
     */
    public record Parameter(String name, ValueType type, boolean nullable, String preset, Use use) {

        boolean isRequired() {
            return preset.equals("required");
        }
    }

    /** Says what becomes of a parameter. */
    public sealed interface Use {

        /** It takes effect, or is checked. */
        record Used() implements Use {}

        /** It is checked and has no effect, for a reason. */
        record Idle(String reason) implements Use {}

        /** It is called otherwise today. */
        record Renamed(String name) implements Use {}

        /** It is a parameter of the platform today. */
        record Moved(String name) implements Use {}

        /** There is no such thing today. */
        record Removed(String reason) implements Use {}
    }

    /** Returns the names of today's parameters. */
    Set<String> names() {
        return parameters.values().stream()
                .filter(parameter -> !isOld(parameter))
                .map(Parameter::name)
                .collect(Collectors.toSet());
    }

    /** Tells whether a parameter is one of the past. */
    static boolean isOld(Parameter parameter) {
        return parameter.use() instanceof Use.Renamed
                || parameter.use() instanceof Use.Moved
                || parameter.use() instanceof Use.Removed;
    }
}
