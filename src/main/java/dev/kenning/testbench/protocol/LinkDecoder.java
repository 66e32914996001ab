package dev.kenning.testbench.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decodes a link that may carry noise: after lost framing it discards everything until the line has been silent, then
 * starts afresh (Kenning Protocol 23, host side 9).
 *
 * <p>The caller owns the clock: it reports silence it has seen with {@link #silence}. Time during which nobody listened
 * is no silence. Memory is bounded by the payload limit and {@link Noise#EXCERPT_LIMIT}. Not thread-safe.
 *
 * @param <M> the messages of the generation that the peer speaks
 */
public final class LinkDecoder<M> {

    /** Silence after which a peer has forgotten a message that was not finished: 500 ms, in nanoseconds. */
    public static final long RESYNCHRONISATION_NANOS = 500_000_000;

    /**
     * Receives what a link carried, in the order of arrival.
     *
     * @param <M> the messages
     */
    public interface Sink<M> {

        /** Takes a message. */
        void message(M message);

        /** Takes a run of bytes that are no message, once silence has ended it. */
        void noise(Noise noise);
    }

    /** Describes bytes that were discarded. Immutable. */
    public static final class Noise {

        /** Longest excerpt that is kept, in bytes. */
        public static final int EXCERPT_LIMIT = 256;

        private final String problem;
        private final byte[] excerpt;
        private final long length;

        private Noise(String problem, byte[] excerpt, long length) {
            this.problem = problem;
            this.excerpt = excerpt;
            this.length = length;
        }

        /** Returns why the bytes are no message. */
        public String problem() {
            return problem;
        }

        /** Returns the first of the bytes, at most {@link #EXCERPT_LIMIT}. */
        public byte[] excerpt() {
            return excerpt.clone();
        }

        /** Returns how many bytes there were in all. */
        public long length() {
            return length;
        }

        @Override
        public String toString() {
            return length + " bytes that are no message (" + problem + ")";
        }
    }

    private final MessageDecoder<M> decoder;
    private final long silenceNanos;
    private long silentNanos;
    private final byte[] excerpt = new byte[Noise.EXCERPT_LIMIT];
    private long discarded;
    private String problem = "";

    /**
     * Makes a decoder in step with the peer.
     *
     * @param payloadLimit the longest body to accept, in bytes
     * @param silenceNanos how long the line must be silent before a header is looked for again
     */
    public LinkDecoder(Framing<M> framing, int payloadLimit, long silenceNanos) {
        this.decoder = new MessageDecoder<>(framing, payloadLimit);
        this.silenceNanos = silenceNanos;
    }

    /** Takes bytes that arrived. Never throws an exception of its own. */
    public void decode(ByteBuffer bytes, Sink<? super M> sink) {
        if (!bytes.hasRemaining()) {
            return;
        }
        silentNanos = 0;
        if (!isDiscarding()) {
            tryDecode(bytes, sink::message);
        }
        discard(bytes);
    }

    private void tryDecode(ByteBuffer bytes, Consumer<M> sink) {
        try {
            decoder.decode(bytes, sink);
        } catch (FramingException e) {
            problem = String.valueOf(e.getMessage());
            decoder.reset();
            discard(ByteBuffer.wrap(e.header()));
        }
    }

    private void discard(ByteBuffer bytes) {
        int kept = (int) Math.min(bytes.remaining(), Math.max(0, excerpt.length - discarded));
        if (kept > 0) {
            bytes.get(excerpt, (int) discarded, kept);
        }
        discarded += kept + bytes.remaining();
        bytes.position(bytes.limit());
    }

    /** Takes note that nothing arrived while somebody listened for so many nanoseconds. */
    public void silence(long nanos, Sink<? super M> sink) {
        silentNanos += nanos;
        if (silentNanos <= silenceNanos) {
            return;
        }
        if (!isDiscarding() && decoder.pendingBytes() > 0) {
            problem = "a message that stopped after " + decoder.pendingBytes() + " bytes";
            discard(decoder.pending());
            decoder.reset();
        }
        if (isDiscarding()) {
            Noise run = noise(problem, excerpt, discarded);
            discarded = 0;
            sink.noise(run);
        }
    }

    /** Returns the bytes that are no whole message so far: what is being discarded, or a message that is incomplete. */
    public Optional<Noise> unfinished() {
        if (isDiscarding()) {
            return Optional.of(noise(problem, excerpt, discarded));
        }
        ByteBuffer pending = decoder.pending();
        byte[] bytes = new byte[pending.remaining()];
        pending.get(bytes);
        return bytes.length == 0 ? Optional.empty() : Optional.of(noise("an incomplete message", bytes, bytes.length));
    }

    private static Noise noise(String problem, byte[] bytes, long length) {
        return new Noise(problem, Arrays.copyOf(bytes, (int) Math.min(Noise.EXCERPT_LIMIT, length)), length);
    }

    /** Returns how much longer the line must be silent before this decoder is in step again; 0 if it is in step. */
    public long nanosToResynchronise() {
        return isInStep() ? 0 : Math.max(1, silenceNanos + 1 - silentNanos);
    }

    /** Returns how many bytes have to come before this decoder can say more than now. */
    public int missingBytes() {
        return isDiscarding() ? 1 : decoder.missingBytes();
    }

    /** Returns whether the next byte starts a header. */
    public boolean isInStep() {
        return !isDiscarding() && decoder.pendingBytes() == 0;
    }

    /** Returns whether part of a message of the given type has come. */
    public boolean isInside(long type) {
        return decoder.isInside(type);
    }

    private boolean isDiscarding() {
        return discarded > 0;
    }
}
