package dev.kenning.testbench.uart;

import java.io.Closeable;
import java.io.IOException;

/**
 * Carries raw bytes to and from one UART.
 *
 * <p>Deadlines are moments on the port's own clock: virtual time for a simulated board, where a read is what makes the
 * simulation run; the host's monotonic clock for everything else. Implementations say whether they may be used from
 * more than one thread; callers assume they may not.
 */
public interface BytePort extends Closeable {

    /** Returns the name that error messages use for this port, such as {@code usart6} or {@code /dev/ttyACM0}. */
    String name();

    /** Returns the time on this port's clock, in nanoseconds from an origin that stays the same while it is open. */
    long nanoTime();

    /**
     * Writes every byte of the range before it returns.
     *
     * @throws IOException if the peer is gone or the port is closed
     */
    void write(byte[] buffer, int offset, int length) throws IOException;

    /** Writes every byte of the array before it returns. */
    default void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    /**
     * Tells how many bytes the reader needs before it can go on; 1 unless told.
     *
     * <p>A port that makes a simulation run may then let the next {@link #read} wait for so many, so that the simulation
     * stops once for all of them.
     */
    default void expect(int bytes) {
        // Most ports give what comes as it comes.
    }

    /**
     * Reads what is there, waiting for the first byte until {@link #nanoTime()} reaches the deadline.
     *
     * @return the number of bytes read; 0 if the deadline passed without one; -1 if the peer closed the connection
     * @throws IOException if the port fails or is closed
     */
    int read(byte[] buffer, int offset, int length, long deadlineNanos) throws IOException;

    /** Closes the port; closing it twice is harmless. */
    @Override
    void close() throws IOException;
}
