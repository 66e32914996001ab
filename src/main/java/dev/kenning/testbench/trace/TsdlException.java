package dev.kenning.testbench.trace;

/** Says what is wrong with metadata, and where. */
public final class TsdlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TsdlException(String message) {
        super(message);
    }
}
