package dev.kenning.testbench.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.kenning.testbench.Tools;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.serve.BoardSimulation;
import dev.kenning.testbench.engine.serve.EmbeddedServer;
import dev.kenning.testbench.engine.serve.TerminalAddress;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.NativeBoard;
import dev.kenning.testbench.host.QemuBoard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;

/** The tests of {@link GestureModelIT} with boards that run already, as far as such boards can do them. */
@Tag("tool")
class AttachedBoardIT {

    private final SystemSettings settings = new SystemSettings();

    @TempDir
    private Path folder;

    @AfterEach
    void restore() {
        settings.close();
    }

    /** What stands in for a board: the firmware as a program of this machine, and on a machine that QEMU emulates. */
    enum StandIn {
        NATIVE,
        QEMU
    }

    @ParameterizedTest
    @EnumSource
    void passOnADeviceOnTcp(StandIn standIn) {
        switch (standIn) {
            case NATIVE -> {
                try (NativeBoard board = NativeBoard.onTcp()) {
                    select("attached", board.address());

                    // It ends with its client.
                    requireSuccess(LauncherRun.of(
                            selectMethod(GestureModelIT.class, "recognisesEveryGesture", KenningSession.class)));
                }
            }
            case QEMU -> {
                try (QemuBoard board = QemuBoard.onTcp()) {
                    select("attached", board.address());
                    settings.set("testbench.attached.console", board.console());

                    requireSuccess(LauncherRun.of(selectClass(GestureModelIT.class)));
                    requireSeveralSessions();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"attached, NATIVE", "hardware, NATIVE", "attached, QEMU", "hardware, QEMU"})
    void passOnADeviceOnAPseudoTerminal(String engine, StandIn standIn) {
        onPseudoTerminal(standIn, engine, () -> requireSuccess(LauncherRun.of(selectClass(GestureModelIT.class))));
    }

    private void onPseudoTerminal(StandIn standIn, String engine, Runnable tests) {
        switch (standIn) {
            case NATIVE -> {
                try (NativeBoard board = NativeBoard.onPseudoTerminal()) {
                    select(engine, board.address());
                    tests.run();
                }
            }
            case QEMU -> {
                try (QemuBoard board = QemuBoard.onPseudoTerminals()) {
                    select(engine, board.address());
                    settings.set("testbench." + engine + ".console", board.console());
                    tests.run();
                }
            }
        }
    }

    @Test
    void passOnADeviceBehindSocat() throws Exception {
        Path link = folder.resolve("uart");
        Tools.require("socat", "socat", "socat");
        try (NativeBoard built = NativeBoard.onPseudoTerminal()) {
            assertThat(built.address()).startsWith("pty:");
        }
        Process socat = new ProcessBuilder(
                        "socat", "pty,raw,echo=0,link=" + link, "EXEC:" + NativeBoard.program() + " --stdio")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(link));
            select("attached", "pty:" + link);

            requireSuccess(LauncherRun.of(selectClass(GestureModelIT.class)));
        } finally {
            socat.destroy();
            socat.waitFor();
        }
    }

    @Test
    void passOnASimulationThatSomebodyServes() throws Exception {
        int kcomms = freePort();
        int console = freePort();
        Path script = folder.resolve("board.resc");
        Files.writeString(script, """
            mach create "served"
            machine LoadPlatformDescription @%s
            sysbus LoadELF @%s
            emulation CreateServerSocketTerminal %d "kcomms" false
            connector Connect sysbus.usart6 kcomms
            emulation CreateServerSocketTerminal %d "console" false
            connector Connect sysbus.usart1 console
            start
            """.formatted(
                Path.of("renode/stm32f746g_disco.repl").toAbsolutePath(),
                Path.of("firmware/prebuilt/stm32f746g_disco/kenning-device.elf").toAbsolutePath(),
                kcomms,
                console));
        try (EmbeddedServer server = EmbeddedServer.builder().script(script).start()) {
            assertThat(server.port()).as("the server's own port").isPositive();
            select("attached", "tcp:127.0.0.1:" + kcomms);
            settings.set("testbench.attached.console", "tcp:127.0.0.1:" + console);

            requireSuccess(LauncherRun.of(selectClass(GestureModelIT.class)));
        }
    }

    @Test
    void passOnABoardThatIsSimulatedOnAPseudoTerminalOneClassAfterTheOther() throws Exception {
        try (BoardSimulation simulation = simulation()
                .offer("usart6", new TerminalAddress.Pty(folder.resolve("uart")))
                .build()) {
            simulation.start();
            select("attached", simulation.address("usart6").orElseThrow());

            requireSuccess(LauncherRun.of(selectClass(GestureModelIT.class)));
            requireSeveralSessions();
        }
    }

    @Test
    void passOnABoardThatIsSimulatedOnSocketsOneClassAfterTheOther() throws Exception {
        try (BoardSimulation simulation = simulation()
                .offer("usart6", new TerminalAddress.Tcp(0))
                .offer("usart1", new TerminalAddress.Tcp(0))
                .build()) {
            simulation.start();
            select("attached", simulation.address("usart6").orElseThrow());
            settings.set(
                    "testbench.attached.console", simulation.address("usart1").orElseThrow());

            requireSeveralSessions();
            requireSuccess(LauncherRun.of(selectClass(GestureModelIT.class)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void passSeveralSessionsOnADeviceOnAPseudoTerminal(StandIn standIn) {
        onPseudoTerminal(standIn, "attached", AttachedBoardIT::requireSeveralSessions);
    }

    private static void requireSeveralSessions() {
        LauncherRun run = LauncherRun.of(selectClass(SeveralSessionsIT.class));
        assertThat(run.tests())
                .containsKeys(
                        "eachInferWithAModelOfTheirOwn(KenningSessions)",
                        "findTheModelOfTheLastOne(KenningSessions)",
                        "keepThePeakOfAllOfThem(KenningSessions)",
                        "areRefusedWhileOneIsOpen(KenningSession, KenningSessions)");
        requireNoFailure(run);
    }

    private static BoardSimulation.Builder simulation() {
        return BoardSimulation.of(BenchSetup.of(
                BoardCatalogue.builtIn().board("stm32f746g_disco"),
                Path.of("firmware/prebuilt/stm32f746g_disco/kenning-device.elf")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void select(String engine, String address) {
        settings.set("testbench.engines", engine)
                .set("testbench.boards", "")
                .set("testbench.require", "")
                .set("testbench." + engine + ".kcomms", address);
    }

    private static void requireSuccess(LauncherRun run) {
        assertThat(run.tests()).containsKey("recognisesEveryGesture(KenningSession)");
        requireNoFailure(run);
    }

    private static void requireNoFailure(LauncherRun run) {
        run.tests()
                .forEach((name, result) -> assertThat(result)
                        .as("%s, which ended with %s", name, result)
                        .extracting(TestExecutionResult::getStatus)
                        .isEqualTo(Status.SUCCESSFUL));
    }
}
