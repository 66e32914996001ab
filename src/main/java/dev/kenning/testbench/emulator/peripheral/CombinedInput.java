package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.InterruptReceiver;
import java.util.BitSet;
import java.util.Map;

/** High while any of its inputs is ({@code Miscellaneous.CombinedInput}). */
public final class CombinedInput implements InterruptReceiver, InterruptOutputs {

    private final BitSet high = new BitSet();
    private final InterruptLine output = new InterruptLine();

    @Override
    public void onLevel(int number, boolean level) {
        high.set(number, level);
        output.set(!high.isEmpty());
    }

    /** Returns the output. */
    public InterruptLine output() {
        return output;
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        return Map.of("OutputLine", output);
    }
}
