package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.emulator.bus.Uart;
import dev.kenning.testbench.emulator.monitor.ExternalTerminal;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A UART that others can reach from threads of their own.
 *
 * <p>What the UART sends waits for a client; what clients send waits until the machine runs and {@link #deliver} is called.
 * Neither side ever keeps the machine waiting.
 */
abstract sealed class BufferedTerminal implements ExternalTerminal permits SocketTerminal, PtyTerminal {

    private final String name;
    private final Consumer<String> warnings;
    private final Backlog outgoing = new Backlog();
    private final Backlog incoming = new Backlog();
    private final Uart.Listener listener = this::send;
    private Optional<Uart> uart = Optional.empty();
    private volatile Optional<String> failure = Optional.empty();
    private volatile boolean closed;
    private boolean losing;

    /**
     * Creates a terminal on no UART.
     *
     * @param warnings takes what somebody should know, on the thread that runs the machine
     */
    BufferedTerminal(String name, Consumer<String> warnings) {
        this.name = name;
        this.warnings = warnings;
    }

    /** Returns its name in the emulation. */
    final String name() {
        return name;
    }

    /** Returns where clients find it: {@code tcp:ADDRESS:PORT} or {@code pty:PATH}. */
    abstract String address();

    /** Returns what the UART sends. */
    final Backlog outgoing() {
        return outgoing;
    }

    /** Returns what clients send. */
    final Backlog incoming() {
        return incoming;
    }

    /** Returns whether it was closed. */
    final boolean isClosed() {
        return closed;
    }

    @Override
    public final void connect(Uart newUart) {
        disconnect();
        newUart.addListener(listener);
        uart = Optional.of(newUart);
    }

    @Override
    public final void disconnect() {
        uart.ifPresent(old -> old.removeListener(listener));
        uart = Optional.empty();
    }

    private void send(int value) {
        boolean lost = !outgoing.add(value);
        if (lost && !losing) {
            warnings.accept("terminal '" + name + "': nobody reads from " + address()
                    + "; what the UART sends from now on is lost until somebody does.");
        }
        losing = lost;
    }

    /** Gives the UART what clients have sent; called while the machine runs, between two slices. */
    final void deliver() {
        failure.ifPresent(reason -> {
            warnings.accept("terminal '" + name + "' on " + address() + " has ended: " + reason);
            failure = Optional.empty();
        });
        if (uart.isPresent()) {
            for (byte value : incoming.takeAll()) {
                uart.get().receive(value & 0xFF);
            }
        }
    }

    /** Takes note that clients cannot be served any more; from any thread. */
    final void failed(Exception reason) {
        if (!closed) {
            failure = Optional.of(String.valueOf(reason.getMessage()));
        }
    }

    @Override
    public final void close() {
        closed = true;
        disconnect();
        end();
    }

    /** Ends clients and threads. */
    abstract void end();

    /** Closes something that nobody is left to care about. */
    static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            // Nobody is left who could care.
        }
    }

    static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
