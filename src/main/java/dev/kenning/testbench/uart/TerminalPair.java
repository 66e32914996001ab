package dev.kenning.testbench.uart;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.io.IOException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A pair of devices of the kernel: what is written here is read from the slave, and the other way round, every byte as it
 * is.
 *
 * <p>The slave is held open here too, so that one client may leave and another come: bytes wait in the kernel, and the
 * settings stay. One thread may read while another writes, and a third closes.
 */
final class TerminalPair implements AutoCloseable {

    private static final int NAME_BYTES = 128;

    /** More than the {@code termios} of any system; nobody here looks into it. */
    private static final int TERMIOS_BYTES = 256;

    private static final int CHUNK = 4096;
    private static final int READ_WRITE = 2;
    private static final int AT_ONCE = 0;

    /** The error of an interrupted call, the same everywhere. */
    private static final int INTERRUPTED = 4;

    /** What {@code poll} is asked for. */
    private enum Readiness {
        READABLE(1),
        WRITABLE(4);

        private final short event;

        Readiness(int event) {
            this.event = (short) event;
        }
    }

    /**
     * Numbers that POSIX leaves to systems.
     *
     * @param noControlling the flag that keeps a terminal from controlling this process
     * @param nonBlocking the flag that lets calls fail that would have to wait
     * @param again the error of such a call
     */
    private record Numbers(int noControlling, int nonBlocking, int again) {

        static Numbers ofThisSystem() throws IOException {
            if (Platform.isLinux()) {
                return new Numbers(0x100, 0x800, 11);
            }
            if (Platform.isMac()) {
                return new Numbers(0x20000, 0x4, 35);
            }
            throw new IOException(System.getProperty("os.name") + " has none");
        }
    }

    private final CLibrary library;
    private final Numbers numbers;
    private final int master;
    private final int slaveDescriptor;
    private final String slave;

    /** Shared by whoever uses the descriptors, because their numbers may stand for other files once they are closed. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private boolean closed;

    private TerminalPair(CLibrary library, Numbers numbers, int master) {
        this.library = library;
        this.numbers = numbers;
        this.master = master;
        library.grantpt(master);
        library.unlockpt(master);
        byte[] name = new byte[NAME_BYTES];
        library.ptsname_r(master, name, new NativeLong(NAME_BYTES));
        slave = Native.toString(name);
        slaveDescriptor = library.open(slave, READ_WRITE | numbers.noControlling());
    }

    /**
     * Makes a pair.
     *
     * @throws IOException if this system has none, or has none left
     */
    static TerminalPair open() throws IOException {
        try {
            Numbers numbers = Numbers.ofThisSystem();
            CLibrary library = Native.load("c", CLibrary.class);
            return open(library, numbers);
        } catch (LinkageError e) {
            throw new IOException("the C library cannot be called from Java here: " + e.getMessage(), e);
        } catch (LastErrorException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static TerminalPair open(CLibrary library, Numbers numbers) {
        int master = library.posix_openpt(READ_WRITE | numbers.noControlling() | numbers.nonBlocking());
        try {
            TerminalPair pair = new TerminalPair(library, numbers, master);
            pair.passBytesAsTheyAre();
            return pair;
        } catch (LastErrorException e) {
            library.close(master);
            throw e;
        }
    }

    private void passBytesAsTheyAre() {
        try (Memory termios = new Memory(TERMIOS_BYTES)) {
            library.tcgetattr(slaveDescriptor, termios);
            library.cfmakeraw(termios);
            library.tcsetattr(slaveDescriptor, AT_ONCE, termios);
        }
    }

    /** Returns the device that a client opens, such as {@code /dev/pts/3}. */
    String slave() {
        return slave;
    }

    /**
     * Reads what there is, waiting for the first byte.
     *
     * @return the number of bytes, 0 if none came in time
     * @throws IOException if the pair is closed
     */
    int read(byte[] buffer, int offset, int length, int timeoutMillis) throws IOException {
        return whenReady(Readiness.READABLE, timeoutMillis, () -> {
            try (Memory bytes = new Memory(Math.min(length, CHUNK))) {
                int count = library.read(master, bytes, new NativeLong(bytes.size()))
                        .intValue();
                bytes.read(0, buffer, offset, count);
                return count;
            }
        });
    }

    /**
     * Writes as much as there is room for, waiting for the first byte's.
     *
     * @return the number of bytes, 0 if there was no room in time: nobody reads
     * @throws IOException if the pair is closed
     */
    int write(byte[] buffer, int offset, int length, int timeoutMillis) throws IOException {
        return whenReady(Readiness.WRITABLE, timeoutMillis, () -> {
            try (Memory bytes = new Memory(Math.min(length, CHUNK))) {
                bytes.write(0, buffer, offset, (int) bytes.size());
                return library.write(master, bytes, new NativeLong(bytes.size()))
                        .intValue();
            }
        });
    }

    /** Carries bytes; fails where it would have to wait. */
    @FunctionalInterface
    private interface Transfer {
        int run();
    }

    private int whenReady(Readiness readiness, int timeoutMillis, Transfer transfer) throws IOException {
        use.readLock().lock();
        try {
            if (closed) {
                throw new IOException("the pseudo-terminal " + slave + " is closed");
            }
            return isReady(readiness, timeoutMillis) ? transfer.run() : 0;
        } catch (LastErrorException e) {
            if (e.getErrorCode() == numbers.again() || e.getErrorCode() == INTERRUPTED) {
                return 0;
            }
            throw new IOException(e.getMessage(), e);
        } finally {
            use.readLock().unlock();
        }
    }

    private boolean isReady(Readiness readiness, int timeoutMillis) {
        try (Memory descriptor = new Memory(8)) {
            descriptor.setInt(0, master);
            descriptor.setShort(4, readiness.event);
            descriptor.setShort(6, (short) 0);
            return library.poll(descriptor, new NativeLong(1), timeoutMillis) > 0;
        }
    }

    /** Ends the pair once whoever waits has been told that nothing came; a client reads an end of file. */
    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                library.close(slaveDescriptor);
                library.close(master);
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
