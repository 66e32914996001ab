package dev.kenning.testbench.engine.live;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps a second session of this user away from a board, by a file that names the process; the file of a process that
 * is gone is swept. The serial driver keeps other users away.
 */
final class BoardLock {

    private final Path file;

    private BoardLock(Path file) {
        this.file = file;
    }

    /**
     * Locks the board on a device.
     *
     * @throws IOException if it is locked, naming the process
     */
    static BoardLock take(String device) throws IOException {
        return take(device, folder());
    }

    static BoardLock take(String device, Path folder) throws IOException {
        Path file = file(device, folder);
        // A link is there at once and with its content, or not at all.
        Path mine = Files.createTempFile(folder, "kenning-testbench-", ".lock");
        try {
            Files.writeString(mine, describe(ProcessHandle.current()));
            sweep(device, file);
            Files.createLink(file, mine);
            return new BoardLock(file);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(
                    "the board on " + device + " was taken by another process just now (" + file + ")", e);
        } finally {
            Files.delete(mine);
        }
    }

    private static void sweep(String device, Path file) throws IOException {
        String owner;
        try {
            owner = Files.readString(file);
        } catch (NoSuchFileException e) {
            return;
        }
        if (isAlive(owner)) {
            throw new IOException(
                    "the board on " + device + " is in use by process " + owner.split(" ", 2)[0] + " (" + file + ")");
        }
        Files.deleteIfExists(file);
    }

    private static boolean isAlive(String owner) {
        try {
            return ProcessHandle.of(Long.parseLong(owner.split(" ", 2)[0]))
                    .filter(process -> describe(process).equals(owner))
                    .isPresent();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Returns the process that holds the lock of a device. */
    static Optional<String> holder(String device) {
        try {
            String owner = Files.readString(file(device, folder()));
            return isAlive(owner) ? Optional.of(owner.split(" ", 2)[0]) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path file(String device, Path folder) {
        return folder.resolve("kenning-testbench-" + canonical(device).replaceAll("[^A-Za-z0-9]+", "_") + ".lock");
    }

    /** A number alone may have been given to another process since. */
    private static String describe(ProcessHandle process) {
        return process.pid() + " "
                + process.info().startInstant().map(Instant::toString).orElse("");
    }

    private static Path folder() {
        return Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR"))
                .map(Path::of)
                .filter(Files::isWritable)
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Two names of one device are one board. */
    private static String canonical(String device) {
        try {
            return Path.of(device).toRealPath().toString();
        } catch (IOException e) {
            return device;
        }
    }

    void release() throws IOException {
        Files.deleteIfExists(file);
    }
}
