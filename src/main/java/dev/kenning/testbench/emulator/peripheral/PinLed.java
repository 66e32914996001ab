package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.InterruptReceiver;
import dev.kenning.testbench.emulator.bus.MemberSource;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.state.NotState;
import java.util.ArrayList;
import java.util.List;

/** Lights while its pin is high ({@code Miscellaneous.LED}). */
public final class PinLed implements InterruptReceiver, MemberSource {

    private final boolean inverted;

    @NotState
    private final List<Runnable> listeners = new ArrayList<>(0);

    private boolean high;

    /**
     * Creates the device.
     *
     * @param inverted whether it lights while its pin is low
     */
    public PinLed(boolean inverted) {
        this.inverted = inverted;
    }

    /** Returns whether it lights. */
    public boolean isLit() {
        return high != inverted;
    }

    /** Adds a listener, called on the machine's thread after each change. */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void addMembers(Members members) {
        members.readable("State", this::isLit);
    }

    @Override
    public void onLevel(int number, boolean level) {
        if (level != high) {
            high = level;
            listeners.forEach(Runnable::run);
        }
    }
}
