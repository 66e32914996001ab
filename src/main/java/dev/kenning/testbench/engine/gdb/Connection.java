package dev.kenning.testbench.engine.gdb;

import dev.kenning.testbench.gdb.Incoming;
import dev.kenning.testbench.gdb.PacketDecoder;
import dev.kenning.testbench.gdb.Packets;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A client's socket: takes its packets to a {@link Session}, acknowledges them, and sends the answers. */
final class Connection {

    private static final int CHUNK = 4096;
    private static final byte[] ACKNOWLEDGED = "+".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SEND_AGAIN = "-".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final DebugHost host;
    private final PacketWriter writer;
    private final PacketDecoder decoder = PacketDecoder.ofRequests(Session.PACKET_SIZE);
    private volatile Optional<byte[]> latest = Optional.empty();

    Connection(Socket socket, DebugHost host) {
        this.socket = socket;
        this.host = host;
        writer = PacketWriter.start(socket, "gdb writer");
    }

    /**
     * Serves the client until it detaches, kills, or goes.
     *
     * @param attach makes the session, given where its answers go
     */
    void serve(Function<Consumer<String>, Session> attach) throws InterruptedException {
        Session session = host.betweenRuns(() -> attach.apply(this::send));
        try {
            socket.setTcpNoDelay(true);
            read(socket.getInputStream(), session);
        } catch (IOException e) {
            // The client has gone, or the server was stopped.
        } finally {
            host.betweenRuns(session::end);
            writer.finish();
        }
    }

    private void read(InputStream in, Session session) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int read = in.read(chunk); read >= 0 && !session.isOver(); read = in.read(chunk)) {
            for (Incoming incoming : decoder.take(chunk, read)) {
                host.betweenRuns(() -> handle(incoming, session));
            }
            if (session.isOver()) {
                return;
            }
        }
    }

    private boolean handle(Incoming incoming, Session session) {
        if (incoming instanceof Incoming.Acknowledgement acknowledgement) {
            if (!acknowledgement.positive()) {
                latest.ifPresent(writer::send);
            }
        } else if (incoming instanceof Incoming.Interrupt) {
            session.interrupt();
        } else if (incoming instanceof Incoming.Packet request) {
            acknowledge(session, ACKNOWLEDGED);
            session.answer(request.payload());
        } else if (incoming instanceof Incoming.Damaged && session.isAcknowledging()) {
            writer.send(SEND_AGAIN);
        } else {
            acknowledge(session, ACKNOWLEDGED);
            session.refuse();
        }
        return session.isOver();
    }

    private void acknowledge(Session session, byte[] answer) {
        if (session.isAcknowledging()) {
            writer.send(answer);
        }
    }

    private void send(String payload) {
        byte[] packet = Packets.packet(payload);
        latest = Optional.of(packet);
        writer.send(packet);
    }
}
