package dev.kenning.testbench.engine;

import dev.kenning.testbench.text.BadInputException;
import java.time.Duration;

/** Knows how long the host may wait for a simulator, whatever the virtual clock says. */
public final class WallClock {

    /** The setting that sets the limit, in seconds. */
    public static final String SETTING = "testbench.wall";

    private static final long DEFAULT_SECONDS = 30;

    private WallClock() {}

    /**
     * Returns the limit that the setting {@code testbench.wall} sets; 30 s if unset.
     *
     * @throws BadInputException if it is no whole number of seconds > 0
     */
    public static Duration limit() {
        String setting = Settings.ofProcess().get(SETTING).orElse(String.valueOf(DEFAULT_SECONDS));
        try {
            long seconds = Long.parseLong(setting);
            if (seconds > 0) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            throw new BadInputException(refusal(setting), e);
        }
        throw new BadInputException(refusal(setting));
    }

    private static String refusal(String setting) {
        return SETTING + " must be a whole number of seconds > 0, is '" + setting + "'";
    }
}
