package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.uart.TcpPort;
import java.io.IOException;

/** Keeps everything that a UART prints; what nobody read would block the simulator. */
final class PrintedText implements AutoCloseable {

    private static final int CHUNK = 4096;

    private final TcpPort tcp;
    private final StringBuilder text = new StringBuilder();

    PrintedText(TcpPort tcp) {
        this.tcp = tcp;
        Thread thread = new Thread(this::read, "uart-" + tcp.name());
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns what has come so far, a character for each byte. */
    String soFar() {
        synchronized (text) {
            return text.toString();
        }
    }

    void write(byte[] bytes) throws IOException {
        tcp.write(bytes);
    }

    private void read() {
        byte[] chunk = new byte[CHUNK];
        try {
            int count;
            do {
                count = tcp.read(chunk, 0, chunk.length, Long.MAX_VALUE);
                synchronized (text) {
                    for (int i = 0; i < count; i++) {
                        text.append((char) (chunk[i] & 0xFF));
                    }
                }
            } while (count >= 0);
        } catch (IOException e) {
            // Closed by us, or the simulator is gone: whoever waits for something hears of it.
        }
    }

    @Override
    public void close() throws IOException {
        tcp.close();
    }
}
