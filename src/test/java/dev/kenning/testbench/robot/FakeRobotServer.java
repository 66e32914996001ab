package dev.kenning.testbench.robot;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers each request as it is told to, well or badly, on bare sockets. */
final class FakeRobotServer implements AutoCloseable {

    /** Answers one request; the connection stays open afterwards unless it closes that. */
    interface Behaviour {
        void answer(MethodCall call, Socket connection) throws IOException;
    }

    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<MethodCall> calls = new CopyOnWriteArrayList<>();
    private final Behaviour behaviour;

    private FakeRobotServer(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        daemon(this::accept);
    }

    static FakeRobotServer answering(Behaviour behaviour) throws IOException {
        return new FakeRobotServer(behaviour);
    }

    /** Tells a keyword list properly and is bad at everything else. */
    static FakeRobotServer badAtKeywords(Behaviour behaviour) throws IOException {
        return answering((call, connection) -> {
            if (call.method().equals("get_keyword_names")) {
                send(
                        connection,
                        new MethodResponse.Result(RpcValue.ofStrings(
                                List.of("StartEmulation", "StopRemoteServer", "WaitForLineOnUart"))));
            } else {
                behaviour.answer(call, connection);
            }
        });
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
    }

    /** Returns what arrived so far. */
    List<MethodCall> calls() {
        return calls;
    }

    static void send(Socket connection, MethodResponse response) throws IOException {
        send(connection, 200, MessageWriter.write(response));
    }

    static void send(Socket connection, int status, byte[] body) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write(head(status, body.length));
        out.write(body);
        out.flush();
    }

    static byte[] head(int status, long length) {
        return ("HTTP/1.1 " + status + " Said\r\nContent-Type: text/xml\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket connection = listener.accept();
            connection.setTcpNoDelay(true);
            connections.add(connection);
            daemon(() -> serve(connection));
        }
    }

    private void serve(Socket connection) throws IOException {
        InputStream in = new BufferedInputStream(connection.getInputStream());
        while (true) {
            int length = 0;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            line.substring("content-length:".length()).strip());
                }
            }
            MethodCall call = read(in.readNBytes(length));
            calls.add(call);
            behaviour.answer(call, connection);
        }
    }

    private static MethodCall read(byte[] body) throws IOException {
        try {
            return MessageReader.readCall(body, MessageLimits.DEFAULT);
        } catch (MalformedMessageException e) {
            throw new IOException(e);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private interface Task {
        void run() throws IOException;
    }

    private void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException | UncheckedIOException e) {
                // The other side hung up, or the test ended.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
