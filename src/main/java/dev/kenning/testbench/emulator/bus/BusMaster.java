package dev.kenning.testbench.emulator.bus;

/** Says on whose behalf the bus is being accessed, for the log. */
@FunctionalInterface
public interface BusMaster {

    /** Returns the text that stands in brackets before a message, such as {@code cpu: 0x80001A0 (main)}. */
    String describe();
}
