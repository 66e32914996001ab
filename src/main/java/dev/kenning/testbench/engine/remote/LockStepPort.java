package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.Timeline;
import dev.kenning.testbench.robot.ServerGoneException;
import dev.kenning.testbench.uart.BytePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The bytes of a UART whose machine stands until somebody reads. */
final class LockStepPort implements BytePort {

    private final String name;
    private final Timeline timeline;
    private final ByteArrayOutputStream unwritten;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private byte[] unread = new byte[0];
    private int next;
    private int expected = 1;
    private boolean reading;
    private boolean closed;

    /**
     * Makes a port.
     *
     * @param unwritten takes what is for the machine, which gets it before anybody looks at it
     */
    LockStepPort(String name, Timeline timeline, ByteArrayOutputStream unwritten) {
        this.name = name;
        this.timeline = timeline;
        this.unwritten = unwritten;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long nanoTime() {
        return timeline.nanos();
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        requireOpen();
        unwritten.write(buffer, offset, length);
    }

    /** Tells a simulator that is gone as any lost connection; whatever else went wrong is no matter of the port. */
    private static IOException lost(EngineException failure) {
        if (failure.getCause() instanceof ServerGoneException) {
            return new IOException(failure.getMessage(), failure);
        }
        throw failure;
    }

    @Override
    public void expect(int bytes) {
        expected = Math.max(1, bytes);
    }

    @Override
    public int read(byte[] buffer, int offset, int length, long deadlineNanos) throws IOException {
        requireOpen();
        if (available() == 0) {
            reading = true;
            try {
                timeline.await(deadlineNanos, () -> available() >= expected, "for a byte on " + name);
            } catch (EngineException e) {
                throw lost(e);
            } finally {
                reading = false;
                expected = 1;
            }
        }
        if (next == unread.length) {
            unread = received.toByteArray();
            received.reset();
            next = 0;
        }
        int count = Math.min(length, unread.length - next);
        System.arraycopy(unread, next, buffer, offset, count);
        next += count;
        return count;
    }

    private int available() {
        return received.size() + unread.length - next;
    }

    /** Takes a byte that came out of the UART. */
    void accept(byte value) {
        if (!closed) {
            received.write(value);
        }
    }

    /** Returns how many more bytes a reader waits for; 0 if nobody reads. */
    int awaited() {
        return reading ? Math.max(1, expected - available()) : 0;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the port on " + name + " is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
