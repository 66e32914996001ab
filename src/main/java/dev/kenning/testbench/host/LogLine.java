package dev.kenning.testbench.host;

import java.util.regex.Pattern;

/**
 * Holds one line that a device logged over the protocol.
 *
 * @param nanoTime when it arrived, on the port's clock
 * @param text the line without its line ending, with colour sequences if the device sends them
 */
public record LogLine(long nanoTime, String text) {

    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

    /** Returns the line without colour sequences. */
    public String plainText() {
        return COLOURS.matcher(text).replaceAll("");
    }
}
