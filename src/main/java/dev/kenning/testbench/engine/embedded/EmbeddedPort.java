package dev.kenning.testbench.engine.embedded;

import dev.kenning.testbench.emulator.bus.Uart;
import dev.kenning.testbench.engine.Timeline;
import dev.kenning.testbench.uart.BytePort;
import java.io.IOException;

/** A UART of a simulated board; whoever reads it makes the board run. */
final class EmbeddedPort implements BytePort, Uart.Listener {

    private final Timeline timeline;
    private final String name;
    private final Uart uart;
    private byte[] received = new byte[4096];
    private int head;
    private int count;
    private boolean awaited;
    private boolean closed;

    EmbeddedPort(Timeline timeline, String name, Uart uart) {
        this.timeline = timeline;
        this.name = name;
        this.uart = uart;
        uart.addListener(this);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long nanoTime() {
        return timeline.nanos();
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        requireOpen();
        for (int i = 0; i < length; i++) {
            uart.receive(buffer[offset + i] & 0xFF);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length, long deadlineNanos) throws IOException {
        requireOpen();
        if (count == 0) {
            awaited = true;
            try {
                timeline.await(deadlineNanos, () -> count > 0, "for a byte on " + name);
            } finally {
                awaited = false;
            }
        }
        int taken = Math.min(length, count);
        for (int i = 0; i < taken; i++) {
            buffer[offset + i] = received[head];
            head = (head + 1) % received.length;
        }
        count -= taken;
        return taken;
    }

    @Override
    public void onByte(int value) {
        if (closed) {
            return;
        }
        if (count == received.length) {
            grow();
        }
        received[(head + count) % received.length] = (byte) value;
        count++;
        if (awaited) {
            timeline.interrupt();
        }
    }

    private void grow() {
        byte[] larger = new byte[2 * received.length];
        for (int i = 0; i < count; i++) {
            larger[i] = received[(head + i) % received.length];
        }
        received = larger;
        head = 0;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the port on " + name + " is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
        uart.removeListener(this);
    }
}
