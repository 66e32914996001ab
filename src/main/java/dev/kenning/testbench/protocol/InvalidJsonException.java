package dev.kenning.testbench.protocol;

/** Reports JSON that is not what its reader needs: which file, which path in it, what is wrong. */
public final class InvalidJsonException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** Makes a report; the path is written as in {@code output[0].scale} and may be empty. */
    public InvalidJsonException(String source, String path, String problem) {
        super(source + ": " + (path.isEmpty() ? "" : path + ": ") + problem);
    }
}
