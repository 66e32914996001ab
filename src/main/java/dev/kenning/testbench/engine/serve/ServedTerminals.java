package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.monitor.SocketOption;
import dev.kenning.testbench.uart.PseudoTerminal;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Opens an emulation's terminals for others: sockets, all on one address, and pseudo-terminals. */
final class ServedTerminals {

    private final InetAddress address;
    private final List<BufferedTerminal> open = new CopyOnWriteArrayList<>();

    ServedTerminals(InetAddress address) {
        this.address = address;
    }

    /** Returns the address that everything listens on. */
    InetAddress address() {
        return address;
    }

    /**
     * Opens a terminal on a TCP port.
     *
     * @param warnings takes what somebody should know, on the thread that runs the machine
     * @throws MachineException if the port cannot be had
     */
    SocketTerminal openSocket(String name, int port, Set<SocketOption> options, Consumer<String> warnings) {
        try {
            ServerSocket server = new ServerSocket(port, 1, address);
            return added(SocketTerminal.start(name, server, options, warnings));
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

    /**
     * Opens a terminal on a pseudo-terminal.
     *
     * @param path the link to make to it
     * @param replace whether to replace what is at the path
     * @param warnings takes what somebody should know, on the thread that runs the machine
     * @throws MachineException if it cannot be had
     */
    PtyTerminal openPseudoTerminal(String name, String path, boolean replace, Consumer<String> warnings) {
        try {
            return added(PtyTerminal.start(name, PseudoTerminal.open(Path.of(path), replace), warnings));
        } catch (FileAlreadyExistsException e) {
            throw new MachineException("File '" + path + "' already exists. Use forceCreate to overwrite it.", e);
        } catch (InvalidPathException | IOException e) {
            throw new MachineException("terminal '" + name + "': " + e.getMessage(), e);
        }
    }

    private <T extends BufferedTerminal> T added(T terminal) {
        open.removeIf(BufferedTerminal::isClosed);
        open.add(terminal);
        return terminal;
    }

    /** Gives the UARTs what clients have sent. */
    void deliver() {
        open.forEach(BufferedTerminal::deliver);
    }
}
