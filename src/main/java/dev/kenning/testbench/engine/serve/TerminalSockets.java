package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.emulator.MachineException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Opens the sockets of an emulation's terminals, all on one address. */
final class TerminalSockets {

    private final InetAddress address;
    private final List<SocketTerminal> open = new CopyOnWriteArrayList<>();

    TerminalSockets(InetAddress address) {
        this.address = address;
    }

    SocketTerminal open(String name, int port, boolean telnet, boolean flushOnConnect) {
        try {
            SocketTerminal terminal = SocketTerminal.open(name, address, port, telnet, flushOnConnect, this);
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

    void remove(SocketTerminal terminal) {
        open.remove(terminal);
    }

    /** Gives the UARTs what clients have sent. */
    void deliver() {
        open.forEach(SocketTerminal::deliver);
    }
}
