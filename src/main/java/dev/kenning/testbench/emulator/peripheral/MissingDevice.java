package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.InterruptReceiver;
import dev.kenning.testbench.emulator.bus.LocalReceivers;
import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.bus.Surroundings;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Stands for a device whose model this engine lacks, where somebody asked for that: it reads 0, keeps nothing, and logs each
 * access as Renode logs one that a model does not handle.
 */
public final class MissingDevice implements Peripheral, InterruptOutputs, InterruptReceiver, LocalReceivers {

    private final Surroundings surroundings;
    private final Map<String, InterruptLine> outputs = new LinkedHashMap<>();

    /** Creates the device, with outputs that stay low. */
    public MissingDevice(Surroundings surroundings, Collection<String> outputs) {
        this.surroundings = surroundings;
        outputs.forEach(output -> this.outputs.put(output, new InterruptLine()));
    }

    @Override
    public int read(int offset, int width) {
        surroundings.log().warn(surroundings.name(), Registers.unhandledRead(offset));
        return 0;
    }

    @Override
    public void write(int offset, int width, int value) {
        int narrowed = value & (int) (0xFFFF_FFFFL >>> (32 - 8 * width));
        surroundings.log().warn(surroundings.name(), Registers.unhandledWrite(offset, narrowed));
    }

    @Override
    public void onLevel(int number, boolean high) {
        // Nobody knows what the device would do with it.
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
