package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.LogLine;
import dev.kenning.testbench.host.RuntimeSupport;
import dev.kenning.testbench.host.SessionOptions;
import dev.kenning.testbench.profile.Counting;
import dev.kenning.testbench.protocol.Generation;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Says how the session with the device on a bench begins.
 *
 * @param generation the generation of the Kenning Protocol that the firmware speaks
 * @param welcome the console line to wait for, if any is to be waited for
 * @param timeout how long to wait for it
 * @param replyTimeout how long to wait for each reply, if not as long as suits the request
 * @param runtime where the firmware's runtime comes from
 */
public record SessionOpening(
        Generation generation,
        Optional<String> welcome,
        Duration timeout,
        Optional<Duration> replyTimeout,
        RuntimeSupport runtime) {

    /** Waits for each reply as long as suits its request, for firmware of which nothing else is known. */
    public SessionOpening(Generation generation, Optional<String> welcome, Duration timeout) {
        this(generation, welcome, timeout, Optional.empty(), RuntimeSupport.UNKNOWN);
    }

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /** Returns how a session with a board begins: in its generation, after its welcome line, which has 30 s to come. */
    public static SessionOpening of(Board board) {
        return new SessionOpening(Generation.of(board.protocol()), Optional.of(board.welcome()), DEFAULT_TIMEOUT);
    }

    /** Returns this with another time to wait for the welcome line. */
    public SessionOpening within(Duration other) {
        return new SessionOpening(generation, welcome, other);
    }

    /**
     * Waits for the welcome line where it can be heard, or a second where the device cannot say it; then opens a session.
     *
     * @throws dev.kenning.testbench.engine.ExpectationFailedError if the line does not come in time
     * @throws dev.kenning.testbench.host.KenningException if the device does not answer or refuses
     */
    public KenningSession on(Bench bench, Consumer<LogLine> listener) {
        return on(bench, listener, UnaryOperator.identity());
    }

    /**
     * Opens a session as {@link #on(Bench, Consumer)}.
     *
     * @param more what else the session is to do, beside what suits the device
     */
    public KenningSession on(Bench bench, Consumer<LogLine> listener, UnaryOperator<SessionOptions> more) {
        SessionOptions suitable = forDevice(bench).withRuntime(runtime);
        SessionOptions options =
                more.apply(replyTimeout.map(suitable::withTimeout).orElse(suitable));
        if (welcome.isPresent() && bench.hearsWelcome()) {
            bench.awaitConsole(welcome.get(), timeout);
            // A machine that keeps host time may be far slower than its board.
            options = bench.counting() == Counting.EXACT ? options.afterWelcome() : options;
        } else {
            bench.awaitSilentStart();
        }
        return open(bench, options, listener);
    }

    /**
     * Opens one more session, with a device that has listened already.
     *
     * @throws dev.kenning.testbench.host.KenningException if the device does not answer or refuses
     */
    public KenningSession again(Bench bench, Consumer<LogLine> listener) {
        return open(bench, forDevice(bench), listener);
    }

    /** What runs by itself holds its session until it is told that it is over. */
    private SessionOptions forDevice(Bench bench) {
        return SessionOptions.of(generation).withCloseWhenLost(bench.counting() == Counting.NONE);
    }

    private static KenningSession open(Bench bench, SessionOptions options, Consumer<LogLine> listener) {
        return KenningSession.open(bench.port(bench.board().kcomms()), options, listener);
    }
}
