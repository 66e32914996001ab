package dev.kenning.testbench.engine;

/**
 * Tells that what a test waited for did not come, or that what must not come did: the board was there, its firmware did not do
 * what the test expects of it. An {@link AssertionError}, so that reports count it as a failure; what an engine cannot do is an
 * {@link EngineException}.
 */
public final class ExpectationFailedError extends AssertionError {

    private static final long serialVersionUID = 1L;

    /** Creates the error. */
    public ExpectationFailedError(String message) {
        super(message);
    }

    /** Creates the error with the failure underneath. */
    public ExpectationFailedError(String message, Throwable cause) {
        super(message, cause);
    }
}
