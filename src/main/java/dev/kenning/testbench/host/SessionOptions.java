package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.BareMetalMessage;
import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.Generation;
import dev.kenning.testbench.protocol.LinkDecoder;
import dev.kenning.testbench.protocol.MessageType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Says how a session talks: time-outs, message sizes, what to do about a session that is open already. Immutable.
 *
 * <p>Every time is one of the port's clock: virtual for a simulated board.
 */
public final class SessionOptions {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PING_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration PING_TIMEOUT_AFTER_WELCOME = Duration.ofMillis(600);
    private static final Duration PROCESS_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration OPTIMISATION_TIMEOUT = Duration.ofMinutes(30);
    private static final int REPLY_LIMIT = 64 << 20;
    private static final int BITS_PER_BYTE_ON_A_UART = 10;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Values values;

    /** The options while they are put together; nobody else sees them then. */
    private static final class Values {

        private Generation generation = Generation.THREE;
        private Map<MessageType, Duration> timeouts = Map.of();
        private int pingAttempts = 6;
        private int bodyBytes = Event.UART_BODY_BYTES;
        private boolean checksums = true;
        private boolean verifiesReplies;
        private boolean takeOver;
        private int baudRate = 115200;
        private Duration silence = Duration.ofNanos(LinkDecoder.RESYNCHRONISATION_NANOS);
        private int replyLimit = REPLY_LIMIT;
        private RuntimeSupport runtime = RuntimeSupport.UNKNOWN;
        private boolean closesWhenLost;
        private Optional<Cancellation> cancellation = Optional.empty();

        private Values copy() {
            Values copy = new Values();
            copy.generation = generation;
            copy.timeouts = timeouts;
            copy.pingAttempts = pingAttempts;
            copy.bodyBytes = bodyBytes;
            copy.checksums = checksums;
            copy.verifiesReplies = verifiesReplies;
            copy.takeOver = takeOver;
            copy.baudRate = baudRate;
            copy.silence = silence;
            copy.replyLimit = replyLimit;
            copy.runtime = runtime;
            copy.closesWhenLost = closesWhenLost;
            copy.cancellation = cancellation;
            return copy;
        }
    }

    private SessionOptions(Values values) {
        this.values = values;
    }

    private SessionOptions with(Consumer<Values> change) {
        Values changed = values.copy();
        change.accept(changed);
        return new SessionOptions(changed);
    }

    /**
     * Returns what suits a device on a UART: PING 1 s six times, PROCESS 60 s, everything else 5 s, 124 bytes per
     * message, checksums, 115200 baud.
     */
    public static SessionOptions uart() {
        return new SessionOptions(new Values())
                .withTimeout(MessageType.PING, PING_TIMEOUT)
                .withTimeout(MessageType.PROCESS, PROCESS_TIMEOUT);
    }

    /**
     * Returns what suits a device of generation 1 on a UART: no PING, one message per request whatever its size, and the
     * time-outs and the speed of {@link #uart}.
     */
    public static SessionOptions bareMetal() {
        return uart().withBodyBytes(BareMetalMessage.BODY_LIMIT).with(values -> values.generation = Generation.ONE);
    }

    /**
     * Returns what suits a device on a UART that speaks a generation of the protocol.
     *
     * @throws IllegalArgumentException if this host does not speak it
     */
    public static SessionOptions of(Generation generation) {
        return switch (generation) {
            case ONE -> bareMetal();
            case TWO ->
                throw new IllegalArgumentException("this host speaks generations 1 and 3 of the Kenning"
                        + " Protocol, not 2: build the firmware from today's Kenning Zephyr Runtime");
            case THREE -> uart();
        };
    }

    /** Returns what suits a server on TCP: messages of 1 MiB, 30 minutes for an optimisation, pauses inside a message. */
    public static SessionOptions network() {
        return uart().withBodyBytes(Event.TCP_BODY_BYTES)
                .withBaudRate(Integer.MAX_VALUE)
                .withSilence(PROCESS_TIMEOUT)
                .withTimeout(MessageType.UNOPTIMIZED_MODEL, PROCESS_TIMEOUT)
                .withTimeout(MessageType.OPTIMIZE_MODEL, OPTIMISATION_TIMEOUT);
    }

    /** Returns these options with another time to wait for the reply to a type of request, or to each PING. */
    public SessionOptions withTimeout(MessageType type, Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be > 0, but is " + timeout);
        }
        Map<MessageType, Duration> changed = new EnumMap<>(MessageType.class);
        changed.putAll(values.timeouts);
        changed.put(type, timeout);
        return with(values -> values.timeouts = changed);
    }

    /** Returns these options with another time to wait for every reply but PING's. */
    public SessionOptions withTimeout(Duration timeout) {
        SessionOptions changed = this;
        for (MessageType type : MessageType.values()) {
            changed = type == MessageType.PING ? changed : changed.withTimeout(type, timeout);
        }
        return changed;
    }

    /** Returns these options with another number of PINGs before a device counts as lost. */
    public SessionOptions withPingAttempts(int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException("PING attempts must be >= 1, but are " + attempts);
        }
        return with(values -> values.pingAttempts = attempts);
    }

    /**
     * Returns these options for a simulated device that has said that it listens: it answers PING within milliseconds of
     * virtual time or never, so that two PINGs of 600 ms do. Firmware that polls spends an instruction on every moment
     * of a wait; after 600 ms a device has forgotten half a PING (Kenning Protocol 6.2).
     */
    public SessionOptions afterWelcome() {
        return withTimeout(MessageType.PING, PING_TIMEOUT_AFTER_WELCOME).withPingAttempts(2);
    }

    /** Returns these options with another length of the body of one message, in bytes. */
    public SessionOptions withBodyBytes(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a message must hold at least 1 byte, but may hold " + bytes);
        }
        return with(values -> values.bodyBytes = bytes);
    }

    /** Returns these options with correct checksums, or with 0 in their place as hosts without error recovery send. */
    public SessionOptions withChecksums(boolean correct) {
        return with(values -> values.checksums = correct);
    }

    /**
     * Returns these options with replies whose checksum must be right; a damaged one is an {@link
     * UnexpectedReplyException}. Only for devices that send checksums, as the reference firmware does: Kenning Zephyr
     * Runtime leaves the byte undefined (Kenning Protocol 4.7), so replies are not verified unless asked. Generation 1 of
     * the protocol has no checksums, and nothing to verify.
     */
    public SessionOptions withVerifiedReplies(boolean yes) {
        return with(values -> values.verifiesReplies = yes);
    }

    /**
     * Returns these options with the will to take over a device that says another session is open, by the PING that
     * closes and opens (Kenning Protocol 23, host side 8). Without it, such a device is refused.
     */
    public SessionOptions withTakeOver(boolean yes) {
        return with(values -> values.takeOver = yes);
    }

    /** Returns these options with another line speed: each byte of a request adds its time to the time-out. */
    public SessionOptions withBaudRate(int baud) {
        if (baud < 1) {
            throw new IllegalArgumentException("baud rate must be >= 1, but is " + baud);
        }
        return with(values -> values.baudRate = baud);
    }

    private SessionOptions withSilence(Duration time) {
        return with(values -> values.silence = time);
    }

    /** Returns these options with another limit for the payload of a reply, in bytes. */
    public SessionOptions withReplyLimit(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("reply limit must be >= 1, but is " + bytes);
        }
        return with(values -> values.replyLimit = bytes);
    }

    /**
     * Returns these options for firmware of which it is known where its runtime comes from; requests that such a device would
     * take badly are refused before anything is sent.
     */
    public SessionOptions withRuntime(RuntimeSupport support) {
        return with(values -> values.runtime = support);
    }

    /**
     * Returns these options with the will to close a session with a device that did not answer in time or was not waited for: by
     * PING, once the line has been silent for half a second, in which a device forgets what it has half heard. A board holds its
     * session until it is told or reset; a simulated one ends with its simulation.
     */
    public SessionOptions withCloseWhenLost(boolean yes) {
        return with(values -> values.closesWhenLost = yes);
    }

    /** Returns these options for a session that ends when another thread asks for that; its port must keep the host's time. */
    public SessionOptions cancelledBy(Cancellation cancellation) {
        return with(values -> values.cancellation = Optional.of(cancellation));
    }

    /** Returns the generation of the protocol to speak. */
    public Generation generation() {
        return values.generation;
    }

    /** Returns how long to wait for the reply to a type of request once it is on the line. */
    public Duration timeout(MessageType type) {
        return values.timeouts.getOrDefault(type, DEFAULT_TIMEOUT);
    }

    /** Returns how long so many bytes take on the line. */
    Duration transmission(long bytes) {
        return Duration.ofNanos(bytes * BITS_PER_BYTE_ON_A_UART * NANOS_PER_SECOND / values.baudRate);
    }

    int pingAttempts() {
        return values.pingAttempts;
    }

    int bodyBytes() {
        return values.bodyBytes;
    }

    boolean checksums() {
        return values.checksums;
    }

    boolean verifiesReplies() {
        return values.verifiesReplies;
    }

    boolean takeOver() {
        return values.takeOver;
    }

    Duration silence() {
        return values.silence;
    }

    RuntimeSupport runtime() {
        return values.runtime;
    }

    boolean closesWhenLost() {
        return values.closesWhenLost;
    }

    Optional<Cancellation> cancellation() {
        return values.cancellation;
    }

    int replyLimit() {
        return values.replyLimit;
    }
}
