package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.BareMetalMessage;
import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.Generation;
import dev.kenning.testbench.protocol.LinkDecoder;
import dev.kenning.testbench.protocol.MessageType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Says how a session talks: time-outs, message sizes, what to do about a session that is open already. Immutable.
 *
 * <p>Every time is one of the port's clock: virtual for a simulated board.
 */
public final class SessionOptions {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PROCESS_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration OPTIMISATION_TIMEOUT = Duration.ofMinutes(30);
    private static final int REPLY_LIMIT = 64 << 20;
    private static final int BITS_PER_BYTE_ON_A_UART = 10;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Generation generation;
    private final Map<MessageType, Duration> timeouts;
    private final int pingAttempts;
    private final int bodyBytes;
    private final boolean checksums;
    private final boolean takeOver;
    private final int baudRate;
    private final Duration silence;
    private final int replyLimit;

    private SessionOptions(
            Generation generation,
            Map<MessageType, Duration> timeouts,
            int pingAttempts,
            int bodyBytes,
            boolean checksums,
            boolean takeOver,
            int baudRate,
            Duration silence,
            int replyLimit) {
        this.generation = generation;
        this.timeouts = new EnumMap<>(timeouts);
        this.pingAttempts = pingAttempts;
        this.bodyBytes = bodyBytes;
        this.checksums = checksums;
        this.takeOver = takeOver;
        this.baudRate = baudRate;
        this.silence = silence;
        this.replyLimit = replyLimit;
    }

    /**
     * Returns what suits a device on a UART: PING 1 s six times, PROCESS 60 s, everything else 5 s, 124 bytes per
     * message, checksums, 115200 baud.
     */
    public static SessionOptions uart() {
        Map<MessageType, Duration> timeouts = new EnumMap<>(MessageType.class);
        timeouts.put(MessageType.PING, Duration.ofSeconds(1));
        timeouts.put(MessageType.PROCESS, PROCESS_TIMEOUT);
        return new SessionOptions(
                Generation.THREE,
                timeouts,
                6,
                Event.UART_BODY_BYTES,
                true,
                false,
                115200,
                Duration.ofNanos(LinkDecoder.RESYNCHRONISATION_NANOS),
                REPLY_LIMIT);
    }

    /**
     * Returns what suits a device of generation 1 on a UART: no PING, one message per request whatever its size, and the
     * time-outs and the speed of {@link #uart}.
     */
    public static SessionOptions bareMetal() {
        SessionOptions uart = uart();
        return new SessionOptions(
                Generation.ONE,
                uart.timeouts,
                uart.pingAttempts,
                BareMetalMessage.BODY_LIMIT,
                uart.checksums,
                uart.takeOver,
                uart.baudRate,
                uart.silence,
                uart.replyLimit);
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
        Map<MessageType, Duration> changed = new EnumMap<>(timeouts);
        changed.put(type, timeout);
        return new SessionOptions(
                generation, changed, pingAttempts, bodyBytes, checksums, takeOver, baudRate, silence, replyLimit);
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
        return new SessionOptions(
                generation, timeouts, attempts, bodyBytes, checksums, takeOver, baudRate, silence, replyLimit);
    }

    /** Returns these options with another length of the body of one message, in bytes. */
    public SessionOptions withBodyBytes(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a message must hold at least 1 byte, but may hold " + bytes);
        }
        return new SessionOptions(
                generation, timeouts, pingAttempts, bytes, checksums, takeOver, baudRate, silence, replyLimit);
    }

    /** Returns these options with correct checksums, or with 0 in their place as hosts without error recovery send. */
    public SessionOptions withChecksums(boolean correct) {
        return new SessionOptions(
                generation, timeouts, pingAttempts, bodyBytes, correct, takeOver, baudRate, silence, replyLimit);
    }

    /**
     * Returns these options with the will to take over a device that says another session is open, by the PING that
     * closes and opens (Kenning Protocol 23, host side 8). Without it, such a device is refused.
     */
    public SessionOptions withTakeOver(boolean yes) {
        return new SessionOptions(
                generation, timeouts, pingAttempts, bodyBytes, checksums, yes, baudRate, silence, replyLimit);
    }

    /** Returns these options with another line speed: each byte of a request adds its time to the time-out. */
    public SessionOptions withBaudRate(int baud) {
        if (baud < 1) {
            throw new IllegalArgumentException("baud rate must be >= 1, but is " + baud);
        }
        return new SessionOptions(
                generation, timeouts, pingAttempts, bodyBytes, checksums, takeOver, baud, silence, replyLimit);
    }

    private SessionOptions withSilence(Duration time) {
        return new SessionOptions(
                generation, timeouts, pingAttempts, bodyBytes, checksums, takeOver, baudRate, time, replyLimit);
    }

    /** Returns these options with another limit for the payload of a reply, in bytes. */
    public SessionOptions withReplyLimit(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("reply limit must be >= 1, but is " + bytes);
        }
        return new SessionOptions(
                generation, timeouts, pingAttempts, bodyBytes, checksums, takeOver, baudRate, silence, bytes);
    }

    /** Returns the generation of the protocol to speak. */
    public Generation generation() {
        return generation;
    }

    /** Returns how long to wait for the reply to a type of request once it is on the line. */
    public Duration timeout(MessageType type) {
        return timeouts.getOrDefault(type, DEFAULT_TIMEOUT);
    }

    /** Returns how long so many bytes take on the line. */
    Duration transmission(long bytes) {
        return Duration.ofNanos(bytes * BITS_PER_BYTE_ON_A_UART * NANOS_PER_SECOND / baudRate);
    }

    int pingAttempts() {
        return pingAttempts;
    }

    int bodyBytes() {
        return bodyBytes;
    }

    boolean checksums() {
        return checksums;
    }

    boolean takeOver() {
        return takeOver;
    }

    Duration silence() {
        return silence;
    }

    int replyLimit() {
        return replyLimit;
    }
}
