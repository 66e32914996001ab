package dev.kenning.testbench.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into messages of one generation, however the stream is chopped.
 *
 * <pre>
 *  BEFORE (three reads)                            AFTER (two messages)
 * +------------+ +-----------------+ +-------+    +---------+-----+ +---------+
 * | 05 00 00 00| | C0 00 B9 00 02 .| |. D0   |    | header  | xy  | | header  |
 * |            | | .. 78 79 04 00 .| |       |    | OUTPUT  |     | | PROCESS |
 * +------------+ +-----------------+ +-------+    +---------+-----+ +---------+
 * </pre>
 *
 * <p>The payload limit is mandatory: the size field is 32 bits wide and comes from outside. Allocates the message and
 * its payload, nothing else. Not thread-safe.
 *
 * @param <M> the messages
 */
public final class MessageDecoder<M> {

    private static final byte[] EMPTY = {};

    private final Framing<M> framing;
    private final int payloadLimit;
    private final byte[] header;
    private byte[] payload = EMPTY;
    private int headerBytes;
    private int payloadBytes;

    /**
     * Makes a decoder that waits for a header.
     *
     * @param payloadLimit the longest body to accept, in bytes
     */
    public MessageDecoder(Framing<M> framing, int payloadLimit) {
        if (payloadLimit < 0) {
            throw new IllegalArgumentException("payload limit must be >= 0, but is " + payloadLimit);
        }
        this.framing = framing;
        this.header = new byte[framing.headerBytes()];
        this.payloadLimit = payloadLimit;
    }

    /**
     * Takes bytes and hands over each message that they complete.
     *
     * @throws FramingException if a header breaks the rule or announces a body over the limit; messages before it have
     *     been handed over, bytes behind it are left in the buffer, and only {@link #reset} makes the decoder usable
     */
    public void decode(ByteBuffer bytes, Consumer<? super M> sink) {
        while (bytes.hasRemaining()) {
            if (headerBytes < header.length) {
                int taken = Math.min(header.length - headerBytes, bytes.remaining());
                bytes.get(header, headerBytes, taken);
                headerBytes += taken;
                if (headerBytes < header.length) {
                    return;
                }
                payload = announcedPayload();
            }
            int taken = Math.min(payload.length - payloadBytes, bytes.remaining());
            bytes.get(payload, payloadBytes, taken);
            payloadBytes += taken;
            if (payloadBytes == payload.length) {
                M message = framing.message(header, payload);
                reset();
                sink.accept(message);
            }
        }
    }

    private byte[] announcedPayload() {
        Optional<String> problem = framing.problemOf(header);
        if (problem.isPresent()) {
            throw new FramingException(problem.get(), header);
        }
        long size = framing.bodyBytes(header);
        if (size > payloadLimit) {
            throw new FramingException("size " + size + " over the limit of " + payloadLimit, header);
        }
        return size == 0 ? EMPTY : new byte[(int) size];
    }

    /** Forgets a message that is not complete, so that the next byte starts a header. */
    public void reset() {
        headerBytes = 0;
        payloadBytes = 0;
        payload = EMPTY;
    }

    /** Returns how many bytes of an incomplete message have come. */
    public int pendingBytes() {
        return headerBytes + payloadBytes;
    }

    /** Returns how many bytes of the present header, or of the message that it announces, have not come. */
    public int missingBytes() {
        return headerBytes < header.length ? header.length - headerBytes : payload.length - payloadBytes;
    }

    /** Returns a copy of the first bytes of an incomplete message. */
    ByteBuffer pending() {
        ByteBuffer bytes = ByteBuffer.allocate(pendingBytes());
        return bytes.put(header, 0, headerBytes).put(payload, 0, payloadBytes).flip();
    }

    /** Returns whether the message that is incomplete has the given type; false while its header is. */
    public boolean isInside(long type) {
        return headerBytes == header.length && framing.typeIn(header) == type;
    }
}
