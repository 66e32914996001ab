package dev.kenning.testbench.engine.live;

import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.Timeline;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** Lets host time pass, and hands over what the console has printed meanwhile on the thread that waits. */
final class HostTimeline implements Timeline {

    /** What a console printed, a character for each byte, and when; or why it prints nothing any more. */
    private record Piece(String bytes, long nanos, Optional<String> end) {}

    private final long start = System.nanoTime();
    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private IntConsumer listener = value -> {};
    private Optional<String> ended = Optional.empty();
    private Optional<Long> stamp = Optional.empty();

    /** Sends each byte of the console to a listener, while somebody waits. */
    void setListener(IntConsumer newListener) {
        listener = newListener;
    }

    /** Takes what came out of the console; from any thread. */
    void received(byte[] bytes, int count) {
        pieces.add(new Piece(new String(bytes, 0, count, StandardCharsets.ISO_8859_1), hostNanos(), Optional.empty()));
    }

    /** Takes notice that nothing will come any more; from any thread. */
    void ended(String why) {
        pieces.add(new Piece("", hostNanos(), Optional.of(why)));
    }

    /** Hands over what is there. */
    void drain() {
        for (Piece piece = pieces.poll(); piece != null; piece = pieces.poll()) {
            deliver(piece);
        }
    }

    @Override
    public String clockName() {
        return "host time";
    }

    @Override
    public long nanos() {
        return stamp.orElseGet(this::hostNanos);
    }

    private long hostNanos() {
        return System.nanoTime() - start;
    }

    @Override
    public void await(long nanos, BooleanSupplier condition, String purpose) {
        drain();
        while (!condition.getAsBoolean() && nanos - hostNanos() > 0) {
            if (ended.isPresent()) {
                throw new EngineException("waiting " + purpose + " is in vain: " + ended.get());
            }
            deliverNext(nanos, purpose);
        }
    }

    /** Lets time pass until a moment, whatever the console does. */
    void await(long nanos) {
        while (nanos - hostNanos() > 0) {
            deliverNext(nanos, "for time to pass");
        }
    }

    private void deliverNext(long nanos, String purpose) {
        try {
            Optional.ofNullable(pieces.poll(nanos - hostNanos(), TimeUnit.NANOSECONDS))
                    .ifPresent(this::deliver);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while waiting " + purpose, e);
        }
    }

    private void deliver(Piece piece) {
        ended = ended.or(piece::end);
        stamp = Optional.of(piece.nanos());
        piece.bytes().chars().forEach(listener);
        stamp = Optional.empty();
    }

    @Override
    public void interrupt() {
        // The condition is looked at after each piece anyway.
    }
}
