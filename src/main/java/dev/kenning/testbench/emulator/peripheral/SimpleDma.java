package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.DataMaster;
import dev.kenning.testbench.emulator.bus.DataPath;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;

/** Moves one word between its data register and memory ({@code SimpleDMA}, a device of Renode's own). */
public final class SimpleDma extends RegisterDevice implements DataMaster {

    /** Bytes of address space. */
    public static final int SIZE = 0x100;

    private DataPath memory;

    /** Creates the device. */
    public SimpleDma(Surroundings surroundings, DataPath memory) {
        super(surroundings, SIZE);
        this.memory = memory;
        Register data = registers.word(0x00);
        registers.fixed(0x04).onWrite(address -> this.memory.write(address, 4, data.get()));
        registers.fixed(0x08).onWrite(address -> data.set(this.memory.read(address, 4)));
    }

    @Override
    public void setDataPath(DataPath path) {
        memory = path;
    }
}
