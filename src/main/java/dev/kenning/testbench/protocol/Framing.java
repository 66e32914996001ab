package dev.kenning.testbench.protocol;

import java.util.Optional;

/**
 * Says how the messages of one generation are laid out, for the decoder that cuts them out of a stream.
 *
 * @param <M> the messages
 */
public sealed interface Framing<M> permits HeaderRule, BareMetalRule {

    /** Returns the length of a header in bytes. */
    int headerBytes();

    /** Returns why these bytes are no header of a message to take, or nothing. */
    Optional<String> problemOf(byte[] header);

    /** Returns the message type in a header that has no problem. */
    long typeIn(byte[] header);

    /** Returns the length in bytes of the body that a header without a problem announces. */
    long bodyBytes(byte[] header);

    /** Makes the message of a header and its whole body, which it takes over. */
    M message(byte[] header, byte[] body);
}
