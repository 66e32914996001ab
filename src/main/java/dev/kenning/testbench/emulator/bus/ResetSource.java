package dev.kenning.testbench.emulator.bus;

/** A device through which a program, or a watchdog, resets the machine. */
public interface ResetSource {

    /** Says what resets the machine; called on the machine's thread. */
    void onResetRequest(Runnable action);
}
