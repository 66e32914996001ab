package dev.kenning.testbench.engine.gdb;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Writes to a client on a thread of its own, so that nobody ever waits for it; one that does not read is dropped. */
final class PacketWriter {

    private static final int CAPACITY = 256;
    private static final long LAST_WORDS_MILLIS = 1000;
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>(CAPACITY);
    private final Socket socket;
    private final Thread thread;

    private PacketWriter(Socket socket, String name) {
        this.socket = socket;
        thread = new Thread(this::write, name);
        thread.setDaemon(true);
    }

    static PacketWriter start(Socket socket, String name) {
        PacketWriter writer = new PacketWriter(socket, name);
        writer.thread.start();
        return writer;
    }

    /** Sends bytes when their turn comes. */
    void send(byte[] bytes) {
        if (!queue.offer(bytes)) {
            close();
        }
    }

    /** Sends what is left to a client that reads it, and closes the socket. */
    void finish() throws InterruptedException {
        if (queue.offer(END)) {
            thread.join(LAST_WORDS_MILLIS);
        }
        close();
        thread.interrupt();
    }

    private void write() {
        try {
            OutputStream out = socket.getOutputStream();
            for (byte[] bytes = queue.take(); bytes != END; bytes = queue.take()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // The client has gone.
        }
    }
}
