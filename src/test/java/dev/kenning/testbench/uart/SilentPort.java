package dev.kenning.testbench.uart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A TCP port where nobody listens: the port of a server that was closed answers until the thread that accepts has woken up, and
 * may be another's by then.
 */
public final class SilentPort implements AutoCloseable {

    private final Socket socket = new Socket();

    /** Takes a free port of the loopback interface. */
    public SilentPort() throws IOException {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    public int number() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
