package dev.kenning.testbench.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

    @TempDir
    private Path folder;

    @Test
    void isTheSameForTheSameFilesAndValues() throws Exception {
        Path model = Files.writeString(folder.resolve("a.tflite"), "weights");
        Path copy = Files.writeString(folder.resolve("b.tflite"), "weights");

        String one = new Fingerprint().file(model).values(Map.of("total", 10)).hex();

        assertThat(one).matches("[0-9a-f]{64}");
        assertThat(new Fingerprint().file(copy).values(Map.of("total", 10)).hex())
                .isEqualTo(one);
    }

    @Test
    void changesWithAnyByteAndAnyValue() throws Exception {
        Path model = Files.writeString(folder.resolve("a.tflite"), "weights");
        Path other = Files.writeString(folder.resolve("b.tflite"), "weighty");
        String one = new Fingerprint().file(model).values(Map.of("total", 10)).hex();

        assertThat(new Fingerprint().file(other).values(Map.of("total", 10)).hex())
                .isNotEqualTo(one);
        assertThat(new Fingerprint().file(model).values(Map.of("total", 11)).hex())
                .isNotEqualTo(one);
    }
}
