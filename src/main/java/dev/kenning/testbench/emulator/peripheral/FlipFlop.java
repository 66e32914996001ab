package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.Peripheral;

/**
 * Answers 0xFFFFFFFF and 0 in turn, so that a wait for any bit, set or clear, ends ({@code Python.PythonPeripheral}
 * with Renode's {@code scripts/pydev/flipflop.py}).
 */
public final class FlipFlop implements Peripheral {

    private boolean high;

    @Override
    public int read(int offset, int width) {
        high = !high;
        return high ? -1 : 0;
    }

    @Override
    public void write(int offset, int width, int value) {
        high = !high;
    }

    @Override
    public void reset() {
        high = false;
    }
}
