package dev.kenning.testbench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.embedded.EmbeddedEngine;
import dev.kenning.testbench.engine.serve.EmbeddedServer;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.robot.RobotClient;
import dev.kenning.testbench.scenario.run.KenningSessions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

/** What is used again and again leaves nothing: {@code -Dtestbench.soak=1000} for longer. */
@Isolated("counts threads, open files and temporary files of the whole process")
@EnabledOnOs(OS.LINUX)
@Tag("board")
class SoakIT {

    private static final int ROUNDS = Integer.getInteger("testbench.soak", 10);

    /** What the JVM takes for itself as it goes on: code, classes, pools. What leaks does so in each round, and is more. */
    private static final long HEAP_FOR_THE_JVM = 24L << 20;

    private static final long HANDLES_FOR_THE_JVM = 5;

    private final Board board = BoardCatalogue.builtIn().board("stm32f746g_disco");
    private final Model model = Model.tflite("models/gestures.tflite");
    private final Sample sample = Samples.first("models/gestures-samples.json");

    /** Other processes of a whole run use the same folder of temporary files. */
    private static final boolean ALONE = Integer.getInteger("testbench.soak") != null;

    /** What a process holds. */
    private record Held(long threads, long files, long temporary, long heap) {

        static Held now() throws IOException {
            System.gc();
            return new Held(
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    count(Path.of("/proc/self/fd")),
                    ALONE ? count(Path.of(System.getProperty("java.io.tmpdir"))) : 0,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }

        private static long count(Path folder) throws IOException {
            try (Stream<Path> entries = Files.list(folder)) {
                return entries.count();
            }
        }

        boolean isNoMoreThan(Held before) {
            return threads <= before.threads() + HANDLES_FOR_THE_JVM
                    && files <= before.files() + HANDLES_FOR_THE_JVM
                    && temporary <= before.temporary()
                    && heap <= before.heap() + HEAP_FOR_THE_JVM;
        }
    }

    @Test
    void benchesThatAreClosedLeaveNothing() throws IOException {
        requireNothingLeft(() -> {
            try (Bench bench = powerOn();
                    KenningSession session = KenningSessions.on(bench).open()) {
                session.load(model);
                session.infer(sample);
            }
        });
    }

    @Test
    void inferencesLeaveNothing() throws IOException {
        try (Bench bench = powerOn();
                KenningSession session = KenningSessions.on(bench).open()) {
            session.load(model);
            requireNothingLeft(() -> {
                for (int i = 0; i < 100; i++) {
                    session.infer(sample);
                }
            });
        }
    }

    @Test
    void clientsThatVanishLeaveNothingWithAServer() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.builder().start()) {
            RobotClient client = RobotClient.of(URI.create("http://127.0.0.1:" + server.port()));
            requireNothingLeft(() -> {
                for (int i = 0; i < 20; i++) {
                    client.runKeyword("ExecuteCommand", "version");
                }
                try (Socket vanishing = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                    vanishing
                            .getOutputStream()
                            .write("POST / HTTP/1.1\r\nContent-Length: 500\r\n\r\n<?xml"
                                    .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new AssertionError("the server takes no more connections", e);
                }
            });
        }
    }

    private Bench powerOn() {
        return new EmbeddedEngine()
                .powerOn(BenchSetup.of(board, board.firmware().orElseThrow()));
    }

    /** What the first rounds bring stays: classes, caches, pools of threads. */
    private static void requireNothingLeft(Runnable work) throws IOException {
        for (int i = 0; i < 5; i++) {
            work.run();
        }
        Held before = Held.now();
        for (int i = 0; i < ROUNDS; i++) {
            work.run();
        }
        // A server takes notice of a client that is gone a moment later.
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Held.now())
                        .as("what is held after %d rounds, not more than %s", ROUNDS, before)
                        .matches(now -> now.isNoMoreThan(before)));
    }
}
