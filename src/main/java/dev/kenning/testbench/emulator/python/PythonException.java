package dev.kenning.testbench.emulator.python;

/** Tells that a script is no Python, or failed; the message is as near to IronPython's as can be. */
public final class PythonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String dotNetType;

    PythonException(String message, String dotNetType, Throwable cause) {
        super(message, cause);
        this.dotNetType = dotNetType;
    }

    /** Returns the message. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** Returns the message without the place in the script that stands behind it. */
    public String plainMessage() {
        return PythonErrors.withoutPlace(getMessage());
    }

    /** Returns what .NET calls this kind of error, such as {@code DivideByZeroException}. */
    public String dotNetType() {
        return dotNetType;
    }
}
