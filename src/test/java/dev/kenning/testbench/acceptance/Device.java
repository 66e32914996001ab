package dev.kenning.testbench.acceptance;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.EventCollector;
import dev.kenning.testbench.protocol.HeaderRule;
import dev.kenning.testbench.protocol.Message;
import dev.kenning.testbench.protocol.MessageDecoder;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.uart.BytePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A firmware of ours on a simulated board, spoken to byte by byte. */
final class Device implements AutoCloseable {

    private static final Path FIRMWARE = Path.of("firmware/prebuilt");
    private static final Duration WELCOME = Duration.ofSeconds(1);

    /** A reply that has not begun after so long does not come; far from the device's own 500 ms. */
    private static final Duration REPLY = Duration.ofMillis(60);

    private static final int LONGEST_REPLY = 1 << 20;

    private final Bench bench;
    private final BytePort port;

    private Device(Bench bench) {
        this.bench = bench;
        port = bench.port(bench.board().kcomms());
    }

    /** Powers a board with one of its prebuilt programs and waits until it listens. */
    static Device of(String board, String firmware) {
        Device device = new Device(powerOn(board, firmware));
        device.bench.awaitWelcome(WELCOME);
        return device;
    }

    /** Powers a board with one of its prebuilt programs; nothing has been executed yet. */
    static Bench powerOn(String board, String firmware) {
        Board described = BoardCatalogue.builtIn().board(board);
        Path elf = FIRMWARE.resolve(board.split("/", 2)[0]).resolve(firmware + ".elf");
        return Engines.configured().powerOn(BenchSetup.of(described, elf));
    }

    Bench bench() {
        return bench;
    }

    /** Sends a request as a host does and returns the device's reply, if there is one. */
    Optional<Event> request(Event event) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        event.messages(Event.UART_BODY_BYTES).forEach(message -> frames.writeBytes(message.encode()));
        return reply(frames.toByteArray());
    }

    /** Sends a request as a host does and returns the device's reply, if there is one. */
    Optional<Event> request(MessageType type, byte[] payload) {
        return request(Event.request(type, payload));
    }

    /** Sends bytes as they are and returns the device's reply, if there is one; what it logs is left out. */
    Optional<Event> reply(byte[] bytes) {
        List<Event> events = new ArrayList<>();
        EventCollector collector = new EventCollector(LONGEST_REPLY);
        for (Message message : messages(exchange(bytes))) {
            if (!message.is(MessageType.LOGS)) {
                collect(collector, message).ifPresent(events::add);
            }
        }
        if (events.size() > 1) {
            throw new AssertionError("one reply at most is expected, but there are " + events);
        }
        return events.stream().findFirst();
    }

    private static Optional<Event> collect(EventCollector collector, Message message) {
        try {
            return collector.add(message);
        } catch (EventCollector.SeriesTooLongException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends bytes as they are and returns everything the device sends before it falls silent. */
    byte[] exchange(byte[] bytes) {
        try {
            port.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        byte[] part = listen(REPLY);
        while (part.length > 0) {
            heard.writeBytes(part);
            part = listen(REPLY);
        }
        return heard.toByteArray();
    }

    /** Says nothing for so long and returns what the device sends meanwhile. */
    byte[] listen(Duration time) {
        long end = port.nanoTime() + time.toNanos();
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        byte[] buffer = new byte[256];
        try {
            for (int count = 1; count > 0; ) {
                count = port.read(buffer, 0, buffer.length, end);
                heard.write(buffer, 0, Math.max(count, 0));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return heard.toByteArray();
    }

    private static List<Message> messages(byte[] bytes) {
        List<Message> messages = new ArrayList<>();
        new MessageDecoder<Message>(HeaderRule.ANYTHING, LONGEST_REPLY).decode(ByteBuffer.wrap(bytes), messages::add);
        return messages;
    }

    @Override
    public void close() {
        bench.close();
    }
}
