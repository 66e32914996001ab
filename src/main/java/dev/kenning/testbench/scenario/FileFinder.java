package dev.kenning.testbench.scenario;

import dev.kenning.testbench.board.BadInputException;
import dev.kenning.testbench.board.Document;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

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
        String text = parameters.requireText(key);
        Document.Position position = parameters.positionOf(key);
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
