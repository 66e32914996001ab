package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.ExpectationFailedError;
import dev.kenning.testbench.engine.Log;
import dev.kenning.testbench.engine.TextPattern;
import dev.kenning.testbench.robot.KeywordFailedException;
import dev.kenning.testbench.robot.KeywordOptions;
import dev.kenning.testbench.robot.RpcValue;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Renode's log tester, which listens from power-on. */
final class RemoteLog implements Log {

    private static final double NANOS_PER_SECOND = 1e9;

    private final RemoteBench bench;
    private final Conversation conversation;
    private final Pace pace;

    RemoteLog(RemoteBench bench, Conversation conversation, Pace pace) {
        this.pace = pace;
        this.bench = bench;
        this.conversation = conversation;
    }

    @Override
    public String waitForEntry(TextPattern pattern, Duration timeout) {
        try {
            return message(
                    pace.during(() ->
                            conversation.ask(to -> to.waitForLogEntry(pattern.text(), options(pattern, timeout)))),
                    pattern);
        } catch (EngineException e) {
            if (e.getCause() instanceof KeywordFailedException) {
                throw missing(e, pattern, timeout);
            }
            throw e;
        }
    }

    @Override
    public void shouldNotAppear(TextPattern pattern, Duration time) {
        try {
            pace.during(() -> {
                conversation.tell(to -> to.shouldNotBeInLog(pattern.text(), options(pattern, time)));
                return pattern;
            });
        } catch (EngineException e) {
            if (e.getCause() instanceof KeywordFailedException) {
                throw new ExpectationFailedError(
                        "the log has an entry with " + pattern + ", which must not appear" + conversation.log(), e);
            }
            throw e;
        }
    }

    private ExpectationFailedError missing(EngineException failure, TextPattern pattern, Duration timeout) {
        return new ExpectationFailedError(
                String.format(
                        Locale.ROOT,
                        "the log has no entry with %s after waiting %.3f s of virtual time (it is %.6f s)%s",
                        pattern,
                        timeout.toNanos() / NANOS_PER_SECOND,
                        bench.virtualTime().toNanos() / NANOS_PER_SECOND,
                        conversation.log()),
                failure);
    }

    private static KeywordOptions options(TextPattern pattern, Duration timeout) {
        KeywordOptions options = KeywordOptions.within(timeout);
        return pattern.isRegex() ? options.regex() : options;
    }

    /** Releases answer with the entry as text or as a struct. */
    private static String message(RpcValue answer, TextPattern pattern) {
        if (answer instanceof RpcValue.Text text) {
            return text.value();
        }
        if (answer instanceof RpcValue.Struct struct) {
            return Stream.of("message", "line", "fullMessage")
                    .map(struct::member)
                    .flatMap(Optional::stream)
                    .filter(RpcValue.Text.class::isInstance)
                    .map(member -> ((RpcValue.Text) member).value())
                    .findFirst()
                    .orElse(pattern.text());
        }
        return pattern.text();
    }
}
