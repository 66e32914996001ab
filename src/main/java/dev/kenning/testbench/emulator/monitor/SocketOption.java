package dev.kenning.testbench.emulator.monitor;

/** Says how a UART is served on a TCP port. */
public enum SocketOption {
    /** Speaks telnet; raw bytes without. */
    TELNET,

    /** Gives a client only what comes after it connected; without, also what the UART printed before. */
    FLUSH_ON_CONNECT
}
