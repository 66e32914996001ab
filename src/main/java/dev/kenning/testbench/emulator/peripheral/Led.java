package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.InterruptReceiver;

/** Lights while its pin is high ({@code Miscellaneous.LED}). */
public final class Led implements InterruptReceiver {

    private final boolean inverted;
    private boolean high;

    /**
     * Creates the device.
     *
     * @param inverted whether it lights while its pin is low
     */
    public Led(boolean inverted) {
        this.inverted = inverted;
    }

    /** Returns whether it lights. */
    public boolean isLit() {
        return high != inverted;
    }

    @Override
    public void onLevel(int number, boolean level) {
        high = level;
    }
}
