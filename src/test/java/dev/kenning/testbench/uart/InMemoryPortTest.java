package dev.kenning.testbench.uart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InMemoryPortTest {

    private final ManualClock clock = new ManualClock();
    private final InMemoryPort.Pair ports = InMemoryPort.pair("uart", clock);
    private final byte[] buffer = new byte[16];

    @Test
    void carriesBytesBothWays() throws IOException {
        ports.left().write(new byte[] {1, 2, 3});
        ports.right().write(new byte[] {4});

        assertThat(ports.right().read(buffer, 1, 8, 0)).isEqualTo(3);
        assertThat(buffer).startsWith(0, 1, 2, 3);
        assertThat(ports.left().read(buffer, 0, 8, 0)).isEqualTo(1);
    }

    @Test
    void movesAManualClockToTheDeadlineWhenNothingComes() throws IOException {
        assertThat(ports.left().read(buffer, 0, 8, 1_000)).isZero();

        assertThat(clock.nanoTime()).isEqualTo(1_000);
    }

    @Test
    void leavesAManualClockAloneWhenBytesAreThere() throws IOException {
        ports.right().write(new byte[] {1});

        assertThat(ports.left().read(buffer, 0, 8, 1_000)).isEqualTo(1);
        assertThat(clock.nanoTime()).isZero();
    }

    @Test
    void reportsThatThePeerClosedAfterItsLastByte() throws IOException {
        ports.right().write(new byte[] {1});
        ports.right().close();

        assertThat(ports.left().read(buffer, 0, 8, 0)).isEqualTo(1);
        assertThat(ports.left().read(buffer, 0, 8, 0)).isEqualTo(-1);
        assertThatIOException()
                .isThrownBy(() -> ports.left().write(new byte[1]))
                .withMessageContaining("closed");
    }

    @Test
    void refusesToBeUsedAfterItWasClosed() {
        ports.left().close();
        ports.left().close();

        assertThatIOException()
                .isThrownBy(() -> ports.left().read(buffer, 0, 8, 0))
                .withMessage("uart is closed");
    }

    @Test
    void keepsMoreThanItsFirstBuffer() throws IOException {
        byte[] large = new byte[100_000];
        large[99_999] = 7;
        ports.left().write(large);
        byte[] received = new byte[100_000];

        int length = 0;
        while (length < received.length) {
            length += ports.right().read(received, length, received.length - length, 0);
        }

        assertThat(received).isEqualTo(large);
    }

    @Test
    void wakesAReaderOnAnotherThread() throws Exception {
        InMemoryPort.Pair real = InMemoryPort.pair("uart");
        CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
            try {
                return real.left().read(new byte[8], 0, 8, Long.MAX_VALUE);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });

        real.right().write(new byte[] {1, 2});

        assertThat(read.get()).isEqualTo(2);
    }
}
