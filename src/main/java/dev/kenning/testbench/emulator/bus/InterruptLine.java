package dev.kenning.testbench.emulator.bus;

import java.util.ArrayList;
import java.util.List;

/** An output of a device (an interrupt, a DMA request, a pin) that is connected to any number of inputs. */
public final class InterruptLine {

    private record Destination(InterruptReceiver receiver, int number) {}

    private final List<Destination> destinations = new ArrayList<>(1);
    private boolean high;

    /** Connects this output to an input and passes the present level on. */
    public void connect(InterruptReceiver receiver, int number) {
        destinations.add(new Destination(receiver, number));
        receiver.onLevel(number, high);
    }

    /** Drives the output; receivers hear of changes only. */
    public void set(boolean level) {
        if (level == high) {
            return;
        }
        high = level;
        for (int i = 0; i < destinations.size(); i++) {
            Destination destination = destinations.get(i);
            destination.receiver().onLevel(destination.number(), level);
        }
    }

    /** Returns the present level. */
    public boolean isHigh() {
        return high;
    }
}
