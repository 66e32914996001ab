package dev.kenning.testbench.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.ExpectationFailedError;
import dev.kenning.testbench.engine.Terminal.Line;
import dev.kenning.testbench.engine.TextPattern;
import dev.kenning.testbench.profile.Counting;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.uart.BytePort;
import dev.kenning.testbench.uart.SerialDevices;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A board whose two UARTs are TCP connections to this test. */
class LiveBenchTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);

    private Bench bench;
    private Socket kcomms;
    private Socket console;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocket kcommsServer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket consoleServer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LivePorts ports = new LivePorts(
                    "tcp:localhost:" + kcommsServer.getLocalPort(),
                    Optional.of("tcp:localhost:" + consoleServer.getLocalPort()),
                    OptionalInt.empty());
            bench = LiveBench.open(
                    "attached",
                    BoardCatalogue.builtIn().board("stm32f746g_disco"),
                    ports,
                    Optional.empty(),
                    SerialDevices.ofMachine());
            kcomms = kcommsServer.accept();
            console = consoleServer.accept();
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        bench.close();
        kcomms.close();
        console.close();
    }

    private void print(String text) throws IOException {
        console.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void findsLinesOnTheConsole() throws IOException {
        print("*** Booting ***\r\nready in 12 ms\r\nuart:~$ ");

        Line line = bench.terminal("usart1").waitForLine(TextPattern.regex("ready in (\\d+) ms"), LONG);

        assertThat(line.groups()).containsExactly("12");
        assertThat(line.timestamp()).isPositive().isLessThanOrEqualTo(bench.virtualTime());
        assertThat(bench.terminal("usart1").waitForPrompt("uart:~$", LONG).text())
                .startsWith("uart:~$");
    }

    @Test
    void writesToTheConsole() throws IOException {
        bench.terminal("usart1").writeLine("help");

        assertThat(console.getInputStream().readNBytes(5)).asString().isEqualTo("help\r");
    }

    @Test
    void waitsInHostTime() {
        Duration before = bench.virtualTime();

        assertThat(bench.terminal("usart1").isIdle(SHORT)).isTrue();
        bench.runFor(SHORT);

        assertThat(bench.virtualTime().minus(before)).isGreaterThanOrEqualTo(SHORT.multipliedBy(2));
        assertThatExceptionOfType(ExpectationFailedError.class)
                .isThrownBy(() -> bench.terminal("usart1").waitForLine("never", SHORT))
                .withMessageContaining("usart1 of stm32f746g_disco did not print \"never\"");
    }

    @Test
    void carriesTheProtocolsBytes() throws IOException {
        kcomms.getOutputStream().write(new byte[] {1, 2});
        byte[] buffer = new byte[2];
        int count = 0;
        while (count < 2) {
            long deadline = bench.port("usart6").nanoTime() + LONG.toNanos();
            count += bench.port("usart6").read(buffer, count, 2 - count, deadline);
        }

        assertThat(buffer).containsExactly(1, 2);
        assertThat(bench.port("usart6")).isSameAs(bench.port("usart6"));
    }

    @Test
    void saysThatTheConsoleWasUnplugged() throws IOException {
        print("last words\n");
        console.close();

        assertThat(bench.terminal("usart1").waitForLine("last words", LONG)).isNotNull();
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> bench.terminal("usart1").waitForLine("more", LONG))
                .withMessageContaining("waiting for \"more\" on usart1 is in vain")
                .withMessageContaining("is gone");
    }

    /** A farm that lends its board to somebody else ends the connection, and takes the next one. */
    @Test
    void connectsAnewForTheNextTestOnly() throws IOException {
        try (ServerSocketChannel farm =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            farm.configureBlocking(false);
            LivePorts place = new LivePorts(
                    "tcp:localhost:" + farm.socket().getLocalPort(), Optional.empty(), OptionalInt.empty());
            Board board = BoardCatalogue.builtIn().board("stm32f746g_disco");
            try (Bench first = LiveBench.open("attached", board, place, Optional.empty(), SerialDevices.ofMachine())) {
                farm.accept().close();
                BytePort port = first.port("usart6");

                assertThat(port.read(new byte[1], 0, 1, port.nanoTime() + LONG.toNanos()))
                        .as("what is read of a connection that was ended")
                        .isEqualTo(-1);
                assertThat(farm.accept())
                        .as("another connection of the same test")
                        .isNull();
            }
            try (Bench next = LiveBench.open("attached", board, place, Optional.empty(), SerialDevices.ofMachine());
                    SocketChannel connection = farm.accept()) {
                next.port("usart6").write(new byte[] {7});
                connection.configureBlocking(true);
                assertThat(connection.socket().getInputStream().read()).isEqualTo(7);
            }
        }
    }

    @Test
    void reachesTheBytesOfKcommsOnly() {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> bench.port("usart1"))
                .withMessageContaining("reaches the bytes of usart6 only");
    }

    @Test
    void saysWhatNoRealBoardCanDo() {
        for (Runnable attempt : new Runnable[] {
            () -> bench.monitor(),
            () -> bench.log(),
            () -> bench.led("gpioPortI.LD1"),
            () -> bench.button("gpioPortI.UserButton"),
            () -> bench.memory(),
            () -> bench.cpu("cpu"),
            () -> bench.pause(),
            () -> bench.reset()
        }) {
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(attempt::run)
                    .withMessageStartingWith("on the engine attached, stm32f746g_disco runs by itself: ");
        }
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> bench.terminal("usart2"))
                .withMessageContaining("other UARTs cannot be reached");
    }

    @Test
    void countsNothing() {
        assertThat(bench.counting()).isEqualTo(Counting.NONE);
        assertThat(bench.executedInstructions()).isZero();
        assertThat(bench.opcodes()).isEmpty();
        assertThat(bench.measure(() -> bench.runFor(SHORT)).virtualTime()).isGreaterThanOrEqualTo(SHORT);
    }
}
