package dev.kenning.testbench.engine.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.EngineStatus;
import dev.kenning.testbench.engine.EngineSuite;
import dev.kenning.testbench.host.DeviceLostException;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.junit.GestureModelIT;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/** The engine {@code container} with the image {@code embedded}, through a real Docker engine. */
@Tag("tool")
class ContainerEngineIT {

    private final Board board = BoardCatalogue.builtIn().board("stm32f746g_disco");

    @TempDir
    private Path folder;

    @BeforeAll
    static void requireImage() throws Exception {
        EmbeddedImage.require();
    }

    @BeforeEach
    void keepReportsInTheTestsFolder() {
        System.setProperty("testbench.reports", folder.resolve("reports").toString());
    }

    @AfterEach
    void restoreSettings() {
        System.clearProperty("testbench.reports");
    }

    /** Those in Robot Framework's style pass on the engine {@code renode}, which speaks to its simulator in the same way. */
    @Test
    void passesTheTestsOfEveryEngineWithAModel() {
        EngineSuite.passesOn(
                "container",
                GestureModelIT.class,
                folder.resolve("reports"),
                Map.of("testbench.image", EmbeddedImage.NAME));
    }

    @Test
    void tellsWhatItFound() {
        EngineStatus status = new ContainerEngine(EmbeddedImage.NAME).status();

        assertThat(status.isAvailable()).isTrue();
        assertThat(status.detail()).startsWith("Docker ").endsWith(", image " + EmbeddedImage.NAME);
    }

    @Test
    void saysThatAnImageCannotBeHad() {
        ContainerEngine engine = new ContainerEngine("localhost:1/kenning-testbench-absent:0");

        assertThat(engine.status().detail()).contains("not the image localhost:1/kenning-testbench-absent:0");
        assertThatThrownBy(() -> engine.powerOn(setup()))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith(
                        "the image localhost:1/kenning-testbench-absent:0 is not on this machine and cannot"
                                + " be pulled: ")
                .hasMessageContaining("-Dtestbench.image=NAME");
    }

    @Test
    void tellsOfAContainerThatIsKilledInTheMiddleOfASession() {
        try (Bench bench = powerOn()) {
            bench.awaitWelcome(Duration.ofSeconds(1));
            KenningSession session = KenningSession.open(bench.port("usart6"));
            session.load(Model.tflite("models/gestures.tflite"));
            docker().killContainerCmd(ours().getId()).exec();

            assertThatThrownBy(() -> session.infer(Samples.first("models/gestures-samples.json")))
                    .isInstanceOf(DeviceLostException.class)
                    .hasMessageContaining(EmbeddedImage.NAME)
                    .hasMessageContaining("has ended with exit code 137");
        }
        assertThat(folder.resolve("reports/stm32f746g_disco-container-1/output.log"))
                .content(UTF_8)
                .as("the container's log is kept")
                .contains("Loading segment");
    }

    @Test
    void runsWithoutPrivilegesAndWithinLimits() {
        try (Bench bench = powerOn()) {
            HostConfig host =
                    docker().inspectContainerCmd(ours().getId()).exec().getHostConfig();

            assertThat(bench.engine()).isEqualTo("container");
            assertThat(host.getCapDrop()).containsExactly(Capability.ALL);
            assertThat(host.getSecurityOpts()).contains("no-new-privileges");
            assertThat(host.getPrivileged()).isFalse();
            assertThat(host.getMemory()).isEqualTo(1L << 30);
            assertThat(host.getPidsLimit()).isEqualTo(512);
            assertThat(docker().inspectContainerCmd(ours().getId())
                            .exec()
                            .getConfig()
                            .getUser())
                    .isEqualTo("testbench");
        }
        assertThat(docker().listContainersCmd()
                        .withLabelFilter(Ownership.labels())
                        .exec())
                .as("containers that survived their bench")
                .isEmpty();
    }

    @Test
    void removesWhatAKilledJvmLeftBehind() {
        Map<String, String> dead = Map.of(
                "dev.kenning.testbench.process", "999999999",
                "dev.kenning.testbench.started", "0");
        String orphan = docker().createContainerCmd(EmbeddedImage.NAME)
                .withLabels(dead)
                .exec()
                .getId();

        assertThat(Ownership.sweep(docker())).contains(orphan);
        assertThat(docker().listContainersCmd()
                        .withShowAll(true)
                        .withIdFilter(List.of(orphan))
                        .exec())
                .isEmpty();
    }

    @Test
    void servesAPlainTestOfTestcontainers() {
        try (RenodeContainer renode = new RenodeContainer(DockerImageName.parse(EmbeddedImage.NAME))) {
            renode.start();

            assertThat(renode.keywords().executeCommand("version")).contains("1.15.3");
        }
    }

    private Bench powerOn() {
        return new ContainerEngine(EmbeddedImage.NAME).powerOn(setup());
    }

    private BenchSetup setup() {
        return BenchSetup.of(board, board.firmware().orElseThrow());
    }

    private static Container ours() {
        return docker().listContainersCmd()
                .withLabelFilter(Ownership.labels())
                .exec()
                .get(0);
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }
}
