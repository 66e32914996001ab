package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.uart.BytePort;
import dev.kenning.testbench.uart.TcpPort;
import java.io.IOException;
import java.util.function.Supplier;

/** The bytes of a UART; whoever waits for one makes the emulation run. Its clock is the host's. */
final class RemotePort implements BytePort {

    private final String uart;
    private final TcpPort tcp;
    private final Runnable run;
    private final Supplier<String> loss;
    private boolean closed;

    /**
     * Takes over a connection.
     *
     * @param run makes the emulation run
     * @param loss tells why the connection was lost
     */
    RemotePort(String uart, TcpPort tcp, Runnable run, Supplier<String> loss) {
        this.uart = uart;
        this.tcp = tcp;
        this.run = run;
        this.loss = loss;
    }

    @Override
    public String name() {
        return uart;
    }

    @Override
    public long nanoTime() {
        return tcp.nanoTime();
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        requireOpen();
        try {
            tcp.write(buffer, offset, length);
        } catch (IOException e) {
            throw new IOException(loss.get(), e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length, long deadlineNanos) throws IOException {
        requireOpen();
        run.run();
        int count;
        try {
            count = tcp.read(buffer, offset, length, deadlineNanos);
        } catch (IOException e) {
            throw new IOException(loss.get(), e);
        }
        if (count < 0) {
            throw new IOException(loss.get());
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        tcp.close();
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the port on " + uart + " is closed");
        }
    }
}
