package dev.kenning.testbench.emulator;

import java.util.Optional;

/**
 * A terminal that a monitor command has asked for; whoever serves the emulation opens it.
 *
 * @param name what {@code connector Connect} calls it
 * @param kind what it is
 * @param address the TCP port, or the path of the pseudo terminal
 * @param telnet whether a socket starts with telnet's option bytes
 * @param machine the machine it is connected to
 * @param uart the UART it is connected to
 */
public record Terminal(
        String name, Kind kind, String address, boolean telnet, Optional<Machine> machine, Optional<String> uart) {

    /** Says what a terminal is. */
    public enum Kind {
        SERVER_SOCKET,
        PSEUDO_TERMINAL
    }

    static Terminal socket(String name, long port, boolean telnet) {
        return new Terminal(name, Kind.SERVER_SOCKET, Long.toString(port), telnet, Optional.empty(), Optional.empty());
    }

    static Terminal pseudoTerminal(String name, String path) {
        return new Terminal(name, Kind.PSEUDO_TERMINAL, path, false, Optional.empty(), Optional.empty());
    }

    Terminal connectedTo(Machine newMachine, String newUart) {
        return new Terminal(name, kind, address, telnet, Optional.of(newMachine), Optional.of(newUart));
    }

    Terminal disconnected() {
        return new Terminal(name, kind, address, telnet, Optional.empty(), Optional.empty());
    }
}
