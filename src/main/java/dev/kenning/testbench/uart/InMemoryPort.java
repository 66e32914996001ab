package dev.kenning.testbench.uart;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Connects two ends inside one JVM: what one writes, the other reads.
 *
 * <p>On the host's monotonic clock the two ends may be used from two threads, one each. On a {@link ManualClock} both
 * belong to one thread, and a read that finds nothing moves the clock to its deadline and returns at once.
 */
public final class InMemoryPort implements BytePort {

    /** Holds the two ends of a connection. */
    public record Pair(InMemoryPort left, InMemoryPort right) {}

    /** Says what time it is and waits for it to pass. */
    private interface Waiting {

        long nanoTime();

        void await(Condition arrival, long deadlineNanos) throws InterruptedException;
    }

    private final String name;
    private final Waiting waiting;
    private final Pipe incoming;
    private final Pipe outgoing;
    private volatile boolean closed;

    private InMemoryPort(String name, Waiting waiting, Pipe incoming, Pipe outgoing) {
        this.name = name;
        this.waiting = waiting;
        this.incoming = incoming;
        this.outgoing = outgoing;
    }

    /** Makes a connection on the host's monotonic clock, which starts at 0 now. */
    public static Pair pair(String name) {
        long start = System.nanoTime();
        return pair(name, new Waiting() {
            @Override
            public long nanoTime() {
                return System.nanoTime() - start;
            }

            @Override
            @SuppressWarnings("WaitNotInLoop") // the caller loops until bytes are there or the deadline has passed
            public void await(Condition arrival, long deadlineNanos) throws InterruptedException {
                long unused = arrival.awaitNanos(deadlineNanos - nanoTime());
            }
        });
    }

    /** Makes a connection on a clock that its user moves. */
    public static Pair pair(String name, ManualClock clock) {
        return pair(name, new Waiting() {
            @Override
            public long nanoTime() {
                return clock.nanoTime();
            }

            @Override
            public void await(Condition arrival, long deadlineNanos) {
                clock.advanceTo(deadlineNanos);
            }
        });
    }

    private static Pair pair(String name, Waiting waiting) {
        Pipe toRight = new Pipe();
        Pipe toLeft = new Pipe();
        return new Pair(
                new InMemoryPort(name, waiting, toLeft, toRight), new InMemoryPort(name, waiting, toRight, toLeft));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long nanoTime() {
        return waiting.nanoTime();
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        requireOpen();
        outgoing.write(buffer, offset, length, name);
    }

    @Override
    public int read(byte[] buffer, int offset, int length, long deadlineNanos) throws IOException {
        requireOpen();
        try {
            return incoming.read(buffer, offset, length, deadlineNanos, waiting);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while reading " + name).initCause(e);
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException(name + " is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
        incoming.close();
        outgoing.close();
    }

    /** Carries bytes one way. */
    private static final class Pipe {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition arrival = lock.newCondition();
        private byte[] bytes = new byte[1024];
        private int start;
        private int end;
        private boolean closed;

        void write(byte[] source, int offset, int length, String name) throws IOException {
            lock.lock();
            try {
                if (closed) {
                    throw new IOException(name + ": the other end is closed");
                }
                makeRoomFor(length);
                System.arraycopy(source, offset, bytes, end, length);
                end += length;
                arrival.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void makeRoomFor(int length) {
            if (bytes.length - end >= length) {
                return;
            }
            int used = end - start;
            byte[] larger = used + length > bytes.length ? new byte[2 * (used + length)] : bytes;
            System.arraycopy(bytes, start, larger, 0, used);
            bytes = larger;
            start = 0;
            end = used;
        }

        int read(byte[] target, int offset, int length, long deadlineNanos, Waiting waiting)
                throws InterruptedException {
            lock.lock();
            try {
                while (start == end && !closed && deadlineNanos - waiting.nanoTime() > 0) {
                    waiting.await(arrival, deadlineNanos);
                }
                if (start == end) {
                    return closed ? -1 : 0;
                }
                int taken = Math.min(length, end - start);
                System.arraycopy(bytes, start, target, offset, taken);
                start += taken;
                return taken;
            } finally {
                lock.unlock();
            }
        }

        void close() {
            lock.lock();
            try {
                closed = true;
                arrival.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
