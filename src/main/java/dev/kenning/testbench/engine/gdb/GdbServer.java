package dev.kenning.testbench.engine.gdb;

import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.machine.Level;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.monitor.DebugServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets GDB attach to a machine on a TCP port: {@code target remote :3333}.
 *
 * <p>A debugger that attaches stops the machine; when it detaches, or goes away, breakpoints are gone and the machine runs
 * on, and another may attach. A second one at the same time is turned away.
 *
 * <p>Thread-safe.
 */
public final class GdbServer implements DebugServer {

    /** How long a debugger waits for the one before to be gone: one that has just detached is still being taken leave of. */
    private static final long PARTING_SECONDS = 2;

    private final ServerSocket server;
    private final DebugHost host;
    private final Machine machine;
    private final List<Core> cores;
    private final boolean autostart;
    private final Semaphore place = new Semaphore(1);
    private volatile Optional<Socket> client = Optional.empty();
    private volatile Optional<Session> session = Optional.empty();
    private volatile boolean closed;

    private GdbServer(ServerSocket server, DebugHost host, Machine machine, List<Core> cores, boolean autostart) {
        this.server = server;
        this.host = host;
        this.machine = machine;
        this.cores = cores;
        this.autostart = autostart;
    }

    /**
     * Accepts debuggers from now on.
     *
     * @param cores those of the machine's cores that they see
     * @param port 0 takes a free one
     * @param autostart whether the emulation starts when a debugger attaches
     * @throws MachineException if the port cannot be had, or the cores are of more than one architecture
     */
    public static GdbServer start(
            InetAddress address, int port, DebugHost host, Machine machine, List<Core> cores, boolean autostart) {
        new DebuggedCores(cores);
        try {
            ServerSocket socket = new ServerSocket(port, 1, address);
            GdbServer server = new GdbServer(socket, host, machine, cores, autostart);
            daemon("gdb server", server::acceptClients).start();
            return server;
        } catch (IOException e) {
            throw new MachineException(
                    "Could not start GDB server: " + address.getHostAddress() + ":" + port + ": " + e.getMessage(), e);
        }
    }

    @Override
    public int port() {
        return server.getLocalPort();
    }

    /** Lets go of the debugger, if one is attached, and closes the port; called between runs. */
    @Override
    public void close() {
        closed = true;
        closeQuietly(server);
        session.ifPresent(Session::end);
        client.ifPresent(GdbServer::closeQuietly);
    }

    private void acceptClients() {
        while (!closed) {
            try {
                accept(server.accept());
            } catch (IOException e) {
                // The client was gone already, or the server was closed; only the latter is an end.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void accept(Socket accepted) throws InterruptedException {
        if (place.tryAcquire(PARTING_SECONDS, TimeUnit.SECONDS)) {
            client = Optional.of(accepted);
            daemon("gdb client", () -> serve(accepted)).start();
        } else {
            log(Level.WARNING, "a second debugger on port :" + port() + " was turned away; one is attached already");
            closeQuietly(accepted);
        }
    }

    private void serve(Socket accepted) {
        try (accepted) {
            new Connection(accepted, host).serve(sink -> {
                Session attached = Session.attach(host, machine, cores, sink);
                session = Optional.of(attached);
                machine.log().log(Level.INFO, machine.name(), "debugger attached on port :" + port());
                if (autostart) {
                    host.start();
                }
                if (closed) {
                    attached.end();
                }
                return attached;
            });
        } catch (IOException e) {
            // Closing failed: the client is gone either way.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            session = Optional.empty();
            client = Optional.empty();
            log(Level.INFO, "debugger detached from port :" + port());
            place.release();
        }
    }

    private void log(Level level, String text) {
        host.betweenRuns(() -> {
            machine.log().log(level, machine.name(), text);
            return closed;
        });
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
