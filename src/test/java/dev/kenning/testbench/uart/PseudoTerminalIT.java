package dev.kenning.testbench.uart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.Tools;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A pseudo-terminal of ours and the clients that open it. */
@Timeout(30)
@DisabledOnOs(OS.WINDOWS)
@Tag("tool")
class PseudoTerminalIT {

    private static final long A_WHILE = 10_000_000_000L;

    @TempDir
    private Path folder;

    private Path link;

    @BeforeEach
    void chooseLink() {
        link = folder.resolve("uart");
    }

    @Test
    void carriesEveryByteValueBothWays() throws IOException {
        try (PseudoTerminal terminal = PseudoTerminal.open(link, false);
                SerialPort client = SerialPort.open(link.toString(), 115_200)) {
            client.write(allBytes());
            terminal.write(allBytes());

            assertThat(readExactly(terminal, 256)).as("from the client").isEqualTo(allBytes());
            assertThat(readExactly(client, 256)).as("to the client").isEqualTo(allBytes());
        }
    }

    @Test
    void passesBytesAsTheyAreToAClientThatSetsNothing() throws IOException {
        byte[] bytes = {'a', '\r', '\n', 3, 4, 26, 127, (byte) 0xFF, 0, 17, 19};
        try (PseudoTerminal terminal = PseudoTerminal.open(link, false)) {
            try (var out = Files.newOutputStream(link)) {
                out.write(bytes);
            }
            terminal.write(bytes);

            assertThat(readExactly(terminal, bytes.length))
                    .as("from the client, no echo")
                    .isEqualTo(bytes);
            try (var in = Files.newInputStream(link)) {
                assertThat(in.readNBytes(bytes.length)).as("to the client").isEqualTo(bytes);
            }
            assertThat(read(terminal, 0)).as("anything more").isZero();
        }
    }

    @Test
    void servesTheNextClientWhenTheLastHasGone() throws IOException {
        try (PseudoTerminal terminal = PseudoTerminal.open(link, false)) {
            for (int round = 1; round <= 3; round++) {
                try (SerialPort client = SerialPort.open(link.toString(), 115_200)) {
                    client.write(new byte[] {(byte) round});
                    assertThat(readExactly(terminal, 1)).containsExactly(round);
                    terminal.write(new byte[] {(byte) (round + 100)});
                    assertThat(readExactly(client, 1)).containsExactly(round + 100);
                }
            }
        }
    }

    @Test
    void keepsWhatIsWrittenWhileNobodyHasItOpen() throws IOException {
        try (PseudoTerminal terminal = PseudoTerminal.open(link, false)) {
            terminal.write(new byte[] {'h', 'i'});

            try (var in = Files.newInputStream(link)) {
                assertThat(in.readNBytes(2)).asString().isEqualTo("hi");
            }
        }
    }

    @Test
    void letsTheWriterWaitForAReader() throws Exception {
        long seed = new Random().nextLong();
        byte[] much = new byte[1 << 20];
        new Random(seed).nextBytes(much);
        try (PseudoTerminal terminal = PseudoTerminal.open(link, false);
                var in = Files.newInputStream(link)) {
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                try {
                    terminal.write(much);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });

            assertThat(in.readNBytes(much.length)).as("seed %d", seed).isEqualTo(much);
            writer.get();
        }
    }

    @Test
    void returnsNothingAtTheDeadline() throws IOException {
        try (PseudoTerminal terminal = PseudoTerminal.open(link, false)) {
            long deadline = terminal.nanoTime() + 120_000_000;

            assertThat(terminal.read(new byte[1], 0, 1, deadline)).isZero();
            assertThat(terminal.nanoTime()).isGreaterThanOrEqualTo(deadline);
        }
    }

    @Test
    void carriesTheBytesOfSocat() throws Exception {
        Tools.require("socat", "socat", "socat");
        try (PseudoTerminal terminal = PseudoTerminal.open(link, false)) {
            Process socat = new ProcessBuilder("socat", "-", link + ",raw,echo=0").start();
            try {
                socat.outputWriter().append("ping").flush();
                assertThat(readExactly(terminal, 4)).asString().isEqualTo("ping");

                terminal.write(new byte[] {'p', 'o', 'n', 'g'});
                assertThat(socat.getInputStream().readNBytes(4)).asString().isEqualTo("pong");
            } finally {
                socat.destroy();
                socat.waitFor();
            }
        }
    }

    @Test
    void removesItsLinkAndEndsItsClient() throws IOException {
        PseudoTerminal terminal = PseudoTerminal.open(link, false);
        assertThat(link).isSymbolicLink();
        try (var in = Files.newInputStream(link)) {
            terminal.close();
            terminal.close();

            assertThat(in.read()).as("end of the stream").isEqualTo(-1);
        }
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> terminal.write(new byte[1]))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("is closed");
    }

    @Test
    void leavesALinkAloneThatLeadsElsewhereByNow() throws IOException {
        try (PseudoTerminal terminal = PseudoTerminal.open(link, false)) {
            Files.delete(link);
            Files.createSymbolicLink(link, Path.of("elsewhere"));
            assertThat(terminal.name()).isEqualTo(link.toString());
        }
        assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("elsewhere"));
    }

    @Test
    void endsAReadThatWaitsWhenItIsClosed() throws Exception {
        PseudoTerminal terminal = PseudoTerminal.open(link, false);
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
            try {
                return terminal.read(new byte[1], 0, 1, Long.MAX_VALUE);
            } catch (IOException e) {
                throw new AssertionError(e.getMessage(), e);
            }
        });

        terminal.close();

        assertThatThrownBy(reader::get).isInstanceOf(ExecutionException.class).hasMessageContaining("is closed");
    }

    @Test
    void endsAWriteThatWaitsWhenItIsInterrupted() throws Exception {
        AtomicReference<Throwable> end = new AtomicReference<>();
        try (PseudoTerminal terminal = PseudoTerminal.open(link, false)) {
            Thread writer = new Thread(() -> {
                try {
                    terminal.write(new byte[1 << 22]);
                } catch (IOException e) {
                    end.set(e);
                }
            });
            writer.start();
            writer.interrupt();
            writer.join();
        }
        assertThat(end.get()).isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void replacesALinkThatLeadsNowhere() throws IOException {
        Files.createSymbolicLink(link, folder.resolve("gone"));

        try (PseudoTerminal terminal = PseudoTerminal.open(link, false)) {
            assertThat(link).exists();
            assertThat(terminal.name()).isEqualTo(link.toString());
        }
    }

    @Test
    void replacesAFileOnlyWhereItIsTold() throws IOException {
        Files.writeString(link, "precious");

        assertThatThrownBy(() -> PseudoTerminal.open(link, false))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage(link.toString());
        assertThat(link).as("after the refusal").hasContent("precious");

        try (PseudoTerminal terminal = PseudoTerminal.open(link, true)) {
            assertThat(link).isSymbolicLink();
            assertThat(terminal.name()).isEqualTo(link.toString());
        }
    }

    @Test
    void refusesTheLinkOfAnotherThatIsOpen() throws IOException {
        try (PseudoTerminal first = PseudoTerminal.open(link, false)) {
            assertThatThrownBy(() -> PseudoTerminal.open(link, false)).isInstanceOf(FileAlreadyExistsException.class);

            first.write(new byte[] {'x'});
            try (var in = Files.newInputStream(link)) {
                assertThat(in.read()).as("the first still works").isEqualTo('x');
            }
        }
    }

    @Test
    void neverReplacesAFolder() throws IOException {
        Files.createDirectory(link);

        assertThatThrownBy(() -> PseudoTerminal.open(link, true)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void saysThatTheFolderOfTheLinkIsNotThere() {
        Path nowhere = folder.resolve("no").resolve("uart");

        assertThatThrownBy(() -> PseudoTerminal.open(nowhere, false))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot make the link " + nowhere + " to a pseudo-terminal: its folder is not there");
    }

    @Test
    void leavesNoDescriptorBehind() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        Tools.requireFile(descriptors, "proc", "only Linux shows the descriptors of a process");
        long before = masters(descriptors);
        try (PseudoTerminal terminal = PseudoTerminal.open(link, false)) {
            assertThat(terminal.name()).isEqualTo(link.toString());
            assertThat(masters(descriptors)).as("while it is open").isEqualTo(before + 1);
        }

        assertThat(masters(descriptors)).as("once it is closed").isEqualTo(before);
    }

    private static long masters(Path descriptors) throws IOException {
        try (var entries = Files.list(descriptors)) {
            return entries.filter(entry -> {
                        try {
                            return Files.readSymbolicLink(entry).toString().contains("ptmx");
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .count();
        }
    }

    private static byte[] readExactly(BytePort port, int length) throws IOException {
        byte[] bytes = new byte[length];
        int count = 0;
        while (count < length) {
            int read = port.read(bytes, count, length - count, port.nanoTime() + A_WHILE);
            if (read <= 0) {
                return Arrays.copyOf(bytes, count);
            }
            count += read;
        }
        return bytes;
    }

    private static int read(BytePort port, long nanos) throws IOException {
        return port.read(new byte[16], 0, 16, port.nanoTime() + nanos);
    }

    private static byte[] allBytes() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
