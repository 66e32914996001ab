package dev.kenning.testbench.state;

/** Says which part of a graph of objects cannot be kept, and where it is. */
public final class StateException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StateException(String message) {
        super(message);
    }
}
