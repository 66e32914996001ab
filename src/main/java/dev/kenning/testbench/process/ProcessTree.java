package dev.kenning.testbench.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A process and everything that it started: launchers and build tools run what they are for as children.
 *
 * <p>Thread-safe.
 */
public final class ProcessTree {

    private static final Duration GRACE = Duration.ofSeconds(3);

    private final ProcessHandle root;

    /** Those that were seen once stay known when their parent dies and they get another. */
    private final List<ProcessHandle> known = new ArrayList<>();

    /** Takes a process with what it has started so far. */
    public ProcessTree(ProcessHandle root) {
        this.root = root;
        known.add(root);
    }

    /** Finds a process again by its number, unless that is another's by now. */
    public static Optional<ProcessHandle> find(long pid, Instant started) {
        return ProcessHandle.of(pid).filter(handle -> startOf(handle).equals(started));
    }

    /** Returns when a process started, the epoch if the system does not tell. */
    public static Instant startOf(ProcessHandle handle) {
        return handle.info().startInstant().orElse(Instant.EPOCH);
    }

    /** Returns the root and all that it started, now or earlier; some may have ended. */
    public synchronized List<ProcessHandle> members() {
        Stream.concat(Stream.of(root), List.copyOf(known).stream())
                .flatMap(ProcessHandle::descendants)
                .filter(handle -> !known.contains(handle))
                .forEach(known::add);
        return List.copyOf(known);
    }

    /** Asks all to end, then makes them. */
    public void terminate() {
        List<ProcessHandle> members = members();
        members.forEach(ProcessHandle::destroy);
        awaitEnd(GRACE);
        kill();
    }

    /** Ends all at once. */
    public void kill() {
        members().forEach(ProcessHandle::destroyForcibly);
        awaitEnd(GRACE);
    }

    /** Waits for the end of all; returns whether it came in time. */
    public boolean awaitEnd(Duration time) {
        CompletableFuture<?>[] ends =
                members().stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
