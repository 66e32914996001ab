package dev.kenning.testbench.robot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Serves a {@link KeywordLibrary} as Renode's robot remote server does: XML-RPC over HTTP POST, on any path.
 *
 * <p>Keywords run one at a time, in the order in which their requests arrived; a client that is slow to send or to read
 * keeps nobody waiting. The server listens on 127.0.0.1 unless told otherwise: whoever reaches it runs commands. It takes
 * {@code text/xml} only, which keeps web pages out: a browser asks before it sends that to another site.
 *
 * <p>{@code StopRemoteServer} is the server's own keyword: it answers PASS and ends the server.
 */
public final class RobotServer implements AutoCloseable {

    private static final String NO_DELAY = "sun.net.httpserver.nodelay";
    private static final int THREADS = 16;
    private static final int BACKLOG = 16;

    private final HttpServer http;
    private final ThreadPoolExecutor threads;
    private final RobotMethods methods;
    private final MessageLimits limits = MessageLimits.DEFAULT;
    private final Optional<Path> portFile;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private RobotServer(Builder builder) throws IOException {
        this.methods = new RobotMethods(builder.library);
        this.portFile = builder.portFile;
        sendAtOnce();
        this.http = HttpServer.create(new InetSocketAddress(builder.address, builder.port), BACKLOG);
        this.threads =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "robot-server");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        http.setExecutor(threads);
        http.createContext("/", this::handle);
    }

    /** Starts a server on a free port of 127.0.0.1. */
    public static RobotServer start(KeywordLibrary library) throws IOException {
        return builder(library).start();
    }

    /** Configures a server. */
    public static Builder builder(KeywordLibrary library) {
        return new Builder(library);
    }

    /** Configures a server. */
    public static final class Builder {

        private final KeywordLibrary library;
        private InetAddress address = InetAddress.getLoopbackAddress();
        private int port;
        private Optional<Path> portFile = Optional.empty();

        private Builder(KeywordLibrary library) {
            this.library = library;
        }

        /** Listens on another address than 127.0.0.1. */
        public Builder address(InetAddress own) {
            this.address = own;
            return this;
        }

        /** Listens on a port; 0, the default, takes a free one. */
        public Builder port(int number) {
            if (number < 0 || number > 65535) {
                throw new IllegalArgumentException("port must be 0 to 65535, not " + number);
            }
            this.port = number;
            return this;
        }

        /** Writes the port's number to a file once the server listens, as Renode does, and deletes it at the end. */
        public Builder portFile(Path file) {
            this.portFile = Optional.of(file);
            return this;
        }

        /**
         * Starts the server.
         *
         * @throws IOException if the port is taken, or the port file cannot be written
         */
        public RobotServer start() throws IOException {
            RobotServer server;
            try {
                server = new RobotServer(this);
            } catch (IOException e) {
                throw new IOException(
                        "cannot listen on " + address.getHostAddress() + ":" + port + ": " + e.getMessage(), e);
            }
            server.http.start();
            try {
                server.writePortFile();
            } catch (IOException e) {
                server.close();
                throw new IOException("cannot write the port file " + portFile.orElseThrow() + ": " + e, e);
            }
            return server;
        }
    }

    /** Returns the port. */
    public int port() {
        return http.getAddress().getPort();
    }

    /** Returns the address for a {@link RobotClient} on this machine. */
    public URI address() {
        InetAddress own = http.getAddress().getAddress();
        String host = own.isAnyLocalAddress() ? "127.0.0.1" : own.getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/");
    }

    /** Waits until the server has ended. */
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    /** Ends the server: drops connections, deletes the port file. Does nothing the second time. */
    @Override
    public void close() {
        if (stopped.getCount() == 0) {
            return;
        }
        http.stop(0);
        threads.shutdown();
        portFile.ifPresent(RobotServer::delete);
        stopped.countDown();
    }

    /**
     * Turns Nagle's algorithm off for the JDK's HTTP server, which reads this once: it sends head and body of an answer
     * apart, and the second waits 40 ms for the client's delayed acknowledgement of the first.
     */
    private static void sendAtOnce() {
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
    }

    private void writePortFile() throws IOException {
        if (portFile.isEmpty()) {
            return;
        }
        Path file = portFile.get().toAbsolutePath();
        Path fresh = Files.createTempFile(file.getParent(), "robot_port", null);
        Files.writeString(fresh, Integer.toString(port()));
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // A stale port file leads to a closed port: no harm.
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        boolean last = false;
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.getResponseHeaders().set("Allow", "POST");
                refuse(exchange, 405, "XML-RPC is sent with POST");
                return;
            }
            if (!isXml(exchange.getRequestHeaders().getFirst("Content-Type"))) {
                refuse(exchange, 415, "XML-RPC is sent as Content-Type: text/xml");
                return;
            }
            byte[] request = read(exchange.getRequestBody());
            if (request.length > limits.bytes()) {
                refuse(exchange, 413, "a request has at most " + limits.bytes() + " bytes");
                return;
            }
            RobotMethods.Answer answer = answer(request);
            last = answer.last();
            send(exchange, 200, "text/xml", RobotMethods.written(answer.response()));
        } finally {
            if (last) {
                close();
            }
        }
    }

    private RobotMethods.Answer answer(byte[] request) {
        turn.lock();
        try {
            return methods.answer(request, limits);
        } finally {
            turn.unlock();
        }
    }

    private byte[] read(InputStream body) throws IOException {
        return body.readNBytes(limits.bytes() + 1);
    }

    private static boolean isXml(String contentType) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        return type.startsWith("text/xml") || type.startsWith("application/xml");
    }

    private static void refuse(HttpExchange exchange, int status, String reason) throws IOException {
        send(exchange, status, "text/plain; charset=utf-8", (reason + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
