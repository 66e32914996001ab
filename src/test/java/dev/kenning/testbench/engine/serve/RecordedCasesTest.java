package dev.kenning.testbench.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the served engine against what a real Renode 1.15.3 answered ({@code renode-cases}) and against what people have
 * asked of it ({@code public-cases}); a file put there is a test.
 */
@Timeout(120)
class RecordedCasesTest {

    private static final Path RESOURCES = Path.of("src/test/resources");

    @TempDir
    private Path temporary;

    @TestFactory
    Stream<DynamicTest> answersAsRenodeDid() throws IOException {
        return casesIn("renode-cases");
    }

    @TestFactory
    Stream<DynamicTest> doesWhatPeopleAskForInPublic() throws IOException {
        return casesIn("public-cases");
    }

    private Stream<DynamicTest> casesIn(String folder) throws IOException {
        Path root = RESOURCES.resolve(folder);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".case")).sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(nameOf(root.relativize(file)), () -> assertHolds(file)));
        }
    }

    /** A case in a folder of its own has the folder's name. */
    private static String nameOf(Path file) {
        return file.getNameCount() > 1
                ? file.getName(0).toString()
                : file.toString().replace(".case", "");
    }

    private void assertHolds(Path file) throws IOException, InterruptedException {
        Path empty = Files.createTempDirectory(temporary, "case");

        assertThat(new RecordedCase(file, empty).run()).isEmpty();
    }
}
