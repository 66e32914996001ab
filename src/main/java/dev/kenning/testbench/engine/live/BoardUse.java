package dev.kenning.testbench.engine.live;

import java.util.Optional;

/** Tells who uses the boards of this machine. */
public final class BoardUse {

    private BoardUse() {}

    /** Returns the number of the testbench's process that uses the board on a serial device. */
    public static Optional<String> of(String device) {
        return BoardLock.holder(device);
    }
}
