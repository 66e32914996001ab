package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.Generation;
import java.io.IOException;

/** Opens and closes a session as one generation of the protocol does. */
sealed interface Handshake permits PingHandshake, Handshake.None {

    /** Returns the handshake of the generation that the options name. */
    static Handshake of(Link<?> link, Requester requester, SessionOptions options) {
        return options.generation() == Generation.ONE ? new None(link) : new PingHandshake(link, requester, options);
    }

    /** Makes the device ready for the first request. */
    void open() throws IOException;

    /** Tells the device that no more requests come. */
    void close() throws IOException;

    /** Tells a device that did not answer that no more requests come, once it has forgotten what it has half heard. */
    void part() throws IOException;

    /** Generation 1 has no sessions: the first request may come at once. */
    record None(Link<?> link) implements Handshake {

        @Override
        public void open() throws IOException {
            link.settle(Requester.RESYNCHRONISATION);
        }

        @Override
        public void part() {
            close();
        }

        @Override
        public void close() {
            // Nothing is said: the device takes the next session's IOSPEC in any state.
        }
    }
}
