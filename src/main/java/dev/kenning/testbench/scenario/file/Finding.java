package dev.kenning.testbench.scenario.file;

import java.util.Locale;

/**
 * One thing that was found before a run.
 *
 * @param message what it is, where, and what to do
 */
public record Finding(Severity severity, String message) {

    /** Says what a finding means for the run. */
    public enum Severity {
        /** The run cannot succeed. */
        ERROR,
        /** The run may fail, or mean something else than expected. */
        WARNING,
        /** The user should know. */
        NOTE
    }

    public static Finding error(String message) {
        return new Finding(Severity.ERROR, message);
    }

    public static Finding warning(String message) {
        return new Finding(Severity.WARNING, message);
    }

    public static Finding note(String message) {
        return new Finding(Severity.NOTE, message);
    }

    /** Tells whether the run cannot succeed. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** Returns the severity and the message in one line or more. */
    @Override
    public String toString() {
        return severity.name().toLowerCase(Locale.ROOT) + ": " + message;
    }
}
