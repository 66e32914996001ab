package dev.kenning.testbench.uart;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * Carries the bytes of a UART that somebody serves on a TCP port, such as Renode's server socket terminal.
 *
 * <p>The clock is the host's. One thread may read while another writes.
 */
public final class TcpPort implements BytePort {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final String name;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final long start = System.nanoTime();

    private TcpPort(String name, Socket socket) throws IOException {
        this.name = name;
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        socket.setTcpNoDelay(true);
    }

    /**
     * Connects to a port.
     *
     * @throws IOException if nobody listens there, or not within the time
     */
    public static TcpPort connect(String host, int port, Duration timeout) throws IOException {
        Socket socket = new Socket();
        String name = "tcp:" + host + ":" + port;
        try {
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(timeout.toMillis()));
            return new TcpPort(name, socket);
        } catch (IOException e) {
            socket.close();
            String why = e instanceof UnknownHostException ? "unknown host" : e.getMessage();
            throw new IOException("cannot connect to " + name + ": " + why, e);
        }
    }

    /** Takes over a connection that exists, such as one that was accepted. */
    public static TcpPort of(Socket socket) throws IOException {
        return new TcpPort("tcp:" + socket.getRemoteSocketAddress(), socket);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() - start;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        out.write(buffer, offset, length);
    }

    @Override
    public int read(byte[] buffer, int offset, int length, long deadlineNanos) throws IOException {
        while (true) {
            long remaining = Math.max(0, deadlineNanos - nanoTime());
            // A time-out of 0 would wait for ever, so what is there is polled for with 1 ms.
            long millis = (remaining + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
            socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, Math.max(1, millis)));
            try {
                return in.read(buffer, offset, length);
            } catch (SocketTimeoutException e) {
                if (deadlineNanos - nanoTime() <= 0) {
                    return 0;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
