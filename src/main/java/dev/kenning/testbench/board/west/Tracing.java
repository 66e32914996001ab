package dev.kenning.testbench.board.west;

/** Says how a firmware hands out what Zephelin traces. */
public enum Tracing {
    /** Into memory, from which a debugger reads it (Kenning's {@code enable_zephelin_gdb}). */
    DEBUGGER("zpl_gdb.conf"),
    /** As messages of the Kenning Protocol (Kenning's {@code enable_zephelin}). */
    PROTOCOL("zpl_uart.conf");

    private final String configuration;

    Tracing(String configuration) {
        this.configuration = configuration;
    }

    /** Returns the configuration file in the application's folder. */
    String configuration() {
        return configuration;
    }
}
