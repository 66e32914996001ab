package dev.kenning.testbench.emulator.bus;

/** A device that others are registered at, so that their accesses to memory go through it: an IOMMU. */
public interface DataPathGuard {

    /** Returns the path that the devices behind it are to use. */
    DataPath guardedPath();
}
