package dev.kenning.testbench.engine.renode;

import dev.kenning.testbench.engine.EngineException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Finds Renode where Kenning and its users say that it is. */
final class RenodeExecutable {

    static final String SETTING = "testbench.renode";

    private static final String PROGRAM = "renode";
    private static final String HOW_TO_GET_IT =
            "install Renode 1.15 or 1.16 (https://github.com/renode/renode/releases) and"
                    + " put it on the PATH, or say where it is with -D" + SETTING + "=PATH or RENODE_PATH";

    private final UnaryOperator<String> properties;
    private final UnaryOperator<String> environment;

    /** Looks into system properties and the environment; what they do not say is the empty text. */
    RenodeExecutable(UnaryOperator<String> properties, UnaryOperator<String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    /**
     * Returns Renode's launcher.
     *
     * @throws EngineException if there is none, or a setting names something that cannot be started
     */
    Path find() {
        return named("-D" + SETTING, properties.apply(SETTING))
                .or(() -> named("RENODE_PATH", environment.apply("RENODE_PATH")))
                .or(() -> named("PYRENODE_BIN", environment.apply("PYRENODE_BIN")))
                .or(this::onPath)
                .orElseThrow(() -> new EngineException("no Renode found: " + HOW_TO_GET_IT));
    }

    private static Optional<Path> named(String setting, String value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Path path = path(setting, value);
        Path file = Files.isDirectory(path) ? path.resolve(PROGRAM) : path;
        if (!Files.exists(file)) {
            throw new EngineException(
                    "there is no Renode at " + file + ", where " + setting + " says: " + HOW_TO_GET_IT);
        }
        if (!Files.isExecutable(file) || Files.isDirectory(file)) {
            throw new EngineException(file + ", which " + setting + " names, cannot be executed: chmod +x it, or name"
                    + " Renode's launcher");
        }
        return Optional.of(file.toAbsolutePath());
    }

    private static Path path(String setting, String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new EngineException(setting + " is no path: " + value, e);
        }
    }

    private Optional<Path> onPath() {
        return Arrays.stream(environment.apply("PATH").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .findFirst()
                .map(Path::toAbsolutePath);
    }
}
