package dev.kenning.testbench.emulator.bus;

/** Keeps pages that a {@link SystemBus} has given to one of its masters, until the bus takes them back. */
interface PageHolder {

    /** Forgets pages by their numbers on the bus. */
    void forget(long first, long last);

    /** Sends stores to a page through the slow path, by its number on the bus. */
    void forgetStores(long page);
}
