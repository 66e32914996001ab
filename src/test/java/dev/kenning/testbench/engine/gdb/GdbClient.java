package dev.kenning.testbench.engine.gdb;

import dev.kenning.testbench.gdb.Packets;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Speaks GDB's remote protocol as a plain client, acknowledging as a client must until it is told that it need not. */
final class GdbClient implements Closeable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private boolean acknowledging = true;

    GdbClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** Sends a request and returns the answer. */
    String ask(String request) throws IOException {
        send(request);
        return answer();
    }

    /** Sends a request; its answer comes later. */
    void send(String request) throws IOException {
        sendRaw(new String(Packets.packet(request), StandardCharsets.ISO_8859_1));
        if (acknowledging) {
            char heard = (char) read();
            if (heard != '+') {
                throw new IOException("'+' expected, not '" + heard + "'");
            }
        }
    }

    void sendRaw(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    void stopAcknowledging() throws IOException {
        ask("QStartNoAckMode");
        acknowledging = false;
    }

    /** Returns the payload of the next packet. */
    String answer() throws IOException {
        String raw = rawAnswer();
        if (acknowledging) {
            sendRaw("+");
        }
        return raw;
    }

    /** Returns the payload of the next packet, and does not say that it has come. */
    String rawAnswer() throws IOException {
        while (read() != '$') {
            // An acknowledgement.
        }
        StringBuilder payload = new StringBuilder();
        int sum = 0;
        for (int value = read(); value != '#'; value = read()) {
            sum += value;
            if (value == '}') {
                value = read();
                sum += value;
                value ^= 0x20;
            }
            payload.append((char) value);
        }
        String digits = "" + (char) read() + (char) read();
        if (HexFormat.fromHexDigits(digits) != (sum & 0xFF)) {
            throw new IOException("checksum of " + payload + " is not " + digits);
        }
        return payload.toString();
    }

    int read() throws IOException {
        int value = socket.getInputStream().read();
        if (value < 0) {
            throw new EOFException("the server closed the connection");
        }
        return value;
    }

    /** Says that nothing more will come, but goes on listening. */
    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
