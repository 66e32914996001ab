package dev.kenning.testbench.emulator.bus;

/** Where a device's own accesses to memory go: to the bus, or through what stands between. */
public interface DataPath {

    /** Reads 1, 2 or 4 bytes, zero-extended. */
    int read(int address, int width);

    /** Writes the low 1, 2 or 4 bytes of a value. */
    void write(int address, int width, int value);

    /** Returns the path straight to a bus. */
    static DataPath to(SystemBus bus) {
        return new DataPath() {
            @Override
            public int read(int address, int width) {
                return switch (width) {
                    case 1 -> bus.readByte(address);
                    case 2 -> bus.readHalf(address);
                    default -> bus.readWord(address);
                };
            }

            @Override
            public void write(int address, int width, int value) {
                switch (width) {
                    case 1 -> bus.writeByte(address, value);
                    case 2 -> bus.writeHalf(address, value);
                    default -> bus.writeWord(address, value);
                }
            }
        };
    }
}
