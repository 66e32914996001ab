package dev.kenning.testbench.model;

/** Says why a file is no model that can be read. */
public final class ModelFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ModelFormatException(String message) {
        super(message);
    }
}
