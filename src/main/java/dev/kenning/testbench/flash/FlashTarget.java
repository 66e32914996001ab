package dev.kenning.testbench.flash;

import java.util.List;

/**
 * Tells one board of several to those that flash it.
 *
 * @param probe the serial number of its debug probe
 * @param serial its serial port
 * @param westArguments what {@code west flash} is told beyond the build folder
 */
public record FlashTarget(String probe, String serial, List<String> westArguments) {

    /** Copies the list. */
    public FlashTarget {
        westArguments = List.copyOf(westArguments);
    }
}
