package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.EventCollector;
import dev.kenning.testbench.protocol.Flags;
import dev.kenning.testbench.protocol.FlowControl;
import dev.kenning.testbench.protocol.HeaderRule;
import dev.kenning.testbench.protocol.Message;
import dev.kenning.testbench.protocol.MessageDecoder;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.uart.BytePort;
import dev.kenning.testbench.uart.ManualClock;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * Plays a device by a script: each request is answered with bytes that arrive after a while of a manual clock.
 *
 * <p>Reads hand out one byte at a time, so that nothing depends on where a reply is chopped.
 */
final class ScriptedPort implements BytePort {

    static final byte[] GENERATION_TWO_PROBE = HexFormat.of().parseHex("007a310000000000");

    /** Answers a request by calling {@link ScriptedPort#reply}. */
    interface Script {
        void answer(Event request, ScriptedPort port);
    }

    private record Arrival(long nanos, byte value) {}

    private final ManualClock clock = new ManualClock();
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private final MessageDecoder<Message> decoder = new MessageDecoder<>(HeaderRule.ANYTHING, 1 << 24);
    private final EventCollector collector = new EventCollector(1 << 24);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<Event> requests = new ArrayList<>();
    private Script script;
    private byte[] generationTwoReply = {};
    private boolean gone;

    ScriptedPort(Script script) {
        this.script = script;
    }

    /** Makes a device that says yes to everything and has this output. */
    static ScriptedPort willing(byte[] output) {
        return new ScriptedPort((request, port) -> port.reply(good(request, output)));
    }

    /** Returns a device's good reply. */
    static byte[] good(Event request, byte[] output) {
        boolean hasData = request.is(MessageType.OUTPUT) || request.is(MessageType.STATS);
        return encode(new Event(
                request.type(),
                FlowControl.TRANSMISSION,
                new Flags(Flags.SUCCESS | Flags.IS_ZEPHYR),
                hasData ? output : new byte[0]));
    }

    /** Returns a device's bad reply. */
    static byte[] bad(Event request) {
        return encode(new Event(
                request.type(), FlowControl.TRANSMISSION, new Flags(Flags.FAIL | Flags.IS_ZEPHYR), new byte[0]));
    }

    static byte[] encode(Event event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        event.messages(1 << 20).forEach(message -> bytes.writeBytes(message.encode()));
        return bytes.toByteArray();
    }

    void script(Script next) {
        script = next;
    }

    void generationTwoReply(byte[] bytes) {
        generationTwoReply = bytes;
    }

    /** Lets bytes arrive now. */
    void reply(byte[] bytes) {
        reply(bytes, Duration.ZERO);
    }

    /** Lets bytes arrive after a while, behind what is on its way already. */
    void reply(byte[] bytes, Duration after) {
        long at = clock.nanoTime() + after.toNanos();
        for (byte value : bytes) {
            arrivals.add(new Arrival(
                    Math.max(at, arrivals.isEmpty() ? 0 : arrivals.getLast().nanos()), value));
        }
    }

    /** Ends the connection once everything on its way has been read. */
    void leave() {
        gone = true;
    }

    List<Event> requests() {
        return List.copyOf(requests);
    }

    byte[] written() {
        return written.toByteArray();
    }

    @Override
    public String name() {
        return "usart6";
    }

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        System.arraycopy(buffer, offset, bytes, 0, length);
        written.writeBytes(bytes);
        if (Arrays.equals(bytes, GENERATION_TWO_PROBE)) {
            reply(generationTwoReply);
            return;
        }
        decoder.decode(
                ByteBuffer.wrap(bytes),
                message -> collector.add(message).ifPresent(request -> {
                    requests.add(request);
                    script.answer(request, this);
                }));
    }

    @Override
    public int read(byte[] buffer, int offset, int length, long deadlineNanos) {
        Arrival next = arrivals.peek();
        if (next == null && gone) {
            return -1;
        }
        if (next == null || next.nanos() > Math.max(deadlineNanos, clock.nanoTime())) {
            clock.advanceTo(deadlineNanos);
            return 0;
        }
        clock.advanceTo(next.nanos());
        buffer[offset] = arrivals.remove().value();
        return 1;
    }

    @Override
    public void close() {
        gone = true;
    }
}
