package dev.kenning.testbench.scenario.run;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.LogLine;
import dev.kenning.testbench.scenario.resolve.SessionOpening;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Opens sessions with the device on a running bench, one after the other, without a restart between them.
 *
 * <pre>{@code
 * try (KenningSession first = sessions.open()) {
 *     first.load(Model.tflite("models/gestures.tflite"));
 * }
 * try (KenningSession second = sessions.open()) {
 *     second.load(Model.tflite("models/gestures_int8.tflite"));
 * }
 * }</pre>
 *
 * <p>The device keeps its model and its statistics from one session to the next ({@code kenning-systems.md}, G5): compare
 * differences. Not thread-safe.
 */
public final class KenningSessions implements AutoCloseable {

    private final Bench bench;
    private final SessionOpening opening;
    private final Consumer<KenningSession> opened;
    private Optional<KenningSession> latest = Optional.empty();
    private boolean listening;

    /**
     * Opens nothing yet.
     *
     * @param opening how the first session begins; later ones do not wait for a device to start
     */
    public KenningSessions(Bench bench, SessionOpening opening) {
        this(bench, opening, session -> {});
    }

    /**
     * Opens nothing yet.
     *
     * @param opening how the first session begins; later ones do not wait for a device to start
     * @param opened hears of each session once it is open
     */
    public KenningSessions(Bench bench, SessionOpening opening, Consumer<KenningSession> opened) {
        this.bench = bench;
        this.opening = opening;
        this.opened = opened;
    }

    /** Returns this for a device that has said its welcome line already. */
    public KenningSessions listening() {
        listening = true;
        return this;
    }

    /** Opens sessions as the bench's board says: its generation of the protocol, its welcome line, 30 s for that. */
    public static KenningSessions on(Bench bench) {
        return new KenningSessions(bench, SessionOpening.of(bench.board()));
    }

    /**
     * Opens a session; the first one waits for the welcome line of the device.
     *
     * @throws IllegalStateException if one is open: a device serves one at a time
     * @throws dev.kenning.testbench.engine.ExpectationFailedError if the welcome line does not come in time
     * @throws dev.kenning.testbench.host.KenningException if the device does not answer or refuses
     */
    public KenningSession open() {
        return open(line -> {});
    }

    /** Opens a session as {@link #open()}, with a listener that hears what the device logs from the first byte on. */
    public KenningSession open(Consumer<LogLine> listener) {
        if (latest.filter(KenningSession::isOpen).isPresent()) {
            throw new IllegalStateException("a session is open on "
                    + bench.board().kcomms() + " of " + bench.board().name()
                    + ": close it before the next, a device serves one at a time");
        }
        KenningSession session = listening ? opening.again(bench, listener) : opening.on(bench, listener);
        listening = true;
        latest = Optional.of(session);
        opened.accept(session);
        return session;
    }

    /** Closes the session that is still open, if one is. */
    @Override
    public void close() {
        latest.ifPresent(KenningSession::close);
    }
}
