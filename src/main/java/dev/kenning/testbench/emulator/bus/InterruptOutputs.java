package dev.kenning.testbench.emulator.bus;

import java.util.Map;

/** A device with outputs that a platform description can connect. */
public interface InterruptOutputs {

    /**
     * Returns the outputs by the name a {@code .repl} uses for them: {@code IRQ}, or {@code 0}, {@code 1}, ... for
     * numbered ones.
     */
    Map<String, InterruptLine> outputs();
}
