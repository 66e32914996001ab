package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.scenario.file.Finding;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.Document;
import dev.kenning.testbench.text.Place;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Resolves the files that a scenario names: paths from the working directory, as Kenning does, else from the scenario's own
 * folder and the folders above it, so that a scenario runs from anywhere; addresses in the folders of {@link Resources}.
 */
final class FileFinder {

    private final Path scenario;
    private final Resources resources;
    private final List<Finding> findings;

    /**
     * Makes a finder for the files of one scenario.
     *
     * @param findings takes an error for each file that is not there
     */
    FileFinder(Path scenario, Resources resources, List<Finding> findings) {
        this.scenario = scenario.toAbsolutePath().normalize();
        this.resources = resources;
        this.findings = findings;
    }

    /** Returns the file that a parameter names, if it names one; a file that is not there is an error. */
    Optional<Path> named(Document.Mapping parameters, String key, String what) {
        return parameters.text(key).flatMap(text -> find(text, parameters.positionOf(key), what));
    }

    /** Returns those of the files that a parameter lists that are there; each other one is an error. */
    List<Path> listed(Document.Mapping parameters, String key, String what) {
        return parameters.list(key).stream()
                .flatMap(item -> item instanceof Document.Scalar text
                        ? find(text.text(), text.position(), what).stream()
                        : Optional.<Path>empty().stream())
                .toList();
    }

    /** Returns the compiled model that a parameter names; one that is not sent may be absent beside its specification. */
    Optional<Path> model(Document.Mapping parameters, String key, boolean sent) {
        Optional<String> text = parameters.text(key);
        return sent || text.isEmpty()
                ? named(parameters, key, "the compiled model")
                : find(text.get() + ".json", parameters.positionOf(key), "the IO specification of the model")
                        .map(spec -> spec.resolveSibling(
                                spec.getFileName().toString().replaceFirst("\\.json$", "")));
    }

    /** Returns a file, if it is there. */
    Optional<Path> located(String text) {
        try {
            return Optional.of(locate(text));
        } catch (BadInputException e) {
            return Optional.empty();
        }
    }

    private Optional<Path> find(String text, Place position, String what) {
        try {
            return Optional.of(locate(text));
        } catch (BadInputException e) {
            findings.add(Finding.error(position + ": " + what + ": " + e.getMessage()));
            return Optional.empty();
        }
    }

    /**
     * Returns a file.
     *
     * @throws BadInputException if it is not there, without its place in the scenario
     */
    Path locate(String text) {
        try {
            Path path = Resources.isAddress(text) ? resources.require(text) : home(text);
            return existing(path)
                    .orElseThrow(() -> new BadInputException("no such file: " + text
                            + (path.isAbsolute()
                                    ? ""
                                    : " (looked in the working directory, the scenario's folder and those above it)")));
        } catch (InvalidPathException e) {
            throw new BadInputException("'" + text + "' is not a file name: " + e.getReason(), e);
        }
    }

    /** Finds a path in the working directory, or from the scenario's folder upwards. */
    private Optional<Path> existing(Path path) {
        if (Files.exists(path)) {
            return Optional.of(path);
        }
        for (Path folder = scenario.getParent(); folder != null && !path.isAbsolute(); folder = folder.getParent()) {
            Path candidate = folder.resolve(path).normalize();
            if (Files.exists(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static Path home(String text) {
        return text.startsWith("~/") ? Path.of(System.getProperty("user.home", ""), text.substring(2)) : Path.of(text);
    }
}
