package dev.kenning.testbench.scenario.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the scenario files of Kenning's repositories, written anew from what is known of them. */
public final class ScenarioForms {

    public static final Path FOLDER = Path.of("src/test/resources/scenarios");

    private ScenarioForms() {}

    public static List<Path> all() {
        return under(FOLDER);
    }

    static List<Path> under(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file ->
                            file.toString().endsWith(".yml") || file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
