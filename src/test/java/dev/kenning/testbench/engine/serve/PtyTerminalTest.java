package dev.kenning.testbench.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.emulator.machine.MachineException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A UART on a pseudo-terminal, without a machine around it. */
@Timeout(30)
@DisabledOnOs(OS.WINDOWS)
class PtyTerminalTest {

    private final ServedTerminals terminals = new ServedTerminals(InetAddress.getLoopbackAddress());
    private final List<PtyTerminal> opened = new ArrayList<>();
    private final LoopUart uart = new LoopUart();
    private final List<String> warnings = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path link;

    @BeforeEach
    void chooseLink() {
        link = folder.resolve("uart");
    }

    @AfterEach
    void close() {
        opened.forEach(PtyTerminal::close);
    }

    @Test
    void carriesBytesOfOneClientAfterTheOther() throws IOException {
        open(false);
        for (String word : List.of("first", "second")) {
            send(word);
            try (var in = Files.newInputStream(link);
                    OutputStream out = Files.newOutputStream(link)) {
                out.write(word.getBytes(StandardCharsets.US_ASCII));
                assertThat(in.readNBytes(word.length())).asString().isEqualTo(word);
                awaitInput(word);
            }
        }
    }

    @Test
    void neverKeepsTheMachineWaitingForAReader() throws IOException {
        open(false);
        String much = "0123456789abcdef".repeat(1 << 16);

        send(much);

        try (var in = Files.newInputStream(link)) {
            assertThat(new String(in.readNBytes(much.length()), StandardCharsets.US_ASCII))
                    .isEqualTo(much);
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void saysWhenItCannotKeepMore() {
        PtyTerminal terminal = open(false);

        for (int i = 0; i < 3 * Backlog.LIMIT && warnings.isEmpty(); i++) {
            uart.send('x');
        }

        assertThat(warnings)
                .singleElement()
                .asString()
                .isEqualTo("terminal 'term': nobody reads from " + terminal.address()
                        + "; what the UART sends from now on is lost until somebody does.");
    }

    @Test
    void removesItsLinkAndEndsItsThreads() {
        open(false).close();

        assertThat(link).doesNotExist();
        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("terminal term")));
    }

    @Test
    void saysInRenodesWordsThatAFileIsThere() throws IOException {
        Files.writeString(link, "precious");

        assertThatThrownBy(() -> open(false))
                .isInstanceOf(MachineException.class)
                .hasMessage("File '" + link + "' already exists. Use forceCreate to overwrite it.");

        open(true);
        assertThat(link).isSymbolicLink();
    }

    @Test
    void saysWhyThereCanBeNoLink() {
        link = folder.resolve("no/uart");

        assertThatThrownBy(() -> open(false))
                .isInstanceOf(MachineException.class)
                .hasMessage("terminal 'term': cannot make the link " + link
                        + " to a pseudo-terminal: its folder is not there");
    }

    private PtyTerminal open(boolean replace) {
        PtyTerminal terminal = terminals.openPseudoTerminal("term", link.toString(), replace, warnings::add);
        opened.add(terminal);
        terminal.connect(uart);
        return terminal;
    }

    private void send(String text) {
        text.chars().forEach(uart::send);
    }

    private void awaitInput(String text) {
        Awaitility.await().until(() -> {
            terminals.deliver();
            return uart.received.size() == text.length();
        });
        assertThat(uart.received).asString().isEqualTo(text);
        uart.received.reset();
    }
}
