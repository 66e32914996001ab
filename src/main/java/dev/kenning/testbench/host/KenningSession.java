package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.DeviceState;
import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.Generation;
import dev.kenning.testbench.protocol.IoSpec;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.protocol.RuntimeImage;
import dev.kenning.testbench.protocol.Statistics;
import dev.kenning.testbench.uart.BytePort;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Talks to a device on a UART as Kenning's host does: opens a session, loads a model, runs inferences, reads statistics.
 *
 * <p>Every request has a time-out on the port's clock. Requests throw {@link DeviceLostException} if no reply comes,
 * {@link RequestRefusedException} if the device says no, and {@link UnexpectedReplyException} if the reply makes no
 * sense. The port is the caller's to close. Not thread-safe.
 */
public final class KenningSession implements AutoCloseable {

    private final Link<?> link;
    private final Requester requester;
    private final Handshake handshake;
    private final SessionOptions options;
    private final List<LogLine> logs = new ArrayList<>();
    private final List<InferenceListener> inferences = new ArrayList<>();
    private @Nullable DeviceState state;
    private String stateSource = "";
    private @Nullable IoSpec ioSpec;
    private boolean runtimeLoaded;
    private boolean closed;

    private KenningSession(BytePort port, SessionOptions options) {
        this.link = Link.on(port, options);
        this.options = options;
        this.requester = new Requester(link, options, this::describeState);
        this.handshake = Handshake.of(link, requester, options);
        link.onLog(logs::add);
    }

    /** Opens a session with the options that suit a device on a UART. */
    public static KenningSession open(BytePort port) {
        return open(port, SessionOptions.uart());
    }

    /**
     * Opens a session in the generation of the protocol that the options name: by PING in generation 3, by nothing in
     * generation 1, where a silent device shows at the first request.
     *
     * <p>A device that says another session is open is taken over if the options want that, or if it may be an earlier
     * PING of this call that it speaks of.
     *
     * @throws DeviceLostException if no PING is answered
     * @throws RequestRefusedException if the device says another session is open
     */
    public static KenningSession open(BytePort port, SessionOptions options) {
        return open(port, options, line -> {});
    }

    /** Opens a session with a listener that hears what the device logs from the first byte on. */
    public static KenningSession open(BytePort port, SessionOptions options, Consumer<LogLine> listener) {
        KenningSession session = new KenningSession(port, options);
        session.onLog(listener);
        session.connect();
        return session;
    }

    private void connect() {
        link.begin(MessageType.PING);
        try {
            handshake.open();
        } catch (IOException e) {
            throw requester.lost(failedPort(e), e);
        } catch (SessionCancelledException e) {
            // The device may have heard the PING.
            try {
                part();
            } catch (DeviceLostException silent) {
                e.addSuppressed(silent);
            }
            throw e;
        }
    }

    private String failedPort(IOException e) {
        return "the port " + link.portName() + " failed during PING: " + e.getMessage();
    }

    /** Tells a listener each line the device logs from now on, in order, while a request or {@link #listen} runs. */
    public void onLog(Consumer<LogLine> listener) {
        link.onLog(listener);
    }

    /** Hands a listener each block of trace data in order, the first one those too that have come before. */
    public void onTrace(Consumer<byte[]> listener) {
        link.onTrace(listener);
    }

    /** Tells a listener of each inference from now on. */
    public void onInference(InferenceListener listener) {
        inferences.add(listener);
    }

    /** Returns every line the device has logged since the session was opened. */
    public List<LogLine> logs() {
        return List.copyOf(logs);
    }

    /** Returns the messages of the session, PING first; of a long session the first and the latest ones. */
    public List<TranscriptLine> transcript() {
        return link.transcript();
    }

    /** Returns what the device's model state must be, if a reply has told. */
    public Optional<DeviceState> state() {
        return Optional.ofNullable(state);
    }

    /** Returns the IO specification the device took last. */
    public Optional<IoSpec> ioSpec() {
        return Optional.ofNullable(ioSpec);
    }

    /** Returns the time on the port's clock, in nanoseconds. */
    public long nanoTime() {
        return link.nanoTime();
    }

    /**
     * Sends a loadable runtime to a device that has none built in (LLEXT).
     *
     * @throws IllegalStateException if the session speaks generation 1, which has no such request, or the firmware is known to
     *     have a runtime of its own; nothing is sent then
     */
    public void upload(RuntimeImage image) {
        if (options.generation() == Generation.ONE) {
            throw new IllegalStateException(
                    "a device of generation 1 cannot load a runtime: build it into the firmware");
        }
        if (options.runtime() == RuntimeSupport.BUILT_IN) {
            throw new IllegalStateException(
                    "the firmware has its runtime built in and cannot load another: build it with"
                            + " llext.conf, or upload none");
        }
        requestStatus(MessageType.RUNTIME, image.encode());
        runtimeLoaded = true;
        know(DeviceState.INITIALIZED, MessageType.RUNTIME);
    }

    /**
     * Sends an IO specification.
     *
     * @throws IllegalArgumentException if it passes a limit of the struct a device takes; nothing is sent then
     * @throws IllegalStateException if the firmware is known to need a runtime first, and has none in this session; nothing is
     *     sent then
     */
    public void upload(IoSpec spec) {
        if (options.runtime() == RuntimeSupport.LOADABLE && !runtimeLoaded) {
            throw new IllegalStateException(
                    "the firmware has no runtime of its own, and would crash on an IO specification:"
                            + " upload a RuntimeImage before");
        }
        requestStatus(MessageType.IOSPEC, link.encode(spec));
        ioSpec = spec;
        know(DeviceState.STRUCT_LOADED, MessageType.IOSPEC);
    }

    /** Sends the bytes of a compiled model; none at all if the model is built into the firmware. */
    public void uploadModel(byte[] model) {
        requestStatus(MessageType.MODEL, model);
        know(DeviceState.WEIGHTS_LOADED, MessageType.MODEL);
        if (ioSpec != null && !inferences.isEmpty()) {
            Model taken = Model.of("the model", model, ioSpec);
            inferences.forEach(listener -> listener.loaded(taken));
        }
    }

    /** Sends a model's IO specification and then the model. */
    public void load(Model model) {
        upload(model.ioSpec());
        uploadModel(model.bytes());
    }

    /** Sends the bytes of the input tensors. */
    public void uploadInput(byte[] input) {
        requestStatus(MessageType.DATA, input);
        know(DeviceState.INPUT_LOADED, MessageType.DATA);
    }

    /** Runs the model once and returns the time from the request to its reply on the port's clock. */
    public Duration process() {
        inferences.forEach(InferenceListener::asked);
        long start = link.nanoTime();
        requestStatus(MessageType.PROCESS, new byte[0]);
        Duration roundTrip = Duration.ofNanos(link.nanoTime() - start);
        inferences.forEach(listener -> listener.answered(roundTrip));
        know(DeviceState.INFERENCE_DONE, MessageType.PROCESS);
        return roundTrip;
    }

    /**
     * Fetches the bytes of the output tensors.
     *
     * @throws RequestRefusedException also if the device says SUCCESS and sends nothing
     */
    public byte[] output() {
        requireOpen();
        return requester.requestData(Event.request(MessageType.OUTPUT), MessageType.OUTPUT);
    }

    /**
     * Runs one sample: sends its input, quantised as the IO specification says, runs the model and fetches the output.
     *
     * @throws IllegalStateException if no IO specification was sent in this session
     * @throws IllegalArgumentException if the sample does not fit the IO specification; nothing is sent then
     * @throws UnexpectedReplyException if the output has another length than the IO specification says
     */
    public Inference infer(Sample sample) {
        uploadInput(sample);
        return fetchInference(sample, process());
    }

    /**
     * Sends the input of a sample, quantised as the IO specification says: the first third of {@link #infer}.
     *
     * @throws IllegalStateException if no IO specification was sent in this session
     * @throws IllegalArgumentException if the sample does not fit the IO specification; nothing is sent then
     */
    public void uploadInput(Sample sample) {
        uploadInput(encode(sample));
    }

    /**
     * Returns the bytes of the input tensors of a sample, quantised as the IO specification says; asks the device nothing.
     *
     * @throws IllegalStateException if no IO specification was sent in this session
     * @throws IllegalArgumentException if the sample does not fit the IO specification
     */
    public byte[] encode(Sample sample) {
        return new TensorCodec(requireIoSpec()).encodeInputs(sample);
    }

    /**
     * Fetches what {@link #process} made of a sample: the last third of {@link #infer}.
     *
     * @param roundTrip what {@link #process} returned
     * @throws UnexpectedReplyException if the output has another length than the IO specification says
     */
    public Inference fetchInference(Sample sample, Duration roundTrip) {
        requireIoSpec();
        return decode(sample, output(), roundTrip);
    }

    /**
     * Makes an inference of the bytes of the output tensors; asks the device nothing.
     *
     * @param output what {@link #output} returned
     * @param roundTrip what {@link #process} returned
     * @throws UnexpectedReplyException if the output has another length than the IO specification says
     */
    public Inference decode(Sample sample, byte[] output, Duration roundTrip) {
        IoSpec spec = requireIoSpec();
        if (output.length != spec.outputBytes()) {
            throw requester.unexpected(
                    "the output has " + output.length + " bytes, but the IO specification says " + spec.outputBytes(),
                    null,
                    null);
        }
        TensorCodec codec = new TensorCodec(spec);
        Inference inference = new Inference(output, codec.decodeOutputs(output), codec.classNames(sample), roundTrip);
        inferences.forEach(listener -> listener.decoded(sample, inference));
        return inference;
    }

    private IoSpec requireIoSpec() {
        if (ioSpec == null) {
            throw new IllegalStateException(
                    "no model is loaded in this session: call load(Model) before infer(Sample)");
        }
        return ioSpec;
    }

    /**
     * Fetches the statistics of the device, all kinds of them; none at all from a device that took a model in this session and has
     * no statistics.
     *
     * @throws RequestRefusedException also if the device says SUCCESS and sends nothing, and may not have a model
     */
    public Statistics statistics() {
        requireOpen();
        boolean hasModel = state().filter(known -> known.compareTo(DeviceState.WEIGHTS_LOADED) >= 0)
                .isPresent();
        byte[] payload = requester.requestData(Event.request(MessageType.STATS), MessageType.STATS, hasModel);
        try {
            return Statistics.decode(payload);
        } catch (IllegalArgumentException e) {
            throw requester.unexpected("the statistics cannot be read: " + e.getMessage(), null, e);
        }
    }

    /** Asks nothing for a while, so that logs and traces that come by themselves are heard. */
    public void listen(Duration time) {
        requireOpen();
        try {
            if (!link.listen(time)) {
                throw requester.lost("the other end of " + link.portName() + " was closed", null);
            }
        } catch (IOException e) {
            throw requester.lost("the port " + link.portName() + " failed: " + e.getMessage(), e);
        }
    }

    /** Returns whether requests can still be made: the session was not closed, and the device has not been lost. */
    public boolean isOpen() {
        return !closed && !requester.isLost();
    }

    private void requestStatus(MessageType type, byte[] payload) {
        requireOpen();
        requester.requestStatus(Event.request(type, payload), type);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the session on " + link.portName() + " is closed");
        }
    }

    private void know(DeviceState known, MessageType type) {
        state = known;
        stateSource = "known from the reply to " + type + " at " + Exchange.seconds(link.nanoTime());
    }

    private String describeState() {
        return state == null ? "state unknown" : "last known state " + state + ", " + stateSource;
    }

    /**
     * Closes the session, by PING where there is one, so that the next one is not refused; leaves the port open.
     *
     * <p>A device that was lost is not asked again, but where the options want that ({@link SessionOptions#withCloseWhenLost}).
     * Closing twice is harmless.
     *
     * @throws DeviceLostException if the device does not answer
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (!requester.isLost()) {
            end(handshake::close);
        } else if (requester.mayHear() && options.closesWhenLost()) {
            part();
        }
    }

    private void part() {
        end(handshake::part);
    }

    private void end(Farewell farewell) {
        link.ignoreCancellation();
        link.begin(MessageType.PING);
        try {
            farewell.say();
        } catch (IOException e) {
            throw requester.lost(failedPort(e), e);
        }
    }

    /** Tells the device that no more requests come. */
    @FunctionalInterface
    private interface Farewell {
        void say() throws IOException;
    }
}
