package dev.kenning.testbench.emulator.bus;

/** A device that accesses memory on its own, and can be put behind a {@link DataPathGuard}. */
public interface DataMaster {

    /** Sends its accesses another way from now on. */
    void setDataPath(DataPath path);
}
