package dev.kenning.testbench.uart;

import java.io.IOException;

/** A port with lines that may be wired to the reset of a board. */
public interface ResettingPort extends BytePort {

    /**
     * Sets a line and clears it again a tenth of a second later.
     *
     * @throws IOException if the port has no such line
     */
    void pulse(ResetLine line) throws IOException;
}
