package dev.kenning.testbench.platform.monitor;

import dev.kenning.testbench.text.Position;
import org.jspecify.annotations.Nullable;

/**
 * Says, in Renode's words, why a monitor statement failed.
 *
 * <p>Where the statement stands in a file, the message goes on with file, line, column, the source line and a caret.
 */
public final class MonitorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final String NOT_A_TOKEN = "Could not tokenize here:";
    private static final String UNKNOWN = "No such command or device: ";

    private final String message;
    private final String reason;
    private final boolean placed;

    /** Makes an exception whose place the interpreter will add. */
    public MonitorException(String reason) {
        this(reason, reason, false, null);
    }

    private MonitorException(String reason, String message, boolean placed, @Nullable Throwable cause) {
        super(cause);
        this.message = message;
        this.reason = reason;
        this.placed = placed;
    }

    /** Makes an exception for a failure inside a command: {@code There was an error executing command 'x'}. */
    public static MonitorException during(MonitorCall call, String reason) {
        return new MonitorException("There was an error executing command '" + call.text() + "'\n" + reason);
    }

    /** Makes an exception for a word that is neither a command nor a device, in Renode's words. */
    static MonitorException unknown(String name, String hint) {
        return new MonitorException(UNKNOWN + name + hint);
    }

    /** Makes an exception for text that is no token of the language, in Renode's words. */
    static MonitorException notAToken(Position position) {
        String line = position.source().line(position.line());
        String reason = NOT_A_TOKEN + "\n" + line + "\n" + " ".repeat(position.column() - 1) + "^";
        boolean inFile = !position.source().name().isEmpty();
        return new MonitorException(reason, inFile ? reason + "\nAt " + position + "." : reason, inFile, null);
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** Returns the words without the place. */
    public String reason() {
        return reason;
    }

    /** Returns whether the statement failed while it was carried out; if not, the monitor did not know what it says. */
    public boolean isUnderstood() {
        return !reason.startsWith(NOT_A_TOKEN) && !reason.startsWith(UNKNOWN);
    }

    /** Adds the place if the statement stands in a file. */
    MonitorException at(Position position) {
        return placed || position.source().name().isEmpty()
                ? this
                : new MonitorException(reason, reason + "\n" + position.show(), true, this);
    }
}
