package dev.kenning.testbench.emulator.bus;

/** Passes accesses on to another place of the bus (Renode's {@code sysbus Redirect}). */
public final class Redirector implements Peripheral {

    private final WideAccess bus;
    private final long target;

    /** Creates a device whose first byte is that at an address. */
    public Redirector(SystemBus bus, long target) {
        this.bus = new WideAccess(bus);
        this.target = target;
    }

    @Override
    public int read(int offset, int width) {
        return (int) bus.read(target + Integer.toUnsignedLong(offset), width);
    }

    @Override
    public void write(int offset, int width, int value) {
        bus.write(target + Integer.toUnsignedLong(offset), width, value);
    }
}
