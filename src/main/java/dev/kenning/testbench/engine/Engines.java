package dev.kenning.testbench.engine;

import dev.kenning.testbench.board.BadInputException;
import dev.kenning.testbench.devicetree.NearestWord;
import dev.kenning.testbench.engine.embedded.EmbeddedEngine;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Knows the engines by name. */
public final class Engines {

    private static final String SETTING = "testbench.engines";

    private static final Map<String, Supplier<Engine>> BY_NAME = Map.of("embedded", EmbeddedEngine::new);

    private Engines() {}

    /** Returns the names of the engines there are. */
    public static Set<String> names() {
        return new TreeMap<>(BY_NAME).keySet();
    }

    /**
     * Returns an engine.
     *
     * @throws BadInputException if there is none of this name, naming the nearest
     */
    public static Engine named(String name) {
        Supplier<Engine> engine = BY_NAME.get(name);
        if (engine == null) {
            throw new BadInputException("unknown engine '" + name + "'." + NearestWord.hint(name, names())
                    + " This version has: " + String.join(", ", names()));
        }
        return engine.get();
    }

    /** Returns the engine that the system property {@code testbench.engines} asks for; {@code embedded} if unset. */
    public static Engine configured() {
        return named(System.getProperty(SETTING, "embedded"));
    }
}
