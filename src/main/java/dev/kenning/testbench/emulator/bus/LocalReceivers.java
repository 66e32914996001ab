package dev.kenning.testbench.emulator.bus;

import java.util.Optional;

/** A device with several sets of inputs, which a {@code .repl} tells apart by a number after {@code #}. */
public interface LocalReceivers {

    /** Returns one set of inputs, if there is one of that number. */
    Optional<InterruptReceiver> localReceiver(int number);
}
