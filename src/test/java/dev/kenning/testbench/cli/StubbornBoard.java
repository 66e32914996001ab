package dev.kenning.testbench.cli;

import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.EventCollector;
import dev.kenning.testbench.protocol.Flags;
import dev.kenning.testbench.protocol.HeaderRule;
import dev.kenning.testbench.protocol.LogEntries;
import dev.kenning.testbench.protocol.Message;
import dev.kenning.testbench.protocol.MessageDecoder;
import dev.kenning.testbench.protocol.MessageType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A board behind TCP that does what no firmware of ours does: it is silent on a type of request, has no room, or has no
 * statistics. It holds its session until it is told that it is over, as real ones do, from one connection to the next.
 */
final class StubbornBoard implements AutoCloseable {

    private static final int LIMIT = 1 << 24;
    private static final int OUTPUT_BYTES = 16;

    private final ServerSocket server;
    private final Set<MessageType> silent = EnumSet.noneOf(MessageType.class);
    private final List<Event> requests = new CopyOnWriteArrayList<>();
    private Optional<String> complaint = Optional.empty();
    private Optional<MessageType> last = Optional.empty();
    private volatile boolean open;

    StubbornBoard() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "stubborn board");
        thread.setDaemon(true);
        thread.start();
    }

    /** Has it give no reply to a type of request. */
    StubbornBoard silentOn(MessageType type) {
        silent.add(type);
        return this;
    }

    /** Has it give no reply to anything once it has received a type of request. */
    StubbornBoard deafFrom(MessageType type) {
        last = Optional.of(type);
        return this;
    }

    /** Has it log a line where it is silent. */
    StubbornBoard complaining(String line) {
        complaint = Optional.of(line);
        return this;
    }

    /** Has a host that vanished leave its session behind. */
    StubbornBoard withASessionLeftOpen() {
        open = true;
        return this;
    }

    String address() {
        return "tcp:127.0.0.1:" + server.getLocalPort();
    }

    /** Tells whether it holds a session. */
    boolean isOpen() {
        return open;
    }

    /** Waits until it has received a type of request. */
    void await(MessageType type) {
        Awaitility.await()
                .atMost(50, TimeUnit.SECONDS)
                .until(() -> requests.stream().anyMatch(request -> request.is(type)));
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                serve(socket.getInputStream(), socket.getOutputStream());
            } catch (SocketException e) {
                // The test is over, or the host has gone without a word.
            } catch (IOException e) {
                throw new AssertionError("the board's port failed", e);
            }
        }
    }

    private void serve(InputStream in, OutputStream out) throws IOException {
        MessageDecoder<Message> decoder = new MessageDecoder<>(HeaderRule.ANYTHING, LIMIT);
        EventCollector collector = new EventCollector(LIMIT);
        byte[] buffer = new byte[4096];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            List<Event> complete = new CopyOnWriteArrayList<>();
            decoder.decode(
                    ByteBuffer.wrap(buffer, 0, count),
                    message -> collector.add(message).ifPresent(complete::add));
            for (Event request : complete) {
                requests.add(request);
                answer(request, out);
            }
        }
    }

    private void answer(Event request, OutputStream out) throws IOException {
        MessageType type = MessageType.of(request.type()).orElseThrow();
        if (last.filter(type::equals).isPresent()) {
            silent.addAll(EnumSet.allOf(MessageType.class));
        }
        if (!silent.contains(type)) {
            boolean refused = type == MessageType.PING && open && request.equals(Event.open());
            open = type == MessageType.PING ? refused || !request.equals(Event.close()) : open;
            send(out, type, refused ? Flags.FAIL : Flags.SUCCESS, type == MessageType.OUTPUT ? OUTPUT_BYTES : 0);
        } else if (complaint.isPresent()) {
            write(
                    out,
                    Event.transmission(
                            MessageType.LOGS,
                            new Flags(Flags.IS_ZEPHYR | Flags.SUCCESS),
                            LogEntries.encode(List.of(complaint.get()))));
        }
    }

    private static void send(OutputStream out, MessageType type, int verdict, int bytes) throws IOException {
        write(out, Event.transmission(type, new Flags(verdict | Flags.IS_ZEPHYR), new byte[bytes]));
    }

    private static void write(OutputStream out, Event event) throws IOException {
        for (Message message : event.messages(Event.UART_BODY_BYTES)) {
            out.write(message.encode());
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
