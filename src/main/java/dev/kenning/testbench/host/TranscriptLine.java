package dev.kenning.testbench.host;

/**
 * A message of the protocol, or a note that so many are left out.
 *
 * @param nanoTime when it was on the line, on the port's clock
 * @param fromHost whether the host sent it
 * @param text its type, flags and length
 */
public record TranscriptLine(long nanoTime, boolean fromHost, String text) {

    @Override
    public String toString() {
        return Exchange.seconds(nanoTime) + (fromHost ? " -> " : " <- ") + text;
    }
}
