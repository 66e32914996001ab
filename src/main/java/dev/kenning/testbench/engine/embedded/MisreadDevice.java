package dev.kenning.testbench.engine.embedded;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Peripheral;

/** A device one of whose registers gives wrong bits for a while. */
final class MisreadDevice implements Peripheral {

    private final Peripheral device;
    private final int register;
    private final int mask;
    private int left;

    MisreadDevice(Peripheral device, int register, int mask, int times) {
        this.device = device;
        this.register = register;
        this.mask = mask;
        left = times;
    }

    @Override
    public int read(int offset, int width) {
        int value = device.read(offset, width);
        boolean covers = offset <= register && register < offset + width;
        if (left == 0 || !covers) {
            return value;
        }
        left--;
        int shifted = mask << (Byte.SIZE * (register - offset));
        return (value ^ shifted) & (int) (0xFFFF_FFFFL >>> (32 - Byte.SIZE * width));
    }

    @Override
    public void write(int offset, int width, int value) {
        device.write(offset, width, value);
    }

    @Override
    public void reset() {
        device.reset();
    }

    @Override
    public void addMembers(Members members) {
        device.addMembers(members);
    }
}
