package dev.kenning.testbench.uart;

/** A line of a serial port that may be wired to the reset of a board. */
public enum ResetLine {
    /** Request to send. */
    RTS,
    /** Data terminal ready. */
    DTR
}
