package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.InterruptReceiver;
import dev.kenning.testbench.emulator.bus.LocalReceivers;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Stands for a core that this engine lacks, where somebody asked for that: it executes nothing and takes interrupts in silence. */
public final class MissingCore implements InterruptOutputs, InterruptReceiver, LocalReceivers {

    private final Map<String, InterruptLine> outputs = new LinkedHashMap<>();

    /** Creates the core, with outputs that stay low. */
    public MissingCore(Collection<String> outputs) {
        outputs.forEach(output -> this.outputs.put(output, new InterruptLine()));
    }

    @Override
    public void onLevel(int number, boolean high) {
        // There is no program that it could interrupt.
    }

    @Override
    public Optional<InterruptReceiver> localReceiver(int number) {
        return Optional.of(this);
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        return outputs;
    }
}
