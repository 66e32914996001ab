package dev.kenning.testbench.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.fault.LineFault.At;
import dev.kenning.testbench.fault.LineFault.Close;
import dev.kenning.testbench.fault.LineFault.Cut;
import dev.kenning.testbench.fault.LineFault.Direction;
import dev.kenning.testbench.fault.LineFault.Drop;
import dev.kenning.testbench.fault.LineFault.Each;
import dev.kenning.testbench.fault.LineFault.Flip;
import dev.kenning.testbench.fault.LineFault.Insert;
import dev.kenning.testbench.fault.LineFault.Repeat;
import dev.kenning.testbench.fault.LineFault.Stall;
import dev.kenning.testbench.fault.LineFault.When;
import dev.kenning.testbench.uart.InMemoryPort;
import dev.kenning.testbench.uart.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultyPortTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();
    private final InMemoryPort.Pair ports = InMemoryPort.pair("usart6", clock);

    private FaultyPort line(LineFault... faults) {
        return FaultyPort.on(ports.left(), 1, faults);
    }

    private String heardByDevice() throws IOException {
        return read(ports.right());
    }

    private String read(dev.kenning.testbench.uart.BytePort port) throws IOException {
        byte[] buffer = new byte[64];
        int count = port.read(buffer, 0, buffer.length, clock.nanoTime());
        return HexFormat.of().formatHex(buffer, 0, Math.max(0, count));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void passesEverythingWhereNothingIsWrong() throws IOException {
        FaultyPort line = line();
        line.write(bytes("010203"));
        ports.right().write(bytes("0405"));

        assertThat(heardByDevice()).isEqualTo("010203");
        assertThat(read(line)).isEqualTo("0405");
        assertThat(line.occurrences()).isEmpty();
    }

    @Test
    void dropsBytesFromAnOffsetOn() throws IOException {
        FaultyPort line = line(LineFault.toDevice(new At(1), new Drop(2)));
        line.write(bytes("01"));
        line.write(bytes("02030405"));

        assertThat(heardByDevice()).isEqualTo("010405");
        assertThat(line.occurrences()).hasToString("[Drop[bytes=2] at byte 1 to the device]");
    }

    @Test
    void flipsBits() throws IOException {
        FaultyPort line = line(LineFault.toHost(new At(1), new Flip(0x81)));
        ports.right().write(bytes("000000"));

        assertThat(read(line)).isEqualTo("008100");
    }

    @Test
    void repeatsAByte() throws IOException {
        FaultyPort line = line(LineFault.toDevice(new At(0), new Repeat(2)));
        line.write(bytes("0102"));

        assertThat(heardByDevice()).isEqualTo("01010102");
    }

    @Test
    void insertsNoiseOfItsSeed() throws IOException {
        FaultyPort line = line(LineFault.toDevice(new At(1), new Insert(3)));
        line.write(bytes("aabb"));
        String heard = heardByDevice();

        assertThat(heard).startsWith("aa").endsWith("bb").hasSize(10);
        FaultyPort again = FaultyPort.on(ports.left(), 1, LineFault.toDevice(new At(1), new Insert(3)));
        again.write(bytes("aabb"));
        assertThat(heardByDevice()).as("with the same seed").isEqualTo(heard);
    }

    @Test
    void meetsEveryByteThatARulePicks() throws IOException {
        FaultyPort line = line(LineFault.toDevice(new When((offset, value) -> value == 0xFF), new Drop(1)));
        line.write(bytes("01ff02ffff03"));

        assertThat(heardByDevice()).isEqualTo("010203");
        assertThat(line.occurrences()).extracting(FaultyPort.Occurrence::offset).containsExactly(1L, 3L, 4L);
    }

    @Test
    void meetsBytesWithAProbability() throws IOException {
        FaultyPort line = line(LineFault.toDevice(new Each(0.1), new Drop(1)));
        line.write(new byte[10_000]);

        assertThat(line.occurrences()).hasSizeBetween(800, 1200);
    }

    @Test
    void holdsBackWhatTheHostSendsDuringAStall() throws IOException {
        FaultyPort line = line(LineFault.toDevice(new At(2), new Stall(SECOND)));
        line.write(bytes("01020304"));

        assertThat(clock.nanoTime()).as("the time after the write").isEqualTo(SECOND.toNanos());
        assertThat(heardByDevice()).isEqualTo("01020304");
    }

    @Test
    void keepsWhatTheDeviceSaysDuringAStall() throws IOException {
        FaultyPort line = line(LineFault.toDevice(new At(0), new Stall(SECOND)));
        ports.right().write(bytes("77"));
        line.write(bytes("01"));

        assertThat(read(line)).isEqualTo("77");
    }

    @Test
    void deliversLateWhatTheDeviceSendsDuringAStall() throws IOException {
        FaultyPort line = line(LineFault.toHost(new At(1), new Stall(SECOND)));
        byte[] buffer = new byte[8];
        ports.right().write(bytes("0102"));

        assertThat(line.read(buffer, 0, 8, SECOND.toNanos() / 2))
                .as("before the stall ends")
                .isZero();
        ports.right().write(bytes("03"));
        assertThat(line.read(buffer, 0, 8, 2 * SECOND.toNanos())).isEqualTo(3);
        assertThat(Arrays.copyOf(buffer, 3)).isEqualTo(bytes("010203"));
        assertThat(clock.nanoTime()).isEqualTo(SECOND.toNanos());
    }

    @Test
    void isSilentBehindACut() throws IOException {
        FaultyPort line = line(LineFault.toHost(new At(1), new Cut()));
        ports.right().write(bytes("010203"));

        assertThat(read(line)).isEqualTo("01");
        assertThat(line.read(new byte[8], 0, 8, SECOND.toNanos())).isZero();
        assertThat(clock.nanoTime()).as("waited for the deadline").isEqualTo(SECOND.toNanos());
    }

    @Test
    void failsOnceAPlugIsPulled() throws IOException {
        FaultyPort line = line(LineFault.toDevice(new At(2), new Close()));

        assertThatThrownBy(() -> line.write(bytes("010203")))
                .isInstanceOf(IOException.class)
                .hasMessage("the port usart6 is gone: a fault pulled its plug");
        assertThat(heardByDevice()).as("what was sent before").isEqualTo("0102");
        assertThatThrownBy(() -> line.write(bytes("04"))).isInstanceOf(IOException.class);
    }

    @Test
    void givesWhatCameBeforeThePlugWasPulled() throws IOException {
        FaultyPort line = line(LineFault.toHost(new At(1), new Close()));
        ports.right().write(bytes("0102"));

        assertThat(read(line)).isEqualTo("01");
        assertThatThrownBy(() -> read(line)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void refusesWhatIsNoProbability(double value) {
        assertThatThrownBy(() -> new Each(value)).hasMessageContaining("from 0 to 1, not " + value);
    }

    @Test
    void makesTheSameFaultOfTheSameRandomNumbers() {
        assertThat(LineFault.random(Direction.TO_HOST, new java.util.Random(7), 100))
                .isEqualTo(LineFault.random(Direction.TO_HOST, new java.util.Random(7), 100));
    }
}
