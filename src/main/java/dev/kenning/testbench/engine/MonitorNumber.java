package dev.kenning.testbench.engine;

import java.util.OptionalLong;

/** Reads a number as Renode's monitor prints it: hexadecimal of up to 64 bits without a sign, or decimal. */
public final class MonitorNumber {

    private static final int HEXADECIMAL = 16;

    private MonitorNumber() {}

    /** Returns what an answer says, as 64 bits; empty if it is no number. */
    public static OptionalLong in(String answer) {
        String digits = answer.strip();
        try {
            return OptionalLong.of(
                    digits.startsWith("0x")
                            ? Long.parseUnsignedLong(digits, 2, digits.length(), HEXADECIMAL)
                            : Long.parseLong(digits));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Returns what an answer says.
     *
     * @throws EngineException if it is no number
     */
    public static long of(String answer) {
        return in(answer).orElseThrow(() -> new EngineException("the monitor answered with no number: " + answer));
    }
}
