package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.MemberSource;
import dev.kenning.testbench.emulator.bus.Members;
import java.util.Map;

/** Drives a pin while it is pressed ({@code Miscellaneous.Button}). */
public final class PinButton implements InterruptOutputs, MemberSource {

    private final boolean inverted;
    private final InterruptLine output = new InterruptLine();

    /**
     * Creates the device.
     *
     * @param inverted whether the pin is high while the button is released
     */
    public PinButton(boolean inverted) {
        this.inverted = inverted;
        output.set(inverted);
    }

    /** Presses the button. */
    public void press() {
        output.set(!inverted);
    }

    /** Releases the button. */
    public void release() {
        output.set(inverted);
    }

    /** Returns whether the button is pressed. */
    public boolean isPressed() {
        return output.isHigh() != inverted;
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        return Map.of("IRQ", output);
    }

    @Override
    public void addMembers(Members members) {
        members.readable("Pressed", this::isPressed)
                .action("Press", arguments -> press())
                .action("Release", arguments -> release())
                .action("PressAndRelease", arguments -> {
                    press();
                    release();
                });
    }
}
