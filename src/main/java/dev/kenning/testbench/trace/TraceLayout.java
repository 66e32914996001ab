package dev.kenning.testbench.trace;

import java.util.Locale;

/** The binary layouts that Zephyr and Zephelin have written ({@code kenning-systems.md}, section 7.4). */
public enum TraceLayout {
    /** 32 bits of time, 8 bits of event; no packets. */
    L1,
    /** 64 bits of time, 16 bits of event; no packets. */
    L1B,
    /** A packet for each event: stream, size in bits, 64 bits of time, 16 bits of event. */
    L2;

    String resource() {
        return name().toLowerCase(Locale.ROOT) + ".tsdl";
    }
}
