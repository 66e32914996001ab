package dev.kenning.testbench.emulator.bus;

/** Tells two probes. */
record BothProbes(CoreProbe first, CoreProbe second) implements CoreProbe {

    /** Returns a probe that tells both, or the one that hears anything. */
    static CoreProbe of(CoreProbe first, CoreProbe second) {
        if (first == CoreProbe.NONE) {
            return second;
        }
        return second == CoreProbe.NONE ? first : new BothProbes(first, second);
    }

    @Override
    public void load(int address) {
        first.load(address);
        second.load(address);
    }

    @Override
    public void store(int address) {
        first.store(address);
        second.store(address);
    }

    @Override
    public void loadElement(int address) {
        first.loadElement(address);
        second.loadElement(address);
    }

    @Override
    public void storeElement(int address) {
        first.storeElement(address);
        second.storeElement(address);
    }

    @Override
    public void loaded(long address, long onBus, int width, long value) {
        first.loaded(address, onBus, width, value);
        second.loaded(address, onBus, width, value);
    }

    @Override
    public void storing(long address, long onBus, int width, long value) {
        first.storing(address, onBus, width, value);
        second.storing(address, onBus, width, value);
    }

    @Override
    public void exception(long index) {
        first.exception(index);
        second.exception(index);
    }
}
