package dev.kenning.testbench.platform.monitor;

import dev.kenning.testbench.text.Position;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says, in Renode's words, why a monitor statement failed.
 *
 * <p>Where the statement stands in a file, the message goes on with file, line, column, the source line and a caret.
 */
public final class MonitorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Who noticed that a statement fails, which decides how Renode tells it. */
    private enum Kind {
        /** The monitor, before anything was carried out: told as it is. */
        REFUSED,
        /** What the statement calls, while it was carried out: the call is told with it. */
        FAILED,
        /** The command itself, which prints that it cannot. */
        REPORTED,
        /** Something beneath the command that no command takes for an answer: told as it is, by its type. */
        THROWN
    }

    private final Kind kind;
    private final String heading;
    private final String reason;
    private final String hint;
    private final String place;

    /** Makes an exception whose call and place the interpreter will add. */
    public MonitorException(String reason) {
        this(reason, "");
    }

    /** Makes an exception with advice that Renode does not give. */
    public MonitorException(String reason, String hint) {
        this(Kind.FAILED, "", reason, hint, "", null);
    }

    private MonitorException(
            Kind kind, String heading, String reason, String hint, String place, @Nullable Throwable cause) {
        super(cause);
        this.kind = kind;
        this.heading = heading;
        this.reason = reason;
        this.hint = hint;
        this.place = place;
    }

    /** Makes an exception for a failure inside a command: {@code There was an error executing command 'x'}. */
    public static MonitorException during(MonitorCall call, String reason) {
        return new MonitorException(reason).in(call.shown());
    }

    /** Makes an exception for what a command itself prints as an error. */
    public static MonitorException reported(String reason) {
        return new MonitorException(Kind.REPORTED, "", reason, "", "", null);
    }

    /**
     * Makes an exception for a failure that Renode's monitor lets through.
     *
     * @param type the .NET name, which {@link #type} tells
     */
    public static MonitorException thrown(String type, String reason) {
        return new MonitorException(Kind.THROWN, type, reason, "", "", null);
    }

    /** Makes an exception for arguments that a command does not take, in Renode's words. */
    public static MonitorException badParameters(MonitorCall call, String usage) {
        String arguments =
                call.text().substring(Math.min(call.text().length(), call.name().length()));
        return new MonitorException(
                Kind.REFUSED,
                "",
                "Bad parameters for command " + call.name() + " " + arguments.strip(),
                "\nUsage: " + usage,
                "",
                null);
    }

    /** Makes an exception for a word that is neither a command nor a device, in Renode's words. */
    static MonitorException unknown(String name, String hint) {
        return new MonitorException(Kind.REFUSED, "", "No such command or device: " + name, hint, "", null);
    }

    /** Makes an exception for text that is no token of the language, in Renode's words. */
    static MonitorException notAToken(Position position) {
        String line = position.source().line(position.line());
        String reason = "Could not tokenize here:\n" + line + "\n" + " ".repeat(position.column() - 1) + "^";
        boolean inFile = !position.source().name().isEmpty();
        return new MonitorException(Kind.REFUSED, "", reason, "", inFile ? "At " + position + "." : "", null);
    }

    /** Returns the .NET name of a failure that Renode's monitor lets through. */
    public Optional<String> type() {
        return kind == Kind.THROWN ? Optional.of(heading) : Optional.empty();
    }

    @Override
    public String getMessage() {
        return (heading.isEmpty() ? "" : heading + "\n") + reason + hint + (place.isEmpty() ? "" : "\n" + place);
    }

    /** Returns the words without the advice and the place, the call before them. */
    public String reason() {
        return heading.isEmpty() ? reason : heading + "\n" + reason;
    }

    /** Returns the words alone. */
    public String plainReason() {
        return reason;
    }

    /** Returns the message as Renode's robot server sends it: nothing between the call and the reason, and no advice. */
    public String answer() {
        return (kind == Kind.THROWN ? "" : heading) + reason + (place.isEmpty() ? "" : "\n" + place);
    }

    /** Returns the advice that {@link #answer} leaves out; empty if there is none. */
    public String hint() {
        return hint.strip();
    }

    /** Returns whether the command itself printed the error. */
    public boolean isReported() {
        return kind == Kind.REPORTED;
    }

    /** Adds the call that failed, unless it is there already or has not been carried out. */
    MonitorException in(String call) {
        return kind != Kind.FAILED || !heading.isEmpty()
                ? this
                : new MonitorException(
                        kind, "There was an error executing command '" + call + "'", reason, hint, place, this);
    }

    /** Adds the place if the statement stands in a file. */
    MonitorException at(Position position) {
        return !place.isEmpty() || position.source().name().isEmpty()
                ? this
                : new MonitorException(kind, heading, reason, hint, position.show(), this);
    }
}
