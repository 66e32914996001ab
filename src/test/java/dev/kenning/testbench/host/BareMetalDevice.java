package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.BareMetalIoSpecStruct;
import dev.kenning.testbench.protocol.BareMetalMessage;
import dev.kenning.testbench.protocol.BareMetalRule;
import dev.kenning.testbench.protocol.DeviceState;
import dev.kenning.testbench.protocol.LinkDecoder;
import dev.kenning.testbench.protocol.LinkDecoder.Noise;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.protocol.Statistic;
import dev.kenning.testbench.protocol.Statistics;
import dev.kenning.testbench.uart.BytePort;
import dev.kenning.testbench.uart.ManualClock;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Answers as a device of generation 1 does (Kenning Protocol 22.3), on a manual clock, one byte per read. Its model sends
 * back the input; its statistics are 100, 200, ... as in the recording.
 */
final class BareMetalDevice implements BytePort, LinkDecoder.Sink<BareMetalMessage> {

    private static final long SILENCE_NANOS = 5_000_000;
    private static final byte[] NOTHING = {};

    private final ManualClock clock = new ManualClock();
    private final Deque<Byte> replies = new ArrayDeque<>();
    private final List<BareMetalMessage> requests = new ArrayList<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LinkDecoder<BareMetalMessage> decoder =
            new LinkDecoder<>(BareMetalRule.ANYTHING, BareMetalMessage.BODY_LIMIT, SILENCE_NANOS);
    private DeviceState state = DeviceState.UNINITIALIZED;
    private long inputBytes;
    private byte[] input = NOTHING;
    private boolean mute;

    DeviceState state() {
        return state;
    }

    List<BareMetalMessage> requests() {
        return List.copyOf(requests);
    }

    byte[] written() {
        return written.toByteArray();
    }

    /** Answers nothing from now on. */
    void mute() {
        mute = true;
    }

    /** Lets bytes arrive at the host. */
    void say(byte[] bytes) {
        for (byte value : bytes) {
            replies.add(value);
        }
    }

    /** Lets nothing arrive for longer than the device waits. */
    void silence() {
        decoder.silence(SILENCE_NANOS + 1, this);
    }

    /** Lets bytes arrive at the device and returns what it answers. */
    byte[] send(byte[] bytes) {
        write(bytes, 0, bytes.length);
        byte[] answer = new byte[replies.size()];
        for (int i = 0; i < answer.length; i++) {
            answer[i] = replies.remove();
        }
        return answer;
    }

    @Override
    public void message(BareMetalMessage request) {
        requests.add(request);
        MessageType.of(request.type())
                .filter(type -> request.type() > BareMetalMessage.ERROR && !mute)
                .ifPresent(type -> say(answer(type, request.payload()).encode()));
    }

    @Override
    public void noise(Noise run) {
        // A device forgets it.
    }

    private BareMetalMessage answer(MessageType type, byte[] payload) {
        return switch (type) {
            case IOSPEC -> {
                boolean good = payload.length == BareMetalIoSpecStruct.BYTES
                        && BareMetalIoSpecStruct.decode(payload).problems().isEmpty();
                if (good) {
                    inputBytes = BareMetalIoSpecStruct.decode(payload).inputBytes();
                }
                yield status(good, DeviceState.STRUCT_LOADED);
            }
            case MODEL -> status(isAtLeast(DeviceState.STRUCT_LOADED), DeviceState.WEIGHTS_LOADED);
            case DATA -> {
                input = payload;
                yield status(
                        isAtLeast(DeviceState.WEIGHTS_LOADED) && payload.length == inputBytes,
                        DeviceState.INPUT_LOADED);
            }
            case PROCESS -> status(isAtLeast(DeviceState.INPUT_LOADED), DeviceState.INFERENCE_DONE);
            case OUTPUT -> data(state == DeviceState.INFERENCE_DONE, input);
            case STATS -> data(isAtLeast(DeviceState.WEIGHTS_LOADED), statistics());
            default -> error();
        };
    }

    private boolean isAtLeast(DeviceState least) {
        return state.compareTo(least) >= 0;
    }

    private BareMetalMessage status(boolean good, DeviceState next) {
        state = good ? next : state;
        return data(good, NOTHING);
    }

    private static BareMetalMessage data(boolean good, byte[] payload) {
        return good ? BareMetalMessage.of(BareMetalMessage.OK, payload) : error();
    }

    private static BareMetalMessage error() {
        return BareMetalMessage.of(BareMetalMessage.ERROR, NOTHING);
    }

    private static byte[] statistics() {
        List<String> names = List.of(
                "host_bytes_peak",
                "host_bytes_allocated",
                "host_bytes_freed",
                "device_bytes_peak",
                "device_bytes_allocated",
                "device_bytes_freed");
        return new Statistics(Stream.iterate(1, i -> i + 1)
                        .limit(names.size())
                        .map(i -> new Statistic(names.get(i - 1), Statistic.Kind.ALLOCATION, 100L * i))
                        .toList())
                .encodeBareMetal();
    }

    @Override
    public String name() {
        return "uart2";
    }

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        written.write(buffer, offset, length);
        decoder.decode(ByteBuffer.wrap(buffer, offset, length), this);
    }

    @Override
    public int read(byte[] buffer, int offset, int length, long deadlineNanos) {
        if (replies.isEmpty()) {
            clock.advanceTo(deadlineNanos);
            return 0;
        }
        buffer[offset] = replies.remove();
        return 1;
    }

    @Override
    public void close() {
        mute = true;
    }
}
