package dev.kenning.testbench.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.embedded.EmbeddedEngine;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.host.SessionOptions;
import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.protocol.Generation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the builds of Springbok's firmware against each other: scalar and vector kernels, generations 1 and 3. */
@Tag("tool")
class SpringbokBuildsIT {

    private static final Board BOARD = BoardCatalogue.builtIn().board("springbok");
    private static final Path FIRMWARE = Path.of("firmware/prebuilt/springbok");

    /** What each sample gave, and what the last one cost. */
    private record Run(List<double[]> outputs, Cost cost) {

        static Run of(String firmware, Generation generation, String model) {
            Path elf = FIRMWARE.resolve(firmware + ".elf");
            try (Bench bench = new EmbeddedEngine().powerOn(BenchSetup.of(BOARD, elf))) {
                bench.awaitWelcome(Duration.ofSeconds(1));
                List<double[]> outputs = new ArrayList<>();
                List<Cost> costs = new ArrayList<>();
                try (KenningSession kenning =
                        KenningSession.open(bench.port(BOARD.kcomms()), SessionOptions.of(generation))) {
                    kenning.load(Model.tflite("models/" + model + ".tflite"));
                    for (Sample sample : Samples.json("models/" + model + "-samples.json")) {
                        kenning.uploadInput(sample);
                        costs.add(bench.measure(kenning::process));
                        outputs.add(
                                kenning.fetchInference(sample, Duration.ZERO).output());
                    }
                }
                return new Run(outputs, costs.get(costs.size() - 1));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"kenning-device-gen1, ONE", "kenning-device, THREE"})
    void computeTheSameFloatsInAQuarterOfTheInstructions(String firmware, Generation generation) {
        Run scalar = Run.of(firmware + "-scalar", generation, "gestures");
        Run vector = Run.of(firmware, generation, "gestures");

        for (int i = 0; i < scalar.outputs().size(); i++) {
            assertThat(vector.outputs().get(i))
                    .as("sample %d", i)
                    .containsExactly(scalar.outputs().get(i), within(1e-5));
        }
        assertThat(scalar.cost().opcodes().vector().total())
                .as("vector instructions of the scalar build")
                .isZero();
        assertThat(vector.cost().opcodes().of("vfmacc.vf"))
                .as("multiplications of the vector build")
                .isPositive();
        assertThat(vector.cost().executedInstructions())
                .as(
                        "instructions of an inference with vectors; the scalar build takes %d",
                        scalar.cost().executedInstructions())
                .isLessThanOrEqualTo(scalar.cost().executedInstructions() / 4);
    }

    @Test
    void startFromScriptAndFirmwareInAJar(@TempDir Path folder) throws IOException {
        URI jar = URI.create("jar:" + folder.resolve("testbench.jar").toUri());
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Path platform = copyOf(Path.of("renode/springbok.resc"), files);
            copyOf(Path.of("renode/springbok.repl"), files);
            Path firmware = copyOf(FIRMWARE.resolve("kenning-device-gen1.elf"), files);
            try (Bench bench =
                    new EmbeddedEngine().powerOn(BenchSetup.of(BOARD, firmware).on(platform))) {
                bench.awaitWelcome(Duration.ofSeconds(1));

                assertThat(bench.executedInstructions()).isPositive();
            }
        }
    }

    private static Path copyOf(Path file, FileSystem jar) throws IOException {
        Path inside = jar.getPath("/testbench").resolve(file.toString());
        Files.createDirectories(inside.resolveSibling(""));
        return Files.copy(file, inside);
    }

    @Test
    void computeTheSameIntegers() {
        Run scalar = Run.of("kenning-device-gen1-scalar", Generation.ONE, "gestures_int8");
        Run vector = Run.of("kenning-device-gen1", Generation.ONE, "gestures_int8");

        assertThat(vector.outputs())
                .as("outputs of each sample")
                .usingRecursiveComparison()
                .isEqualTo(scalar.outputs());
        assertThat(vector.cost().opcodes().of("vwmacc.vx"))
                .as("multiplications of the vector build")
                .isPositive();
        assertThat(vector.cost().executedInstructions())
                .as("instructions of an inference with vectors")
                .isLessThan(scalar.cost().executedInstructions() / 4);
    }
}
