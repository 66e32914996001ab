package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.EventCollector;
import dev.kenning.testbench.protocol.EventCollector.SeriesTooLongException;
import dev.kenning.testbench.protocol.Flags;
import dev.kenning.testbench.protocol.FlowControl;
import dev.kenning.testbench.protocol.HeaderRule;
import dev.kenning.testbench.protocol.LinkDecoder;
import dev.kenning.testbench.protocol.LinkDecoder.Noise;
import dev.kenning.testbench.protocol.LogEntries;
import dev.kenning.testbench.protocol.Message;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.uart.BytePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request at a time and collects its reply, while whatever else arrives finds its own listener.
 *
 * <p>Messages may come in any order between the messages of a reply: LOGS and TRACE_DATA go to their listeners, others
 * are skipped (Kenning Protocol 5.3, 23). Not thread-safe.
 */
final class Link implements LinkDecoder.Sink {

    /** Largest body a device may put into one message (Kenning Protocol 21). */
    private static final int BODY_LIMIT = 1 << 20;

    private static final int RAW_LIMIT = 4096;

    /** How a wait ended. */
    enum Outcome {
        REPLIED,
        DENIED,
        TIMED_OUT,
        CLOSED
    }

    private final BytePort port;
    private final SessionOptions options;
    private final LinkDecoder decoder;
    private final EventCollector logs = new EventCollector(BODY_LIMIT);
    private final EventCollector traces = new EventCollector(BODY_LIMIT);
    private final EventCollector replies;
    private final List<Consumer<LogLine>> logListeners = new ArrayList<>();
    private final List<Consumer<byte[]>> traceListeners = new ArrayList<>();
    private final byte[] buffer = new byte[4096];

    private Exchange exchange = Exchange.none();
    private @Nullable MessageType awaited;
    private @Nullable Event reply;
    private boolean denied;
    private boolean progress;
    private ByteArrayOutputStream raw = new ByteArrayOutputStream();

    Link(BytePort port, SessionOptions options) {
        this.port = port;
        this.options = options;
        this.decoder = new LinkDecoder(
                HeaderRule.FROM_PEER, BODY_LIMIT, options.silence().toNanos());
        this.replies = new EventCollector(options.replyLimit());
    }

    void onLog(Consumer<LogLine> listener) {
        logListeners.add(listener);
    }

    void onTrace(Consumer<byte[]> listener) {
        traceListeners.add(listener);
    }

    String portName() {
        return port.name();
    }

    long nanoTime() {
        return port.nanoTime();
    }

    /** Starts to gather what belongs to a new request. */
    void begin(MessageType type) {
        exchange = new Exchange(port.name(), type);
    }

    /** Returns what belongs to the latest request. */
    Exchange exchange() {
        return exchange;
    }

    /** Sends a request in messages and returns how many bytes that were. */
    long send(Event request) throws IOException {
        long bytes = 0;
        List<Message> messages = request.messages(options.bodyBytes());
        for (Message message : messages) {
            byte[] frame = (options.checksums() ? message : message.withChecksum(0)).encode();
            port.write(frame);
            bytes += frame.length;
        }
        exchange.sent(bytes, messages.size(), port.nanoTime());
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
        replies.reset();
        try {
            long deadline = port.nanoTime() + timeout.toNanos();
            while (reply == null && !denied) {
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
            return denied ? Outcome.DENIED : Outcome.REPLIED;
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

    /** Waits for a single byte of any value. */
    boolean awaitByte(Duration timeout) throws IOException {
        return port.read(buffer, 0, 1, port.nanoTime() + timeout.toNanos()) == 1;
    }

    /** Reads at most a buffer; returns how many bytes came, or -1 at the end of the connection. */
    private int readOnce(long deadline) throws IOException {
        long now = port.nanoTime();
        long resynchronised = decoder.nanosToResynchronise();
        long until = resynchronised == 0 ? deadline : Math.min(deadline, now + resynchronised);
        int count = port.read(buffer, 0, buffer.length, until);
        if (count > 0) {
            if (raw.size() < RAW_LIMIT) {
                raw.write(buffer, 0, count);
            }
            decoder.decode(ByteBuffer.wrap(buffer, 0, count), this);
            progress |= awaited != null && decoder.isInside(awaited);
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
    public void message(Message message) {
        if (message.is(MessageType.LOGS) && isListenedTo(message, logs)) {
            collect(logs, message).ifPresent(this::deliverLogs);
        } else if (message.is(MessageType.TRACE_DATA) && isListenedTo(message, traces)) {
            collect(traces, message)
                    .ifPresent(trace -> traceListeners.forEach(listener -> listener.accept(trace.payload())));
        } else if (awaited != null && message.is(awaited) && reply == null && !denied) {
            answer(message);
        } else {
            exchange.skipped(message);
        }
    }

    private static boolean isListenedTo(Message message, EventCollector collector) {
        return message.flowControl() == FlowControl.TRANSMISSION
                && (message.flags().has(Flags.FIRST) || collector.isInside());
    }

    private static Optional<Event> collect(EventCollector collector, Message message) {
        try {
            return collector.add(message);
        } catch (SeriesTooLongException e) {
            return Optional.empty();
        }
    }

    private void deliverLogs(Event event) {
        for (String entry : LogEntries.decode(event.payload())) {
            LogLine line = new LogLine(port.nanoTime(), entry.stripTrailing());
            exchange.logged(line);
            logListeners.forEach(listener -> listener.accept(line));
        }
    }

    private void answer(Message message) {
        if (message.flowControl() == FlowControl.TRANSMISSION) {
            progress = true;
            reply = replies.add(message).orElse(null);
        } else if (message.flowControl() == FlowControl.ACKNOWLEDGE
                && message.flags().has(Flags.FAIL)
                && !replies.isInside()) {
            denied = true;
        } else {
            exchange.skipped(message);
        }
    }

    @Override
    public void noise(Noise run) {
        exchange.noise(run);
    }
}
