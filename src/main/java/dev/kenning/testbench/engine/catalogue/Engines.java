package dev.kenning.testbench.engine.catalogue;

import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.engine.container.ContainerEngine;
import dev.kenning.testbench.engine.embedded.EmbeddedEngine;
import dev.kenning.testbench.engine.live.LiveEngine;
import dev.kenning.testbench.engine.renode.RenodeEngine;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.NearestWord;
import dev.kenning.testbench.uart.OptionalLibrary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Knows the engines by name. */
public final class Engines {

    /** The setting that lists engines. */
    public static final String SETTING = "testbench.engines";

    /** The engine where nobody says which. */
    public static final String DEFAULT = "embedded";

    private static final OptionalLibrary CONTAINERS = new OptionalLibrary(
            "org.testcontainers.containers.GenericContainer",
            "org.testcontainers:testcontainers",
            "the engine 'container'");

    private static final Map<String, Function<Settings, Engine>> BY_NAME = byName();

    private Engines() {}

    private static Map<String, Function<Settings, Engine>> byName() {
        Map<String, Function<Settings, Engine>> engines = new LinkedHashMap<>();
        engines.put(DEFAULT, settings -> new EmbeddedEngine());
        engines.put("renode", RenodeEngine::new);
        engines.put("container", settings -> {
            CONTAINERS.require();
            return new ContainerEngine(settings);
        });
        engines.put("hardware", LiveEngine::hardware);
        engines.put("attached", LiveEngine::attached);
        return engines;
    }

    /** Returns the names of the engines there are. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** Returns an engine with the settings of this process, as {@link #named(String, Settings)}. */
    public static Engine named(String name) {
        return named(name, Settings.ofProcess());
    }

    /**
     * Returns an engine.
     *
     * @throws BadInputException if there is none of this name, naming the nearest
     * @throws dev.kenning.testbench.uart.MissingLibraryException if it needs a library that is not there
     */
    public static Engine named(String name, Settings settings) {
        Function<Settings, Engine> engine = BY_NAME.get(name);
        if (engine == null) {
            throw new BadInputException("unknown engine '" + name + "'." + NearestWord.hint(name, names())
                    + " This version has: " + String.join(", ", names()));
        }
        return engine.apply(settings);
    }

    /**
     * Returns the engines that {@code testbench.engines} asks for; {@code embedded} if it is not set.
     *
     * @throws BadInputException if one of them is unknown
     */
    public static List<Engine> selected(Settings settings) {
        List<String> names = settings.list(SETTING);
        return (names.isEmpty() ? List.of(DEFAULT) : names)
                .stream().map(name -> named(name, settings)).toList();
    }

    /** Returns the first engine that the settings of this process ask for. */
    public static Engine configured() {
        return selected(Settings.ofProcess()).get(0);
    }
}
