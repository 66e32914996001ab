package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.Generation;
import dev.kenning.testbench.protocol.IoSpec;
import dev.kenning.testbench.protocol.LinkDecoder;
import dev.kenning.testbench.protocol.LinkDecoder.Noise;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.protocol.StatusWord;
import dev.kenning.testbench.uart.BytePort;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request at a time and waits for its reply on the port's clock.
 *
 * <p>A subclass speaks one generation of the protocol: it makes frames of requests and judges what arrives. Not
 * thread-safe.
 *
 * @param <M> the messages of the generation
 */
abstract sealed class Link<M> implements LinkDecoder.Sink<M> permits EventLink, BareMetalLink {

    /** Largest body a device may put into one message (Kenning Protocol 21). */
    static final int BODY_LIMIT = 1 << 20;

    private static final int RAW_LIMIT = 4096;

    /** Blocks that are kept for a listener to come. */
    private static final int EARLY_TRACES = 64;

    /** How a wait ended. */
    enum Outcome {
        REPLIED,
        DENIED,
        TOO_BIG,
        TIMED_OUT,
        CLOSED
    }

    /** How long a wait may last before it looks whether it is still wanted. */
    private static final long LOOK_NANOS = 50_000_000;

    private final BytePort port;
    private final LinkDecoder<M> decoder;
    private final List<Consumer<LogLine>> logListeners = new ArrayList<>();
    private final List<Consumer<byte[]>> traceListeners = new ArrayList<>();
    private final List<byte[]> earlyTraces = new ArrayList<>();
    private final byte[] buffer = new byte[4096];

    private final Transcript transcript = new Transcript();

    private Exchange exchange = Exchange.none();
    private @Nullable MessageType awaited;
    private @Nullable Event reply;
    private boolean denied;
    private boolean tooBig;
    private boolean progress;
    private ByteArrayOutputStream raw = new ByteArrayOutputStream();

    private Optional<Cancellation> cancellation;

    Link(BytePort port, LinkDecoder<M> decoder, Optional<Cancellation> cancellation) {
        this.port = port;
        this.decoder = decoder;
        this.cancellation = cancellation;
    }

    /** Makes the link for the generation that the options name. */
    static Link<?> on(BytePort port, SessionOptions options) {
        return options.generation() == Generation.ONE ? new BareMetalLink(port, options) : new EventLink(port, options);
    }

    /**
     * Returns the payload of an IOSPEC request.
     *
     * @throws IllegalArgumentException if the specification passes a limit of the generation's struct
     */
    abstract byte[] encode(IoSpec spec);

    /** Returns the frames of a request, each to be written without a pause. */
    abstract List<byte[]> frames(Event request);

    /** Returns the type in the header of a reply to a type of request. */
    abstract long replyType(MessageType request);

    /** Forgets replies to earlier requests. */
    abstract void forgetReplies();

    void onLog(Consumer<LogLine> listener) {
        logListeners.add(listener);
    }

    /** A device traces from its first byte on, which may come before there is a listener. */
    void onTrace(Consumer<byte[]> listener) {
        traceListeners.add(listener);
        earlyTraces.forEach(listener);
        earlyTraces.clear();
    }

    String portName() {
        return port.name();
    }

    long nanoTime() {
        return port.nanoTime();
    }

    /** Returns the messages of the session, as far as they are kept. */
    List<TranscriptLine> transcript() {
        return transcript.lines();
    }

    /** Starts to gather what belongs to a new request. */
    void begin(MessageType type) {
        exchange = new Exchange(port.name(), type);
    }

    /** Returns what belongs to the latest request. */
    Exchange exchange() {
        return exchange;
    }

    /** Sends a request and returns how many bytes that took. */
    long send(Event request) throws IOException {
        long bytes = 0;
        List<byte[]> frames = frames(request);
        for (byte[] frame : frames) {
            requireWanted();
            port.write(frame);
            bytes += frame.length;
        }
        exchange.sent(bytes, frames.size(), port.nanoTime());
        transcript.add(port.nanoTime(), true, request);
        return bytes;
    }

    /** Sends bytes that are no message of this generation. */
    void sendRaw(byte[] bytes) throws IOException {
        port.write(bytes);
        raw = new ByteArrayOutputStream();
    }

    /** Returns what arrived since {@link #sendRaw}, as far as it is kept. */
    byte[] rawBytes() {
        return raw.toByteArray();
    }

    /** Waits for the reply to the request that was sent last; every part of it that arrives starts the time anew. */
    Outcome await(MessageType type, Duration timeout) throws IOException {
        awaited = type;
        reply = null;
        denied = false;
        tooBig = false;
        forgetReplies();
        try {
            long deadline = port.nanoTime() + timeout.toNanos();
            while (reply == null && !denied && !tooBig) {
                if (deadline - port.nanoTime() <= 0) {
                    return Outcome.TIMED_OUT;
                }
                progress = false;
                if (readOnce(deadline) < 0) {
                    return Outcome.CLOSED;
                }
                if (progress) {
                    deadline = Math.max(deadline, port.nanoTime() + timeout.toNanos());
                }
            }
            return reply != null ? Outcome.REPLIED : denied ? Outcome.DENIED : Outcome.TOO_BIG;
        } finally {
            awaited = null;
        }
    }

    /** Returns the reply of a wait that ended with {@link Outcome#REPLIED}. */
    Event reply() {
        if (reply == null) {
            throw new IllegalStateException("no reply has arrived");
        }
        return reply;
    }

    /** Listens without having asked for anything, so that logs and traces are heard. */
    boolean listen(Duration time) throws IOException {
        long deadline = port.nanoTime() + time.toNanos();
        while (deadline - port.nanoTime() > 0) {
            if (readOnce(deadline) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Takes what arrived before anything was asked. If that ends within a message or in noise, such as a boot banner,
     * waits for the line to fall silent, so that the reply to come is not mistaken for more of it.
     */
    void settle(Duration silence) throws IOException {
        for (int taken = 0; taken < BODY_LIMIT; ) {
            int count = readOnce(port.nanoTime());
            if (count <= 0) {
                break;
            }
            taken += count;
        }
        if (!decoder.isInStep()) {
            boolean unused = listen(silence);
        }
    }

    /** Waits for the line to be silent for a while, at most for a limit. */
    void awaitSilence(Duration silence, Duration limit) throws IOException {
        long end = port.nanoTime() + limit.toNanos();
        long silentSince = port.nanoTime();
        while (port.nanoTime() - silentSince < silence.toNanos() && end - port.nanoTime() > 0) {
            int count = readOnce(Math.min(end, silentSince + silence.toNanos()));
            if (count < 0) {
                throw new EOFException("the other end of " + port.name() + " was closed");
            }
            silentSince = count > 0 ? port.nanoTime() : silentSince;
        }
    }

    /** Goes on although the session was cancelled: there is something to be said before it ends. */
    void ignoreCancellation() {
        cancellation = Optional.empty();
    }

    private void requireWanted() {
        if (cancellation.filter(Cancellation::isRequested).isPresent()) {
            throw new SessionCancelledException("the session on " + port.name() + " was cancelled"
                    + (awaited == null ? "" : " while it waited for the reply to " + awaited));
        }
    }

    /** Waits for a single byte of any value. */
    boolean awaitByte(Duration timeout) throws IOException {
        return port.read(buffer, 0, 1, port.nanoTime() + timeout.toNanos()) == 1;
    }

    /** Reads at most a buffer; returns how many bytes came, or -1 at the end of the connection. */
    private int readOnce(long deadline) throws IOException {
        port.expect(decoder.missingBytes());
        long now = port.nanoTime();
        long resynchronised = decoder.nanosToResynchronise();
        long wanted = resynchronised == 0 ? deadline : Math.min(deadline, now + resynchronised);
        long until = cancellation.isPresent() ? Math.min(wanted, now + LOOK_NANOS) : wanted;
        requireWanted();
        int count = port.read(buffer, 0, buffer.length, until);
        if (count > 0) {
            if (raw.size() < RAW_LIMIT) {
                raw.write(buffer, 0, count);
            }
            decoder.decode(ByteBuffer.wrap(buffer, 0, count), this);
            progress |= awaited != null && decoder.isInside(replyType(awaited));
        } else if (count == 0) {
            decoder.silence(port.nanoTime() - now, this);
        }
        return count;
    }

    /** Returns bytes that have come and are no whole message yet. */
    Optional<Noise> unfinished() {
        return decoder.unfinished();
    }

    @Override
    public void noise(Noise run) {
        exchange.noise(run);
    }

    /** Returns the type of the request whose reply is awaited and has not come, if any. */
    Optional<MessageType> awaited() {
        return reply == null && !denied ? Optional.ofNullable(awaited) : Optional.empty();
    }

    /** Takes note that part of the awaited reply has come. */
    void progressed() {
        progress = true;
    }

    /** Takes the reply that is awaited. */
    void replied(Event event) {
        progress = true;
        reply = event;
        transcript.add(port.nanoTime(), false, event);
    }

    /** Takes note that the device wants the request again. */
    void denied() {
        denied = true;
    }

    /** Takes note of a message that nobody waits for. */
    void skipped(Object message) {
        exchange.skipped(message.toString());
        transcript.add(port.nanoTime(), false, message + ", skipped");
    }

    void logged(String text) {
        LogLine line = new LogLine(port.nanoTime(), text);
        exchange.logged(line);
        transcript.add(port.nanoTime(), false, "LOGS " + line.plainText());
        tooBig |= awaited != null && StatusWord.in(line.plainText()).contains(StatusWord.MESSAGE_TOO_BIG);
        logListeners.forEach(listener -> listener.accept(line));
    }

    void traced(byte[] block) {
        transcript.add(port.nanoTime(), false, "TRACE_DATA, " + block.length + " bytes");
        if (traceListeners.isEmpty() && earlyTraces.size() < EARLY_TRACES) {
            earlyTraces.add(block);
        }
        traceListeners.forEach(listener -> listener.accept(block));
    }
}
