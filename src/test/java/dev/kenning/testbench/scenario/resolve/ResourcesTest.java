package dev.kenning.testbench.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourcesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} is in the cache at {1}")
    @CsvSource({
        "kenning:///models/wand.h5, models/wand.h5",
        "gh://antmicro:runtime/renode/disco.resc;branch=main, renode/disco.resc",
        "https://example.org/data/minispot.csv, data/minispot.csv",
        "http://example.org/data.csv, data.csv",
    })
    void findsWhatKennningHasDownloaded(String address, String place) throws IOException {
        Path cached = make(place);

        assertThat(Resources.of(List.of(), Optional.of(folder)).require(address))
                .isEqualTo(cached);
    }

    @ParameterizedTest(name = "{0} is in a folder of the user''s at {1}")
    @CsvSource({
        "kenning:///models/wand.h5, models/wand.h5",
        "kenning:///models/wand.h5, kenning/models/wand.h5",
        "gh://antmicro:runtime/renode/disco.resc;branch=main, antmicro/runtime/main/renode/disco.resc",
        "gh://antmicro:runtime/renode/disco.resc;branch=main, antmicro/runtime/renode/disco.resc",
        "gh://antmicro:runtime/renode/disco.resc;branch=main, runtime/renode/disco.resc",
        "gh://antmicro:runtime/renode/disco.resc;branch=main, renode/disco.resc",
        "https://example.org/data.csv, example.org/data.csv",
        "https://example.org/data.csv, data.csv",
    })
    void findsWhatTheUserHasPutIntoAFolder(String address, String place) throws IOException {
        Path file = make(place);

        assertThat(Resources.of(List.of(folder), Optional.empty()).require(address))
                .isEqualTo(file);
    }

    @Test
    void prefersTheFoldersOfTheUserToTheCache() throws IOException {
        make("cache/models/wand.h5");
        Path own = make("own/models/wand.h5");

        assertThat(Resources.of(List.of(folder.resolve("own")), Optional.of(folder.resolve("cache")))
                        .require("kenning:///models/wand.h5"))
                .isEqualTo(own);
    }

    @Test
    void takesFilesByTheirAddress() {
        assertThat(Resources.isAddress("file:///tmp/a")).isTrue();
        assertThat(Resources.isAddress("./a:b")).isFalse();
        assertThat(Resources.of(List.of(), Optional.empty()).require("file:///tmp/a"))
                .isEqualTo(Path.of("/tmp/a"));
        assertThat(Resources.of(List.of(), Optional.empty()).require("file:a/b"))
                .isEqualTo(Path.of("a/b"));
    }

    @Test
    void saysWhatIsMissingAndWhereToPutIt() {
        assertThatThrownBy(() -> Resources.of(List.of(), Optional.of(folder)).require("kenning:///models/wand.h5"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("kenning:///models/wand.h5 is not on this machine, and nothing is downloaded. Looked for "
                        + folder.resolve("models/wand.h5")
                        + ". Put the file there, or name a folder that has models/wand.h5 with --resource-root");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        gh://antmicro:runtime/a.resc  | names no branch; write gh://antmicro:runtime/a.resc;branch=NAME
        gh://antmicro/a.resc;branch=b | must name organisation and repository: gh://ORG:REPO/PATH;branch=NAME
        kening:///models/wand.h5      | has the unknown scheme 'kening'
        """)
    void refusesAddressesThatKenningDoesNotKnow(String address, String reason) {
        assertThatThrownBy(() -> Resources.of(List.of(), Optional.of(folder)).require(address))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(reason);
    }

    private Path make(String place) throws IOException {
        Path file = folder.resolve(place);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, "");
    }
}
