package dev.kenning.testbench.uart;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Offers a UART to other programs as a serial device: a pseudo-terminal, to which a link leads (Linux and macOS).
 *
 * <p>Clients open the link as they open any serial device, one after the other. What is written while none reads waits in
 * the kernel, and then the writer waits. The clock is the host's. One thread may read while another writes, and any may
 * close.
 */
public final class PseudoTerminal implements BytePort {

    /** How long closing may have to wait for somebody who waits for bytes. */
    private static final int PATIENCE_MILLIS = 50;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Path link;
    private final TerminalPair pair;
    private final long start = System.nanoTime();

    private PseudoTerminal(Path link, TerminalPair pair) {
        this.link = link;
        this.pair = pair;
    }

    /**
     * Makes a pseudo-terminal and a link to it. A link that leads nowhere, as a killed process leaves it, is replaced.
     *
     * @param link the path for clients, such as {@code /tmp/uart}
     * @param replace whether a file or a link at the path is replaced; a folder never is
     * @throws FileAlreadyExistsException if something is at the path that is not replaced
     * @throws IOException if this system has no pseudo-terminals, or the link cannot be made
     */
    public static PseudoTerminal open(Path link, boolean replace) throws IOException {
        OptionalLibrary.PSEUDO_TERMINALS.require();
        TerminalPair pair;
        try {
            pair = TerminalPair.open();
        } catch (IOException e) {
            throw new IOException(
                    "cannot make a pseudo-terminal for " + link + ": " + e.getMessage() + "; use a TCP port instead",
                    e);
        }
        try {
            makeRoom(link, Path.of(pair.slave()), replace);
            Files.createSymbolicLink(link, Path.of(pair.slave()));
            return new PseudoTerminal(link, pair);
        } catch (IOException e) {
            pair.close();
            throw describe(link, e);
        }
    }

    private static void makeRoom(Path link, Path slave, boolean replace) throws IOException {
        boolean isLink = Files.isSymbolicLink(link);
        boolean isStale = isLink && (!Files.exists(link) || leadsTo(link, slave));
        boolean isReplaced = replace && !Files.isDirectory(link, LinkOption.NOFOLLOW_LINKS);
        if (isStale || isReplaced) {
            Files.deleteIfExists(link);
        }
    }

    private static boolean leadsTo(Path link, Path slave) throws IOException {
        return Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(slave);
    }

    private static IOException describe(Path link, IOException failure) {
        if (failure instanceof FileAlreadyExistsException) {
            return failure;
        }
        String reason = failure instanceof NoSuchFileException ? "its folder is not there" : failure.getMessage();
        return new IOException("cannot make the link " + link + " to a pseudo-terminal: " + reason, failure);
    }

    /** Returns the path of the link. */
    @Override
    public String name() {
        return link.toString();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() - start;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        for (int written = 0; written < length; ) {
            requireNoInterrupt();
            written += pair.write(buffer, offset + written, length - written, PATIENCE_MILLIS);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length, long deadlineNanos) throws IOException {
        while (true) {
            requireNoInterrupt();
            long left = Math.max(0, deadlineNanos - nanoTime());
            long millis = left / NANOS_PER_MILLI + (left % NANOS_PER_MILLI == 0 ? 0 : 1);
            int count = pair.read(buffer, offset, length, (int) Math.min(millis, PATIENCE_MILLIS));
            if (count > 0 || deadlineNanos - nanoTime() <= 0) {
                return count;
            }
        }
    }

    private void requireNoInterrupt() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted on " + link);
        }
    }

    /** Removes the link, unless it leads elsewhere by now, and ends the pseudo-terminal. */
    @Override
    public void close() throws IOException {
        try {
            if (leadsTo(link, Path.of(pair.slave()))) {
                Files.deleteIfExists(link);
            }
        } finally {
            pair.close();
        }
    }
}
