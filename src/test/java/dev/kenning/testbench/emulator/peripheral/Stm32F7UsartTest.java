package dev.kenning.testbench.emulator.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Stm32F7UsartTest {

    private static final int CR1 = 0x00;
    private static final int CR3 = 0x08;
    private static final int BRR = 0x0C;
    private static final int RTOR = 0x14;
    private static final int RQR = 0x18;
    private static final int ISR = 0x1C;
    private static final int ICR = 0x20;
    private static final int RDR = 0x24;
    private static final int TDR = 0x28;

    private static final int UE = 1;
    private static final int RE = 1 << 2;
    private static final int TE = 1 << 3;
    private static final int RXNEIE = 1 << 5;
    private static final int TCIE = 1 << 6;
    private static final int TXEIE = 1 << 7;
    private static final int RTOIE = 1 << 26;

    private final Bench bench = new Bench();
    private final Stm32F7Usart usart = new Stm32F7Usart(bench.surroundings("usart1"), 200_000_000, false);
    private final InterruptLine irq = usart.outputs().get("IRQ");
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        usart.addListener(sent::write);
    }

    @Test
    void answersZephyrsReadyWaitOnceBothDirectionsAreEnabled() {
        assertThat(read(ISR)).isEqualTo(0x2000_00C0);

        write(CR1, UE | RE | TE);

        assertThat(read(ISR)).as("TEACK and REACK").isEqualTo(0x2060_00C0);
    }

    @Test
    void sendsAByteTheMomentItIsWritten() {
        write(CR1, UE | TE);

        write(TDR, 'h');
        write(TDR, 'i');

        assertThat(sent.toString(StandardCharsets.US_ASCII)).isEqualTo("hi");
        assertThat(read(ISR) & 0xC0).as("TXE and TC").isEqualTo(0xC0);
    }

    @Test
    void losesWhatIsWrittenWhileTheTransmitterIsOffAndSaysSo() {
        write(CR1, UE);

        write(TDR, 'x');

        assertThat(sent.size()).isZero();
        assertThat(bench.log).singleElement().asString().startsWith("usart1: A byte was written to TDR");
    }

    @Test
    void queuesEveryByteThatArrives() {
        write(CR1, UE | RE);
        for (int i = 0; i < 1000; i++) {
            usart.receive(i & 0xFF);
        }

        for (int i = 0; i < 1000; i++) {
            assertThat(read(ISR) & 0x20).as("RXNE before byte %d", i).isNotZero();
            assertThat(read(RDR)).as("byte %d", i).isEqualTo(i & 0xFF);
        }
        assertThat(read(ISR) & 0x20).isZero();
    }

    @Test
    void dropsWhatArrivesWhileTheReceiverIsOff() {
        write(CR1, UE | TE);

        usart.receive('x');

        assertThat(read(ISR) & 0x20).isZero();
        assertThat(bench.log).isEmpty();
    }

    @Test
    void warnsWhenAnEmptyQueueIsRead() {
        assertThat(read(RDR)).isZero();
        assertThat(bench.log).containsExactly("usart1: No characters in queue.");
    }

    @Test
    void emptiesTheQueueOnRequest() {
        write(CR1, UE | RE);
        usart.receive('x');

        write(RQR, 1 << 3);

        assertThat(read(ISR) & 0x20).isZero();
    }

    @Test
    void raisesItsInterruptWhileAnEnabledFlagIsSet() {
        write(CR1, UE | RE | TE | RXNEIE);
        assertThat(irq.isHigh()).isFalse();

        usart.receive('x');
        assertThat(irq.isHigh()).as("RXNE").isTrue();

        read(RDR);
        assertThat(irq.isHigh()).as("after the byte was read").isFalse();

        write(CR1, UE | RE | TE | TXEIE);
        assertThat(irq.isHigh()).as("TXE is always set").isTrue();

        write(CR1, UE | RE | TE | TCIE);
        assertThat(irq.isHigh()).as("TC is set from reset").isTrue();

        write(ICR, 1 << 6);
        assertThat(irq.isHigh()).as("TC cleared").isFalse();
    }

    @Test
    void asksForDmaWhileBytesWait() {
        InterruptLine request = usart.outputs().get("ReceiveDmaRequest");
        write(CR1, UE | RE);
        write(CR3, 1 << 6);

        usart.receive('x');
        assertThat(request.isHigh()).isTrue();

        read(RDR);
        assertThat(request.isHigh()).isFalse();
    }

    @Test
    void timesOutAfterTheBitsOfTheTimeoutRegister() {
        write(BRR, 2000); // 100 kbit/s
        write(RTOR, 10);
        write(CR1, UE | RE | RTOIE);
        usart.receive('x');

        bench.passMicros(99);
        assertThat(irq.isHigh()).as("after 9.9 bits").isFalse();

        bench.passMicros(1);
        assertThat(irq.isHigh()).as("after 10 bits").isTrue();

        write(ICR, 1 << 11);
        assertThat(irq.isHigh()).isFalse();
    }

    @Test
    void saysOnceThatIdleDetectionIsNotModelled() {
        write(CR1, UE | RE | (1 << 4));
        write(CR1, UE | RE | (1 << 4));

        assertThat(bench.log)
                .containsExactly("usart1: IDLEIE is set, but this interrupt is not modelled and never fires.");
    }

    @Test
    void servesBytewiseAccess() {
        write(CR1, UE | TE);

        usart.write(TDR, 1, 0xFFFF_FF41);

        assertThat(sent.toString(StandardCharsets.US_ASCII)).isEqualTo("A");
        assertThat(usart.read(ISR, 1)).isEqualTo(0xC0);
        assertThat(usart.read(ISR + 2, 2)).isEqualTo(0x2020);
    }

    @Test
    void forgetsEverythingOnReset() {
        write(CR1, UE | RE | RXNEIE);
        usart.receive('x');

        usart.reset();

        assertThat(read(ISR)).isEqualTo(0x2000_00C0);
        assertThat(read(CR1)).isZero();
        assertThat(irq.isHigh()).isFalse();
    }

    @Test
    void reportsARegisterItDoesNotHaveOnceEachWay() {
        assertThat(read(0x40)).isZero();
        read(0x40);
        write(0x40, 0x1234);
        write(0x40, 0x1234);

        assertThat(bench.log)
                .containsExactly(
                        "usart1: Unhandled read from offset 0x40.",
                        "usart1: Unhandled write to offset 0x40, value 0x1234.");
    }

    private int read(int offset) {
        return usart.read(offset, 4);
    }

    private void write(int offset, int value) {
        usart.write(offset, 4, value);
    }
}
