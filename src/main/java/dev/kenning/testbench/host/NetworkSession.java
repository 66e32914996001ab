package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.InvalidJsonException;
import dev.kenning.testbench.protocol.JsonNodeAt;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.uart.BytePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Talks to a Kenning server in Python over TCP as Kenning's client does (Kenning Protocol 3.2, 18).
 *
 * <p>Throws as {@link KenningSession} does. Unlike it there is no PING: the server says hello with one byte, and closing
 * the connection ends the session. Not thread-safe.
 */
public final class NetworkSession implements AutoCloseable {

    private final BytePort port;
    private final Link<?> link;
    private final Requester requester;
    private final List<LogLine> logs = new ArrayList<>();

    private NetworkSession(BytePort port, SessionOptions options) {
        this.port = port;
        this.link = new EventLink(port, options);
        this.requester = new Requester(link, options, () -> "");
        link.onLog(logs::add);
    }

    /** Opens a session with the options that suit a server on TCP. */
    public static NetworkSession open(BytePort port) {
        return open(port, SessionOptions.network());
    }

    /**
     * Opens a session: waits for the server's first byte, of any value, for the time-out of PING.
     *
     * @throws DeviceLostException if it does not come, as when the server has another client
     */
    public static NetworkSession open(BytePort port, SessionOptions options) {
        NetworkSession session = new NetworkSession(port, options);
        session.welcome(options.timeout(MessageType.PING));
        return session;
    }

    private void welcome(Duration timeout) {
        try {
            if (!link.awaitByte(timeout)) {
                throw requester.lost(
                        "the server on " + port.name() + " did not send its first byte within "
                                + Exchange.seconds(timeout.toNanos()) + "; it serves one client at a time",
                        null);
            }
        } catch (IOException e) {
            throw requester.lost("the connection " + port.name() + " failed: " + e.getMessage(), e);
        }
    }

    /** Tells a listener each line the server logs from now on, in order. */
    public void onLog(Consumer<LogLine> listener) {
        link.onLog(listener);
    }

    /** Returns every line the server has logged. */
    public List<LogLine> logs() {
        return List.copyOf(logs);
    }

    /** Sends the IO specification, the text of its file. */
    public void uploadIoSpec(String json) {
        requestStatus(MessageType.IOSPEC, json.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a compiled model; none at all if the server has it. */
    public void uploadModel(byte[] model) {
        requestStatus(MessageType.MODEL, model);
    }

    /** Sends the bytes of the input tensors. */
    public void uploadInput(byte[] input) {
        requestStatus(MessageType.DATA, input);
    }

    /** Runs the model once and returns the time from the request to its reply on the port's clock. */
    public Duration process() {
        long start = link.nanoTime();
        requestStatus(MessageType.PROCESS, new byte[0]);
        return Duration.ofNanos(link.nanoTime() - start);
    }

    /** Fetches the bytes of the output tensors. */
    public byte[] output() {
        return requester.requestData(Event.request(MessageType.OUTPUT), MessageType.OUTPUT);
    }

    /** Fetches the measurements, a JSON object. */
    public JsonNodeAt statistics() {
        byte[] payload = requester.requestData(Event.request(MessageType.STATS), MessageType.STATS);
        try {
            return JsonNodeAt.parse(new String(payload, StandardCharsets.UTF_8), "statistics of " + port.name());
        } catch (InvalidJsonException e) {
            throw requester.unexpected("the statistics cannot be read: " + e.getMessage(), null, e);
        }
    }

    /** Sends the optimisers to run, a JSON object with {@code prev_block} and {@code optimizers}. */
    public void uploadOptimizers(String json) {
        requestStatus(MessageType.OPTIMIZERS, json.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a model, has the server run the optimisers on it and returns the compiled model. */
    public byte[] optimize(byte[] model) {
        requestStatus(MessageType.UNOPTIMIZED_MODEL, model);
        return requester.requestData(Event.request(MessageType.OPTIMIZE_MODEL), MessageType.OPTIMIZE_MODEL);
    }

    private void requestStatus(MessageType type, byte[] payload) {
        requester.requestStatus(Event.request(type, payload), type);
    }

    /** Closes the connection, which ends the session. */
    @Override
    public void close() throws IOException {
        port.close();
    }
}
