package dev.kenning.testbench.emulator.bus;

/** A moment of virtual time at which a device wants to act. Obtained from {@link Clock#newAlarm}. */
public final class Alarm {

    private final Clock clock;
    private final Runnable action;
    private boolean set;
    private long slot;
    private long order;

    Alarm(Clock clock, Runnable action) {
        this.clock = clock;
        this.action = action;
    }

    /** Sets the alarm, replacing an earlier setting. */
    public void at(long atSlot) {
        clock.schedule(this, atSlot);
    }

    /** Takes the setting back, if there is one. */
    public void cancel() {
        if (set) {
            clock.cancel(this);
            set = false;
        }
    }

    /** Returns whether the alarm is set. */
    public boolean isSet() {
        return set;
    }

    void arm(long atSlot, long inOrder) {
        set = true;
        slot = atSlot;
        order = inOrder;
    }

    void fire() {
        set = false;
        action.run();
    }

    long slot() {
        return slot;
    }

    long order() {
        return order;
    }
}
