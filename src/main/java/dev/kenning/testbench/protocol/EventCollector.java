package dev.kenning.testbench.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Joins the messages of one series.
 *
 * <p>There are no sequence numbers: bodies are joined in the order of arrival until LAST, and the flags of the event are
 * those of the message with FIRST; without one the event has no flags, so it is no success (Kenning Protocol 5.1, 8).
 * Memory is bounded by the payload limit. Not thread-safe.
 */
public final class EventCollector {

    /** A series of empty messages must not grow for ever either. */
    private static final int MESSAGES_LIMIT = 1 << 20;

    private final int payloadLimit;
    private final List<Message> series = new ArrayList<>();
    private Flags flags = Flags.NONE;
    private int length;

    /**
     * Makes a collector that waits for a series.
     *
     * @param payloadLimit the longest payload of an event, in bytes
     */
    public EventCollector(int payloadLimit) {
        this.payloadLimit = payloadLimit;
    }

    /**
     * Takes the next message of the series and returns the event that it completes.
     *
     * @throws SeriesTooLongException if the joined bodies pass the limit; the series is forgotten
     */
    public Optional<Event> add(Message message) {
        if (message.payloadLength() > payloadLimit - length || series.size() >= MESSAGES_LIMIT) {
            reset();
            throw new SeriesTooLongException(message.type(), payloadLimit);
        }
        if (message.flags().has(Flags.FIRST)) {
            flags = message.flags();
        }
        length += message.payloadLength();
        series.add(message);
        if (!message.flags().has(Flags.LAST)) {
            return Optional.empty();
        }
        Event event = new Event(message.type(), message.flowControl(), flags, joined());
        reset();
        return Optional.of(event);
    }

    private byte[] joined() {
        byte[] payload = new byte[length];
        int offset = 0;
        for (Message message : series) {
            offset = message.copyPayload(payload, offset);
        }
        return payload;
    }

    /** Returns whether a series has begun and not ended. */
    public boolean isInside() {
        return !series.isEmpty();
    }

    /** Returns how many bytes of an unfinished series have come. */
    public int pendingBytes() {
        return length;
    }

    /** Forgets an unfinished series. */
    public void reset() {
        series.clear();
        flags = Flags.NONE;
        length = 0;
    }

    /** Reports a series that passes the limit of its receiver. */
    public static final class SeriesTooLongException extends RuntimeException {

        private static final long serialVersionUID = 1;

        SeriesTooLongException(long type, int limit) {
            super("a series of " + MessageType.describe(type) + " passes the limit of " + limit + " bytes");
        }
    }
}
