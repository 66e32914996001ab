package dev.kenning.testbench.host;

/** Tells that {@code demo_app} failed, or printed what it must not; the message names the console's line. */
public final class DemoAppException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean gaveUp;

    private DemoAppException(String message, boolean gaveUp) {
        super(message);
        this.gaveUp = gaveUp;
    }

    /** Returns the failure of a program that reported an error, crashed, started anew, did not end or never began. */
    public static DemoAppException gaveUp(String message) {
        return new DemoAppException(message, true);
    }

    /** Returns the failure of a program that printed something else than results, times and statistics, or not all of them. */
    static DemoAppException wrongOutput(String message) {
        return new DemoAppException(message, false);
    }

    /** Tells whether the program itself failed or did not end; else it ended, or went on, with a wrong output. */
    public boolean programGaveUp() {
        return gaveUp;
    }

    /** Returns the same failure with another message, such as one that also says where it happened. */
    public DemoAppException withMessage(String message) {
        DemoAppException other = new DemoAppException(message, gaveUp);
        other.setStackTrace(getStackTrace());
        return other;
    }
}
