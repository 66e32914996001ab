package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.Flags;
import dev.kenning.testbench.protocol.Generation;
import dev.kenning.testbench.protocol.MessageType;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Opens and closes a session by PING. */
final class PingHandshake implements Handshake {

    /** How long a device that babbles is waited for. */
    private static final Duration LONGEST_NOISE = Duration.ofSeconds(3);

    /** A device that is lost may be so for good. */
    private static final int PARTING_ATTEMPTS = 2;

    private final Link<?> link;
    private final Requester requester;
    private final SessionOptions options;

    PingHandshake(Link<?> link, Requester requester, SessionOptions options) {
        this.link = link;
        this.requester = requester;
        this.options = options;
    }

    /**
     * Sends PING until the device answers.
     *
     * <p>Before a silent device counts as lost, it is asked in the previous generation of the protocol, so that the
     * message can say so. A device that says another session is open is taken over if the options want that, or if it
     * may be an earlier PING of this call that it speaks of.
     */
    @Override
    public void open() throws IOException {
        link.settle(Requester.RESYNCHRONISATION);
        int attempts = options.pingAttempts();
        PingResult result = ping(Event.open(), attempts).orElse(null);
        if (result != null && result.isRefused() && (options.takeOver() || result.attempts() > 1)) {
            result = ping(Event.reopen(), attempts).orElse(null);
        }
        if (result == null) {
            throw requester.lost(silentDevice(), null);
        }
        if (result.isRefused()) {
            throw requester.refused(
                    MessageType.PING, "the device refused to open a session: it says that another is open");
        }
    }

    private record PingResult(Event reply, int attempts) {

        boolean isRefused() {
            return reply.flags().has(Flags.FAIL);
        }
    }

    /** Sends a PING until it is answered; returns nothing if it never is. */
    private Optional<PingResult> ping(Event request, int attempts) throws IOException {
        for (int attempt = 1; attempt <= attempts; attempt++) {
            long sentAt = link.nanoTime();
            long bytes = link.send(request);
            Duration timeout = options.timeout(MessageType.PING).plus(options.transmission(bytes));
            switch (link.await(MessageType.PING, timeout)) {
                case REPLIED -> {
                    return Optional.of(new PingResult(link.reply(), attempt));
                }
                case CLOSED -> throw requester.lost("the other end of " + link.portName() + " is closed", null);
                case DENIED, TIMED_OUT, TOO_BIG -> waitForResynchronisation(sentAt);
            }
        }
        return Optional.empty();
    }

    /** A device must have forgotten half a PING before it gets another (Kenning Protocol 23, host side 5). */
    private void waitForResynchronisation(long sentAt) throws IOException {
        long waited = link.nanoTime() - sentAt;
        if (waited < Requester.RESYNCHRONISATION.toNanos()) {
            boolean unused = link.listen(Requester.RESYNCHRONISATION.minusNanos(waited));
        }
    }

    private String silentDevice() throws IOException {
        String headline = unansweredPing(options.pingAttempts());
        link.sendRaw(Generation.TWO.probe().orElseThrow());
        boolean unused = link.listen(options.timeout(MessageType.PING));
        return Generation.isGenerationTwoReply(link.rawBytes())
                ? headline + "; this device speaks generation 2 (8-byte header): its firmware is older than April 2026,"
                        + " build it from today's Kenning Zephyr Runtime"
                : headline;
    }

    private String unansweredPing(int attempts) {
        return "the device did not answer PING: " + attempts + " attempts, "
                + Exchange.seconds(options.timeout(MessageType.PING).toNanos()) + " each";
    }

    @Override
    public void close() throws IOException {
        close(options.pingAttempts());
    }

    @Override
    public void part() throws IOException {
        link.awaitSilence(Requester.RESYNCHRONISATION, LONGEST_NOISE);
        close(Math.min(options.pingAttempts(), PARTING_ATTEMPTS));
    }

    private void close(int attempts) throws IOException {
        if (ping(Event.close(), attempts).isEmpty()) {
            throw requester.lost(
                    unansweredPing(attempts)
                            + "; it may still take the session for open, which testbench run --take-over ends",
                    null);
        }
    }
}
