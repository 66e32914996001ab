package dev.kenning.testbench.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.text.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The platforms in {@code renode/} name only what the table of Renode's models knows. */
class BoardPlatformsTest {

    private static final Path FOLDER = Path.of("renode");

    static List<Path> platforms() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".repl"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void writesOnlyWhatTheTableOfModelsHas(Path file) {
        PlatformDescription platform = new PlatformReader(SearchPath.of(FOLDER)).read(Source.ofFile(file));

        assertThat(RenodeModels.unknown(platform)).isEmpty();
    }
}
