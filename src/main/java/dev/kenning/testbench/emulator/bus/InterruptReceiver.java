package dev.kenning.testbench.emulator.bus;

/** Receives levels on numbered inputs: an interrupt controller, an EXTI block, a pin. */
@FunctionalInterface
public interface InterruptReceiver {

    /** Tells that input {@code number} now has this level. */
    void onLevel(int number, boolean high);
}
