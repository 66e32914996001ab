package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.emulator.monitor.SocketOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A UART on a TCP port, for one client at a time; the next one may connect when the last has gone. */
final class SocketTerminal extends BufferedTerminal {

    private static final int CHUNK = 4096;

    private final ServerSocket server;
    private final Set<SocketOption> options;
    private final Thread thread;
    private volatile Optional<Socket> client = Optional.empty();

    private SocketTerminal(String name, ServerSocket server, Set<SocketOption> options, Consumer<String> warnings) {
        super(name, warnings);
        this.server = server;
        this.options = Set.copyOf(options);
        thread = daemon("terminal " + name, this::acceptClients);
    }

    /**
     * Accepts clients from now on.
     *
     * @param server listens already; is closed with the terminal
     * @param warnings takes what somebody should know
     */
    static SocketTerminal start(
            String name, ServerSocket server, Set<SocketOption> options, Consumer<String> warnings) {
        SocketTerminal terminal = new SocketTerminal(name, server, options, warnings);
        terminal.thread.start();
        return terminal;
    }

    /** Returns the port it listens on. */
    int port() {
        return server.getLocalPort();
    }

    @Override
    String address() {
        return "tcp:" + server.getInetAddress().getHostAddress() + ":" + port();
    }

    @Override
    void end() {
        closeQuietly(server);
        client.ifPresent(BufferedTerminal::closeQuietly);
        thread.interrupt();
    }

    private void acceptClients() {
        while (!isClosed()) {
            try (Socket accepted = server.accept()) {
                client = Optional.of(accepted);
                if (!isClosed()) {
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
        if (options.contains(SocketOption.FLUSH_ON_CONNECT)) {
            outgoing().takeAll();
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
            incoming().addAll(chunk, options.contains(SocketOption.TELNET) ? filter.filter(chunk, read) : read);
        }
    }

    private void write(Socket accepted) {
        try {
            OutputStream out = accepted.getOutputStream();
            if (options.contains(SocketOption.TELNET)) {
                out.write(TelnetInput.GREETING);
            }
            while (!isClosed()) {
                byte[] bytes = outgoing().awaitAll();
                out.write(options.contains(SocketOption.TELNET) ? doubled(bytes) : bytes);
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
}
