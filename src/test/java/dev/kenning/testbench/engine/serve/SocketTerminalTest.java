package dev.kenning.testbench.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.monitor.SocketOption;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A UART on a TCP port, without a machine around it. */
@Timeout(30)
class SocketTerminalTest {

    private final ServedTerminals terminals = new ServedTerminals(InetAddress.getLoopbackAddress());
    private final List<SocketTerminal> opened = new ArrayList<>();
    private final LoopUart uart = new LoopUart();
    private final List<String> warnings = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(SocketTerminal::close);
    }

    @Test
    void carriesEveryByteValueBothWays() throws IOException {
        SocketTerminal terminal = open();
        try (Socket client = client(terminal)) {
            client.getOutputStream().write(allBytes());
            awaitInput(terminal, 256);
            for (byte value : allBytes()) {
                uart.send(value & 0xFF);
            }

            assertThat(uart.received.toByteArray()).as("to the UART").isEqualTo(allBytes());
            assertThat(client.getInputStream().readNBytes(256))
                    .as("from the UART")
                    .isEqualTo(allBytes());
        }
    }

    @Test
    void keepsWhatComesBeforeTheFirstClient() throws IOException {
        SocketTerminal terminal = open();
        uart.send('h');
        uart.send('i');

        try (Socket client = client(terminal)) {
            assertThat(client.getInputStream().readNBytes(2)).asString().isEqualTo("hi");
        }
    }

    @Test
    void forgetsItWhereAClientWantsOnlyWhatIsNew() throws IOException {
        SocketTerminal terminal = open(SocketOption.FLUSH_ON_CONNECT);
        uart.send('x');

        try (Socket client = client(terminal)) {
            client.getOutputStream().write('!');
            awaitInput(terminal, 1);
            uart.send('y');
            assertThat(client.getInputStream().read()).isEqualTo('y');
        }
    }

    @Test
    void servesTheNextClientWhenTheLastHasGone() throws IOException {
        SocketTerminal terminal = open();
        try (Socket first = client(terminal)) {
            uart.send('1');
            assertThat(first.getInputStream().read()).isEqualTo('1');
        }
        try (Socket second = client(terminal)) {
            second.getOutputStream().write('?');
            awaitInput(terminal, 1);
            uart.send('2');
            assertThat(second.getInputStream().read()).isEqualTo('2');
        }
    }

    @Test
    void keepsInputUntilTheMachineRuns() throws IOException {
        SocketTerminal terminal = open();
        try (Socket client = client(terminal)) {
            client.getOutputStream().write("kept".getBytes(StandardCharsets.US_ASCII));
            assertThat(uart.received.size()).as("before anybody delivers").isZero();

            awaitInput(terminal, 4);

            assertThat(uart.received).asString().isEqualTo("kept");
        }
    }

    @Test
    void speaksTelnetWhereItIsAsked() throws IOException {
        SocketTerminal terminal = open(SocketOption.TELNET);
        uart.send(0xFF);
        try (Socket client = client(terminal)) {
            InputStream in = client.getInputStream();
            assertThat(in.readNBytes(12))
                    .as("greeting")
                    .isEqualTo(bytes(0xFF, 0xFD, 0, 0xFF, 0xFB, 1, 0xFF, 0xFB, 3, 0xFF, 0xFC, 0x22));
            assertThat(in.readNBytes(2)).as("a doubled 0xFF").isEqualTo(bytes(0xFF, 0xFF));

            client.getOutputStream()
                    .write(bytes(
                            'a', 0xFF, 0xFC, 1, 'b', 0xFF, 0xFF, 0xFF, 0xFA, 31, 0, 80, 0xFF, 0xF0, 'c', 0xFF, 0xF1,
                            'd'));
            awaitInput(terminal, 5);
            assertThat(uart.received.toByteArray())
                    .as("text without commands")
                    .isEqualTo(bytes('a', 'b', 0xFF, 'c', 'd'));
        }
    }

    @Test
    void saysWhenItCannotKeepMore() {
        SocketTerminal terminal = open();
        for (int i = 0; i < Backlog.LIMIT; i++) {
            uart.send('x');
        }
        assertThat(warnings).as("while there is room").isEmpty();

        uart.send('y');
        uart.send('z');

        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("terminal 'term': nobody reads from tcp:127.0.0.1:" + terminal.port());
    }

    @Test
    void hearsNothingOnceItIsDisconnected() throws IOException {
        SocketTerminal terminal = open();
        terminal.disconnect();
        uart.send('x');
        terminal.connect(uart);
        uart.send('y');

        try (Socket client = client(terminal)) {
            assertThat(client.getInputStream().read()).isEqualTo('y');
        }
    }

    @Test
    void endsItsClientWhenItIsClosed() throws IOException {
        SocketTerminal terminal = open();
        try (Socket client = client(terminal)) {
            client.getOutputStream().write('x');
            awaitInput(terminal, 1);

            terminal.close();

            assertThat(client.getInputStream().read()).as("end of stream").isEqualTo(-1);
        }
        // Until the thread that accepts has woken up, the kernel keeps the port open.
        await().untilAsserted(
                        () -> assertThatThrownBy(() -> client(terminal).close()).isInstanceOf(IOException.class));
    }

    @Test
    void saysInRenodesWordsThatAPortIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> open(other.getLocalPort()))
                    .isInstanceOf(MachineException.class)
                    .hasMessageContaining(
                            "Unable to create '127.0.0.1:" + other.getLocalPort() + "' socket:[AddressAlreadyInUse]");
        }
    }

    private SocketTerminal open(SocketOption... options) {
        return open(0, options);
    }

    private SocketTerminal open(int port, SocketOption... options) {
        SocketTerminal terminal = terminals.openSocket("term", port, Set.of(options), warnings::add);
        opened.add(terminal);
        terminal.connect(uart);
        return terminal;
    }

    private void awaitInput(SocketTerminal terminal, int count) {
        Awaitility.await().until(() -> {
            terminal.deliver();
            return uart.received.size() == count;
        });
    }

    private static Socket client(SocketTerminal terminal) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), terminal.port());
    }

    private static byte[] allBytes() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
