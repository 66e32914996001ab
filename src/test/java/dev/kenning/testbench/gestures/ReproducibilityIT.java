package dev.kenning.testbench.gestures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Trains the gesture models anew, about ten seconds, and compares everything with what is committed. */
@Tag("exhaustive")
class ReproducibilityIT {

    private static final Path MODELS = Path.of("models");

    @Test
    void trainingGivesTheCommittedFilesByteForByte() throws IOException {
        Map<String, byte[]> made = Artefacts.make().files();
        Set<String> different = new TreeSet<>();
        for (Map.Entry<String, byte[]> file : made.entrySet()) {
            Path committed = MODELS.resolve(file.getKey());
            if (!Files.exists(committed) || Files.mismatch(committed, write(file.getValue())) >= 0) {
                different.add(file.getKey());
            }
        }
        assertThat(different)
                .as(
                        "files in models/ that are not what the training code makes (models/README.md says how to renew them)")
                .isEmpty();
        assertThat(committedFiles()).as("files in models/").isEqualTo(new TreeSet<>(made.keySet()));
    }

    private static Path write(byte[] content) throws IOException {
        Path file = Files.createTempFile("gestures", null);
        file.toFile().deleteOnExit();
        return Files.write(file, content);
    }

    private static Set<String> committedFiles() throws IOException {
        try (Stream<Path> files = Files.list(MODELS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("gestures"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
