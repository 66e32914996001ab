package dev.kenning.testbench.emulator.core;

/** Says who may do what with which addresses: the MPU or PMP of a core. */
public interface ProtectionUnit {

    /** Loads. */
    int READ = 1;
    /** Stores. */
    int WRITE = 2;
    /** Fetches of instructions. */
    int EXECUTE = 4;
    /** All three. */
    int ANY = READ | WRITE | EXECUTE;

    /** Finds the permissions at a stretch's address, for every level of privilege, and how far they reach. */
    void look(Stretch stretch);

    /** Returns whether an access may lie in two stretches that both permit it. */
    boolean allowsStraddling();
}
