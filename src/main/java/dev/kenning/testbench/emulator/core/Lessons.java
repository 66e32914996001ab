package dev.kenning.testbench.emulator.core;

/**
 * Short runs of new code between runs of the interpreter.
 *
 * <p>HotSpot compiles what it has seen, leaves out ways that were never taken, and begins anew when one is; lessons show it as
 * much of the program as possible before it compiles, which it does before the last of them. Cores that execute the same code
 * share them; a lesson that two threads count as one does no harm.
 */
public final class Lessons {

    private static final int MOST = 4096;

    private int given;
    private int futile;

    private Lessons(int given) {
        this.given = given;
    }

    /** Returns lessons that are still to be given. */
    public static Lessons toBeGiven() {
        return new Lessons(0);
    }

    /** Returns lessons that are over. */
    public static Lessons over() {
        return new Lessons(MOST);
    }

    /** Returns whether none is left. */
    boolean areOver() {
        return given >= MOST;
    }

    /** Returns whether the interpreter mostly had to take over at once, as where a device is polled. */
    public boolean wereInVain() {
        return areOver() && futile > MOST / 2;
    }

    /** Returns how many instructions the next one has beside the first block; a different number each time, so that it ends elsewhere. */
    int length() {
        return 61 * given & 0xFF;
    }

    void note(boolean inVain) {
        given++;
        futile += inVain ? 1 : 0;
    }
}
