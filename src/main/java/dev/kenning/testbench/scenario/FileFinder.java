package dev.kenning.testbench.scenario;

import dev.kenning.testbench.board.BadInputException;
import dev.kenning.testbench.board.Document;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Resolves the files that a scenario names: from the working directory, as Kenning does, else from the scenario's own
 * folder and the folders above it, so that a scenario runs from anywhere.
 */
final class FileFinder {

    private final Path scenario;

    FileFinder(Path scenario) {
        this.scenario = scenario.toAbsolutePath().normalize();
    }

    /** Returns the file that a key names, which must be there. */
    Path require(Document.Mapping parameters, String key, String what) {
        return require(parameters.requireText(key), parameters.positionOf(key), key, what);
    }

    /** Returns each of the files that a key lists, which must be there. */
    List<Path> requireAll(Document.Mapping parameters, String key, String what) {
        return parameters.texts(key).stream()
                .map(text -> require(text, parameters.positionOf(key), key, what))
                .toList();
    }

    private Path require(String text, Document.Position position, String key, String what) {
        if (text.contains("://")) {
            throw new BadInputException(position + ": " + key + " is " + text
                    + ", which would have to be downloaded; download it and name the local file");
        }
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            throw new BadInputException(position + ": " + key + " is not a file name: " + e.getReason(), e);
        }
        if (Files.exists(path)) {
            return path;
        }
        if (!path.isAbsolute()) {
            for (Path folder = scenario.getParent(); folder != null; folder = folder.getParent()) {
                Path candidate = folder.resolve(path);
                if (Files.exists(candidate)) {
                    return candidate;
                }
            }
        }
        throw new BadInputException(position + ": " + what + ": no such file: " + text
                + (path.isAbsolute()
                        ? ""
                        : " (looked in the working directory, the scenario's folder and those above it)"));
    }
}
