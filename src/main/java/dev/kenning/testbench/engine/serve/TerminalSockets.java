package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.emulator.MachineException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Opens the sockets of an emulation's terminals, all on one address. */
final class TerminalSockets {

    private final InetAddress address;
    private final List<SocketTerminal> open = new CopyOnWriteArrayList<>();

    TerminalSockets(InetAddress address) {
        this.address = address;
    }

    /**
     * Opens a terminal.
     *
     * @param warnings takes what somebody should know, on the thread that runs the machine
     * @throws MachineException if the port cannot be had
     */
    SocketTerminal open(String name, int port, boolean telnet, boolean flushOnConnect, Consumer<String> warnings) {
        open.removeIf(SocketTerminal::isClosed);
        try {
            ServerSocket server = new ServerSocket(port, 1, address);
            SocketTerminal terminal = SocketTerminal.start(name, server, telnet, flushOnConnect, warnings);
            open.add(terminal);
            return terminal;
        } catch (IOException e) {
            throw new MachineException(
                    String.format(
                            Locale.ROOT,
                            "Unable to create '%s:%d' socket:[%s] %s",
                            address.getHostAddress(),
                            port,
                            e instanceof BindException ? "AddressAlreadyInUse" : "SocketError",
                            e.getMessage()),
                    e);
        }
    }

    /** Says why there is no pseudo terminal, and what there is instead. */
    static MachineException noPseudoTerminal(String name, String path) {
        return new MachineException("The embedded engine makes no pseudo terminals: '" + name + "' cannot be " + path
                + ". Use 'emulation CreateServerSocketTerminal PORT \"" + name + "\" false' and, where a path is"
                + " needed, 'socat pty,raw,echo=0,link=" + path + " tcp:127.0.0.1:PORT'.");
    }

    /** Gives the UARTs what clients have sent. */
    void deliver() {
        open.forEach(SocketTerminal::deliver);
    }
}
