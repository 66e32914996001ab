package dev.kenning.testbench.emulator.bus;

/** Collects interrupts of devices and hands them to cores, and lets somebody meddle with that. */
public interface InterruptController {

    /** Returns how many inputs there are. */
    int inputs();

    /** Makes an interrupt pending as if its device had asked for it. */
    void fire(int number);

    /** Loses a pending interrupt, until its device asks anew. */
    void suppress(int number);
}
