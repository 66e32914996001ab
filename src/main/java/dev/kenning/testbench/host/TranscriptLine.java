package dev.kenning.testbench.host;

import java.util.List;

/** Is a message of the protocol, or a note that so many are left out. Immutable. */
public final class TranscriptLine {

    private final long nanoTime;
    private final boolean fromHost;
    private final String text;
    private final PayloadExcerpt payload;

    TranscriptLine(long nanoTime, boolean fromHost, String text, PayloadExcerpt payload) {
        this.nanoTime = nanoTime;
        this.fromHost = fromHost;
        this.text = text;
        this.payload = payload;
    }

    /** Returns when it was on the line, on the port's clock. */
    public long nanoTime() {
        return nanoTime;
    }

    /** Returns whether the host sent it. */
    public boolean fromHost() {
        return fromHost;
    }

    /** Returns its type, flags and length. */
    public String text() {
        return text;
    }

    /** Returns the beginning of what it carried in hexadecimal, and what that means where it can be told; nothing for none. */
    public List<String> payload() {
        return payload.lines();
    }

    @Override
    public String toString() {
        return Exchange.seconds(nanoTime) + (fromHost ? " -> " : " <- ") + text;
    }
}
