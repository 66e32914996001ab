package dev.kenning.testbench.engine.live;

import dev.kenning.testbench.uart.BytePort;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** Reads a console all the time, because nobody keeps what a real UART prints while nobody reads. */
final class ConsoleReader implements Runnable, AutoCloseable {

    /** Between two looks; at 115200 baud, 23 bytes come meanwhile. */
    private static final long POLL_NANOS = 2_000_000;

    private final BytePort port;
    private final HostTimeline timeline;
    private volatile boolean closed;

    private ConsoleReader(BytePort port, HostTimeline timeline) {
        this.port = port;
        this.timeline = timeline;
    }

    static ConsoleReader start(BytePort port, HostTimeline timeline) {
        ConsoleReader reader = new ConsoleReader(port, timeline);
        Thread thread = new Thread(reader, "testbench console " + port.name());
        thread.setDaemon(true);
        thread.start();
        return reader;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[1024];
        try {
            while (!closed) {
                int count = port.read(buffer, 0, buffer.length, port.nanoTime());
                if (count < 0) {
                    timeline.ended("the other end of the console " + port.name() + " is gone");
                    return;
                }
                if (count > 0) {
                    timeline.received(buffer, count);
                } else {
                    LockSupport.parkNanos(POLL_NANOS);
                }
            }
        } catch (IOException e) {
            timeline.ended("the console " + port.name() + " failed: " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        port.close();
    }
}
