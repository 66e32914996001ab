package dev.kenning.testbench.uart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.kenning.testbench.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("tool")
class SerialPortIT {

    @TempDir
    private Path directory;

    private Process socat;
    private SerialPort left;
    private SerialPort right;

    @BeforeEach
    void connectTwoPseudoTerminals() throws IOException {
        Tools.require("socat", "socat", "socat");
        Path a = directory.resolve("a");
        Path b = directory.resolve("b");
        socat = new ProcessBuilder("socat", "pty,raw,echo=0,link=" + a, "pty,raw,echo=0,link=" + b)
                .inheritIO()
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(a) && Files.exists(b));
        left = SerialPort.open(a.toRealPath().toString(), 115200);
        right = SerialPort.open(b.toString(), 115200);
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        if (left != null) {
            left.close();
        }
        if (right != null) {
            right.close();
        }
        if (socat != null) {
            socat.destroy();
            socat.waitFor();
        }
    }

    @Test
    void carriesEveryByteUnchanged() throws IOException {
        byte[] all = new byte[1024];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }

        left.write(all);

        byte[] received = new byte[all.length];
        int length = 0;
        long deadline = right.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (length < received.length && right.nanoTime() < deadline) {
            length += right.read(received, length, received.length - length, deadline);
        }
        assertThat(received).isEqualTo(all);
    }

    @Test
    void setsLineSpeedsUpToThreeMegabits() throws Exception {
        String terminal = directory.resolve("a").toRealPath().toString();
        for (int baudRate : new int[] {9600, 921_600, 3_000_000}) {
            left.close();
            left = SerialPort.open(terminal, baudRate);

            Process stty = new ProcessBuilder("stty", "-F", terminal, "speed").start();
            assertThat(stty.inputReader().readLine()).isEqualTo(String.valueOf(baudRate));
        }
    }

    @Test
    void saysThatAPseudoTerminalHasNoLineForAReset() {
        for (ResetLine line : ResetLine.values()) {
            assertThatIOException()
                    .isThrownBy(() -> left.pulse(line))
                    .withMessage(left.name() + " has no line " + line);
        }
    }

    @Test
    void returnsNothingOnceTheDeadlineHasPassed() throws IOException {
        long deadline = left.nanoTime() + 20_000_000;

        assertThat(left.read(new byte[8], 0, 8, deadline)).isZero();
        assertThat(left.nanoTime()).isGreaterThanOrEqualTo(deadline);
    }

    @Test
    void reportsThatTheOtherEndIsGone() throws Exception {
        socat.destroy();
        socat.waitFor();

        assertThat(left.read(
                        new byte[8],
                        0,
                        8,
                        left.nanoTime() + Duration.ofSeconds(10).toNanos()))
                .isEqualTo(-1);
    }

    @Test
    void refusesToBeUsedAfterItWasClosed() {
        left.close();
        left.close();

        assertThatIOException()
                .isThrownBy(() -> left.read(new byte[8], 0, 8, 0))
                .withMessageContaining("is closed");
        assertThatIOException().isThrownBy(() -> left.write(new byte[8])).withMessageContaining("closed");
    }

    @Test
    void saysWhichDeviceIsNotThere() {
        assertThatIOException()
                .isThrownBy(() -> SerialPort.open(directory.resolve("none").toString(), 115200))
                .withMessageContaining(directory.resolve("none").toString());
    }
}
