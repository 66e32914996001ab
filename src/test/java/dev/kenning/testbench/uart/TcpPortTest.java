package dev.kenning.testbench.uart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpPortTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private final byte[] buffer = new byte[16];
    private ServerSocket server;
    private TcpPort port;
    private Socket peer;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        port = TcpPort.connect("localhost", server.getLocalPort(), SECOND);
        peer = server.accept();
    }

    @AfterEach
    void disconnect() throws IOException {
        port.close();
        peer.close();
        server.close();
    }

    @Test
    void carriesBytesBothWays() throws IOException {
        port.write(new byte[] {1, 2, 3});
        peer.getOutputStream().write(new byte[] {4, 5});

        assertThat(peer.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
        assertThat(port.read(buffer, 0, 8, port.nanoTime() + SECOND.toNanos())).isPositive();
        assertThat(buffer).startsWith(4);
    }

    @Test
    void returnsNothingOnceTheDeadlineHasPassed() throws IOException {
        long deadline = port.nanoTime() + 20_000_000;

        assertThat(port.read(buffer, 0, 8, deadline)).isZero();
        assertThat(port.nanoTime()).isGreaterThanOrEqualTo(deadline);
    }

    @Test
    void reportsThatThePeerClosed() throws IOException {
        peer.close();

        assertThat(port.read(buffer, 0, 8, port.nanoTime() + SECOND.toNanos())).isEqualTo(-1);
    }

    @Test
    void saysWhereNobodyListens() throws IOException {
        try (SilentPort silent = new SilentPort()) {
            assertThatIOException()
                    .isThrownBy(() -> TcpPort.connect("localhost", silent.number(), SECOND))
                    .withMessageContaining("cannot connect to tcp:localhost:" + silent.number());
        }
    }
}
