package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.machine.MachineLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Nrf52840UartTest {

    private static final int STARTRX = 0x000;
    private static final int STOPRX = 0x004;
    private static final int STARTTX = 0x008;
    private static final int STOPTX = 0x00C;
    private static final int RXDRDY = 0x108;
    private static final int ENDRX = 0x110;
    private static final int TXDRDY = 0x11C;
    private static final int ENDTX = 0x120;
    private static final int RXTO = 0x144;
    private static final int RXSTARTED = 0x14C;
    private static final int TXSTOPPED = 0x158;
    private static final int SHORTS = 0x200;
    private static final int INTENSET = 0x304;
    private static final int ENABLE = 0x500;
    private static final int RXD = 0x518;
    private static final int TXD = 0x51C;
    private static final int BAUDRATE = 0x524;
    private static final int RXD_PTR = 0x534;
    private static final int RXD_MAXCNT = 0x538;
    private static final int RXD_AMOUNT = 0x53C;
    private static final int TXD_PTR = 0x544;
    private static final int TXD_MAXCNT = 0x548;
    private static final int TXD_AMOUNT = 0x54C;

    private static final int BUFFER = 0x2000_0000;
    private static final int BASE = 0x4000_2000;
    private static final int PPI_BASE = 0x4001_F000;

    private final Bench bench = new Bench();
    private final SystemBus bus = new SystemBus(bench.clock, new MachineLog(bench.clock));
    private final Nrf52840Uart uart = new Nrf52840Uart(bench.surroundings("uart0"), bus, true);
    private final InterruptLine irq = uart.outputs().get("IRQ");
    private final List<Integer> sent = new ArrayList<>();

    @BeforeEach
    void connect() {
        bus.mapMemory(BUFFER, 0x1000, "sram");
        bus.register(BASE, Nrf52840Uart.SIZE, uart, "uart0");
        uart.addListener(sent::add);
    }

    @Test
    void sendsAWholeBuffer() {
        enableBuffers();
        bus.writeWord(BUFFER, 0x0043_4241);

        send(BUFFER, 3);

        assertThat(sent).containsExactly(0x41, 0x42, 0x43);
        assertThat(read(ENDTX)).as("ENDTX").isEqualTo(1);
        assertThat(read(TXD_AMOUNT)).isEqualTo(3);
    }

    @Test
    void fillsABufferAndStops() {
        enableBuffers();
        openBuffer(BUFFER, 2);

        receive(1, 2, 3);

        assertThat(bus.readWord(BUFFER)).as("the third byte waits").isEqualTo(0x0201);
        assertThat(read(ENDRX)).as("ENDRX").isEqualTo(1);
        assertThat(read(RXD_AMOUNT)).isEqualTo(2);
    }

    @Test
    void keepsWhatArrivesBetweenTwoBuffers() {
        enableBuffers();
        openBuffer(BUFFER, 1);
        receive(1, 2, 3);

        openBuffer(BUFFER + 4, 2);

        assertThat(bus.readWord(BUFFER + 4)).isEqualTo(0x0302);
    }

    @Test
    void opensTheNextBufferByItselfWhereAShortcutSaysSo() {
        enableBuffers();
        write(SHORTS, 1 << 5);
        openBuffer(BUFFER, 1);

        receive(1, 2);
        write(RXSTARTED, 0);

        assertThat(bus.readByte(BUFFER)).as("the same buffer, once more").isEqualTo(2);
    }

    @Test
    void latchesTheBufferWhenItStarts() {
        enableBuffers();
        write(SHORTS, 1 << 5);
        openBuffer(BUFFER, 2);
        write(RXD_PTR, BUFFER + 8);

        receive(1, 2, 3);
        write(RXSTARTED, 0);

        assertThat(bus.readWord(BUFFER)).as("the buffer that was open").isEqualTo(0x0201);
        assertThat(bus.readByte(BUFFER + 8)).as("the next one").isEqualTo(3);
    }

    @Test
    void goesOnAtTheSpeedOfTheLineUntilFirmwareHasNoticedTheNextBuffer() {
        enableBuffers();
        write(BAUDRATE, 0x01D6_0000);
        write(SHORTS, 1 << 5);
        openBuffer(BUFFER, 2);
        write(RXD_PTR, BUFFER + 8);

        receive(1, 2, 3);

        bench.passMicros(86);
        assertThat(read(RXD_AMOUNT)).as("before a byte of ten bits has passed").isZero();
        bench.passMicros(2);
        assertThat(read(RXD_AMOUNT)).as("after it has passed").isEqualTo(1);
    }

    @Test
    void tellsThatAStoppedReceiverIsDone() {
        enableBuffers();
        openBuffer(BUFFER, 8);
        receive(7);

        write(STOPRX, 1);

        assertThat(read(RXTO)).as("RXTO").isEqualTo(1);
        assertThat(read(ENDRX)).as("ENDRX").isEqualTo(1);
        assertThat(read(RXD_AMOUNT)).isEqualTo(1);
    }

    @Test
    void interruptsWhileAnEnabledEventStands() {
        enableBuffers();
        write(INTENSET, 1 << 4);
        openBuffer(BUFFER, 1);

        receive(1);
        assertThat(irq.isHigh()).as("after ENDRX").isTrue();
        write(ENDRX, 0);
        assertThat(irq.isHigh()).as("after firmware has cleared it").isFalse();
    }

    @Test
    void stopsTheTransmitterThroughTheInterconnect() {
        Nrf52840Ppi ppi = new Nrf52840Ppi(bench.surroundings("ppi"), bus);
        bus.register(PPI_BASE, Nrf52840Ppi.SIZE, ppi, "ppi");
        bus.writeWord(PPI_BASE + 0x510 + 8 * 18, BASE + ENDTX);
        bus.writeWord(PPI_BASE + 0x514 + 8 * 18, BASE + STOPTX);
        bus.writeWord(PPI_BASE + 0x504, 1 << 18);
        enableBuffers();

        send(BUFFER, 1);

        assertThat(read(TXSTOPPED)).as("TXSTOPPED").isEqualTo(1);
    }

    @Test
    void sendsByteByByteWithoutBuffers() {
        write(ENABLE, 4);
        write(STARTTX, 1);

        write(TXD, 'x');

        assertThat(sent).containsExactly((int) 'x');
        assertThat(read(TXDRDY)).as("TXDRDY").isEqualTo(1);
    }

    @Test
    void givesByteByByteWithoutBuffers() {
        write(ENABLE, 4);
        write(STARTRX, 1);
        receive(1, 2);

        assertThat(read(RXDRDY)).as("RXDRDY").isEqualTo(1);
        write(RXDRDY, 0);
        assertThat(read(RXD)).isEqualTo(1);
        assertThat(read(RXDRDY)).as("RXDRDY for the second byte").isEqualTo(1);
        assertThat(read(RXD)).isEqualTo(2);
    }

    @Test
    void losesWhatArrivesWhileItIsDisabled() {
        receive(9);
        enableBuffers();

        openBuffer(BUFFER, 1);

        assertThat(read(ENDRX)).as("ENDRX").isZero();
    }

    private void enableBuffers() {
        write(ENABLE, 8);
    }

    private void openBuffer(int address, int size) {
        write(RXD_PTR, address);
        write(RXD_MAXCNT, size);
        write(STARTRX, 1);
    }

    private void send(int address, int size) {
        write(TXD_PTR, address);
        write(TXD_MAXCNT, size);
        write(STARTTX, 1);
    }

    private void receive(int... values) {
        for (int value : values) {
            uart.receive(value);
        }
    }

    private int read(int offset) {
        return uart.read(offset, 4);
    }

    private void write(int offset, int value) {
        uart.write(offset, 4, value);
    }
}
