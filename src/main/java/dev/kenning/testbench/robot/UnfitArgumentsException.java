package dev.kenning.testbench.robot;

/** Says that a keyword does not take the arguments it was given; the server answers with Renode's fault 2. */
public final class UnfitArgumentsException extends Exception {

    private static final long serialVersionUID = 1;

    /** Says what does not fit; the client sees Renode's words instead. */
    public UnfitArgumentsException(String problem) {
        super(problem);
    }
}
