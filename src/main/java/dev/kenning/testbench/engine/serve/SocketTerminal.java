package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.emulator.Terminal;
import dev.kenning.testbench.emulator.Uart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A UART on a TCP port, for one client at a time; the next one may connect when the last has gone.
 *
 * <p>What the UART sends while nobody is connected waits for the next client; what clients send waits until the machine
 * runs and {@link #deliver} is called. Neither side ever keeps the machine waiting.
 */
final class SocketTerminal implements Terminal {

    private static final int CHUNK = 4096;

    private final ServerSocket server;
    private final boolean telnet;
    private final boolean flushOnConnect;
    private final Backlog outgoing = new Backlog();
    private final Backlog incoming = new Backlog();
    private final Uart.Listener listener = this::send;
    private final String name;
    private final Consumer<String> warnings;
    private final Thread thread;
    private Optional<Uart> uart = Optional.empty();
    private volatile Optional<Socket> client = Optional.empty();
    private volatile boolean closed;
    private boolean losing;

    private SocketTerminal(
            String name, ServerSocket server, boolean telnet, boolean flushOnConnect, Consumer<String> warnings) {
        this.name = name;
        this.server = server;
        this.telnet = telnet;
        this.flushOnConnect = flushOnConnect;
        this.warnings = warnings;
        thread = daemon("terminal " + name, this::acceptClients);
    }

    /**
     * Accepts clients from now on.
     *
     * @param server listens already; is closed with the terminal
     * @param warnings takes what somebody should know
     */
    static SocketTerminal start(
            String name, ServerSocket server, boolean telnet, boolean flushOnConnect, Consumer<String> warnings) {
        SocketTerminal terminal = new SocketTerminal(name, server, telnet, flushOnConnect, warnings);
        terminal.thread.start();
        return terminal;
    }

    /** Returns whether it was closed. */
    boolean isClosed() {
        return closed;
    }

    /** Returns the port it listens on. */
    int port() {
        return server.getLocalPort();
    }

    @Override
    public void connect(Uart newUart) {
        disconnect();
        newUart.addListener(listener);
        uart = Optional.of(newUart);
    }

    @Override
    public void disconnect() {
        uart.ifPresent(old -> old.removeListener(listener));
        uart = Optional.empty();
    }

    private void send(int value) {
        boolean lost = !outgoing.add(value);
        if (lost && !losing) {
            warnings.accept("terminal '" + name + "': nobody reads from port " + port()
                    + "; what the UART sends from now on is lost until somebody does.");
        }
        losing = lost;
    }

    /** Gives the UART what clients have sent; called while the machine runs, between two slices. */
    void deliver() {
        if (uart.isPresent()) {
            for (byte value : incoming.takeAll()) {
                uart.get().receive(value & 0xFF);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        disconnect();
        closeQuietly(server);
        client.ifPresent(SocketTerminal::closeQuietly);
        thread.interrupt();
    }

    private void acceptClients() {
        while (!closed) {
            try (Socket accepted = server.accept()) {
                client = Optional.of(accepted);
                if (!closed) {
                    serve(accepted);
                }
            } catch (IOException e) {
                // The client has gone, or the terminal was closed; only the latter is an end.
            } catch (InterruptedException e) {
                return;
            } finally {
                client = Optional.empty();
            }
        }
    }

    private void serve(Socket accepted) throws IOException, InterruptedException {
        accepted.setTcpNoDelay(true);
        if (flushOnConnect) {
            outgoing.takeAll();
        }
        Thread writer = daemon(thread.getName() + " writer", () -> write(accepted));
        writer.start();
        try {
            read(accepted.getInputStream());
        } finally {
            closeQuietly(accepted);
            writer.interrupt();
            writer.join();
        }
    }

    private void read(InputStream in) throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK];
        TelnetInput filter = new TelnetInput();
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            incoming.addAll(chunk, telnet ? filter.filter(chunk, read) : read);
        }
    }

    private void write(Socket accepted) {
        try {
            OutputStream out = accepted.getOutputStream();
            if (telnet) {
                out.write(TelnetInput.GREETING);
            }
            while (!closed) {
                byte[] bytes = outgoing.awaitAll();
                out.write(telnet ? doubled(bytes) : bytes);
            }
        } catch (IOException e) {
            closeQuietly(accepted);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Doubles what telnet would take for the start of a command. */
    private static byte[] doubled(byte[] bytes) {
        byte[] text = new byte[2 * bytes.length];
        int length = 0;
        for (byte value : bytes) {
            text[length++] = value;
            if ((value & 0xFF) == TelnetInput.INTERPRET_AS_COMMAND) {
                text[length++] = value;
            }
        }
        return Arrays.copyOf(text, length);
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // Nobody is left who could care.
        }
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
