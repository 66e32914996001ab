package dev.kenning.testbench.gdb;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A connection to a GDB server: asks, and takes the answers (GDB manual, E "GDB Remote Serial Protocol").
 *
 * <p>A request that arrived damaged, as its acknowledgement says, is sent again. Not thread-safe.
 */
public final class GdbRemote implements Closeable {

    /** What an answer may measure at most, whatever the server says. */
    private static final int LIMIT = 1 << 20;

    private static final Duration CONNECT_TIME = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 3;
    private static final int LEAST_PACKET = 64;

    /** What a packet has beside its data. */
    private static final int HEAD = 8;

    private static final Pattern STOP = Pattern.compile("[TS]\\p{XDigit}{2}.*", Pattern.DOTALL);

    private final String name;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Duration patience;
    private final PacketDecoder decoder = PacketDecoder.ofAnswers(LIMIT);
    private final Deque<Incoming> heard = new ArrayDeque<>();
    private final byte[] buffer = new byte[16384];
    private boolean acknowledging = true;
    private int packetSize = 400;
    private boolean hasMemoryMap;

    private GdbRemote(String name, Socket socket, Duration patience) throws IOException {
        this.name = name;
        this.socket = socket;
        this.patience = patience;
        in = socket.getInputStream();
        out = socket.getOutputStream();
        socket.setTcpNoDelay(true);
    }

    /**
     * Connects, and agrees on what both can.
     *
     * @param patience how long a request may take
     * @throws GdbException if nobody listens there, or no GDB server
     */
    public static GdbRemote connect(GdbAddress server, Duration patience) {
        String name = server.toString();
        Socket socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(server.host(), server.port()), Math.toIntExact(CONNECT_TIME.toMillis()));
            GdbRemote remote = new GdbRemote(name, socket, patience);
            remote.agree();
            return remote;
        } catch (IOException e) {
            closeQuietly(socket);
            String why = e instanceof UnknownHostException ? "unknown host" : String.valueOf(e.getMessage());
            throw new GdbException(
                    "no GDB server is at " + name + ": " + why + "; start OpenOCD, pyOCD or whatever drives the probe",
                    e);
        } catch (GdbException e) {
            closeQuietly(socket);
            throw e;
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // There is no connection to lose.
        }
    }

    private void agree() throws IOException {
        out.write('+');
        for (String feature : request("qSupported:swbreak+;hwbreak+").split(";", -1)) {
            if (feature.startsWith("PacketSize=")) {
                packetSize = Math.max(LEAST_PACKET, packetSize(feature.substring("PacketSize=".length())));
            }
            hasMemoryMap |= feature.equals("qXfer:memory-map:read+");
            if (feature.equals("QStartNoAckMode+") && request("QStartNoAckMode").equals("OK")) {
                acknowledging = false;
            }
        }
    }

    private int packetSize(String digits) {
        try {
            return (int) Math.min(Long.parseLong(digits, 16), LIMIT);
        } catch (NumberFormatException e) {
            throw new GdbException("the GDB server " + name + " says PacketSize=" + digits + ", which is no number", e);
        }
    }

    /** Returns how many bytes the payload of a request may have. */
    public int packetSize() {
        return packetSize;
    }

    /** Returns what the server says of the board's memory (GDB manual, "Memory Map Format"); nothing if it says nothing. */
    public Optional<String> memoryMap() {
        if (!hasMemoryMap) {
            return Optional.empty();
        }
        StringBuilder xml = new StringBuilder();
        while (true) {
            String answer = request(String.format(
                    Locale.ROOT, "qXfer:memory-map:read::%x,%x", xml.length(), Math.max(LEAST_PACKET, packetSize - 8)));
            if (answer.startsWith("E") || answer.isEmpty()) {
                throw refused("the memory map", answer);
            }
            xml.append(answer, 1, answer.length());
            if (answer.charAt(0) == 'l') {
                return Optional.of(
                        new String(xml.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
            }
            if (answer.length() == 1 || xml.length() > LIMIT) {
                throw new GdbException("the GDB server " + name + " does not come to the end of its memory map");
            }
        }
    }

    /** Returns what memory holds, asking in as many pieces as answers have room for. */
    public byte[] readMemory(long address, int length) {
        byte[] all = new byte[length];
        int longest = Math.max(1, (packetSize - HEAD) / 2);
        for (int at = 0; at < length; ) {
            byte[] piece = readPiece(address + at, Math.min(longest, length - at));
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }

    /** A server may answer with fewer bytes than it was asked for. */
    private byte[] readPiece(long address, int length) {
        String answer = request(String.format(Locale.ROOT, "m%x,%x", address, length));
        String what = String.format(Locale.ROOT, "to read %,d bytes at 0x%08X", length, address);
        if (answer.isEmpty() || answer.length() % 2 != 0 || answer.length() > 2 * length) {
            throw refused(what, answer);
        }
        try {
            return HexFormat.of().parseHex(answer);
        } catch (IllegalArgumentException e) {
            throw refused(what, answer);
        }
    }

    /** Changes what memory holds; no more at once than a packet has room for. */
    public void writeMemory(long address, byte[] bytes) {
        String answer = request(String.format(Locale.ROOT, "M%x,%x:%s", address, bytes.length, Packets.hex(bytes)));
        if (!answer.equals("OK")) {
            throw refused(String.format(Locale.ROOT, "to write %,d bytes at 0x%08X", bytes.length, address), answer);
        }
    }

    /** Lets the board run, and leaves it. */
    public void detach() {
        String answer = request("D");
        if (!answer.equals("OK")) {
            throw refused("to let the board run", answer);
        }
    }

    /** Asks with the usual patience, and returns the answer; empty if the server does not know the request. */
    public String request(String payload) {
        return request(payload, patience, text -> {});
    }

    /**
     * Asks.
     *
     * @param time how long the answer may take
     * @param output takes what the server prints meanwhile
     */
    public String request(String payload, Duration time, Consumer<String> output) {
        try {
            return ask(payload, System.nanoTime() + time.toNanos(), output);
        } catch (SocketTimeoutException e) {
            throw new GdbException(
                    "the GDB server " + name + " has not answered '" + shortened(payload) + "' in " + time.toSeconds()
                            + " s",
                    e);
        } catch (IOException e) {
            throw new GdbException(
                    "the GDB server " + name + " is gone while it was asked '" + shortened(payload) + "': "
                            + e.getMessage(),
                    e);
        }
    }

    private static String shortened(String payload) {
        int length = Math.min(payload.length(), 40);
        return payload.substring(0, length).replaceAll("[^ -~]", ".") + (payload.length() > length ? "..." : "");
    }

    private String ask(String payload, long deadline, Consumer<String> output) throws IOException {
        byte[] packet = Packets.packet(payload);
        heard.clear();
        send(packet, deadline);
        while (true) {
            Incoming incoming = next(deadline);
            if (incoming instanceof Incoming.Packet answer) {
                acknowledge('+');
                if (isPrinted(answer.payload())) {
                    output.accept(printed(answer.payload()));
                } else if (asksForStops(payload)
                        || !STOP.matcher(answer.payload()).matches()) {
                    return answer.payload();
                }
            } else if (incoming instanceof Incoming.Damaged) {
                acknowledge('-');
            } else if (incoming instanceof Incoming.Oversized) {
                throw new IOException("its answer is longer than " + LIMIT + " bytes");
            }
        }
    }

    /** Sends until the packet has arrived; only what arrived damaged is sent again, since TCP loses nothing. */
    private void send(byte[] packet, long deadline) throws IOException {
        for (int attempt = 1; ; attempt++) {
            out.write(packet);
            if (!acknowledging || isAcknowledged(deadline)) {
                return;
            }
            if (attempt == ATTEMPTS) {
                throw new IOException("it says " + ATTEMPTS + " times that the request arrived damaged");
            }
        }
    }

    private boolean isAcknowledged(long deadline) throws IOException {
        while (true) {
            Incoming incoming = next(deadline);
            if (incoming instanceof Incoming.Acknowledgement acknowledgement) {
                return acknowledgement.positive();
            }
            if (incoming instanceof Incoming.Packet) {
                // The answer says that the request has arrived.
                heard.addFirst(incoming);
                return true;
            }
        }
    }

    private void acknowledge(char sign) throws IOException {
        if (acknowledging) {
            out.write(sign);
        }
    }

    /** Servers tell of a stop when it comes: QEMU, that it stopped because somebody connected. */
    private static boolean asksForStops(String payload) {
        return payload.equals("?") || payload.startsWith("vAttach;");
    }

    /** What a command prints, in hexadecimal; "OK" is an answer. */
    private static boolean isPrinted(String payload) {
        return payload.length() > 1
                && payload.length() % 2 == 1
                && payload.charAt(0) == 'O'
                && payload.substring(1).matches("\\p{XDigit}*");
    }

    private static String printed(String payload) {
        return new String(HexFormat.of().parseHex(payload, 1, payload.length()), StandardCharsets.UTF_8);
    }

    private Incoming next(long deadline) throws IOException {
        while (heard.isEmpty()) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, millis));
            int count = in.read(buffer);
            if (count < 0) {
                throw new IOException("it has closed the connection");
            }
            heard.addAll(decoder.take(buffer, count));
        }
        return heard.removeFirst();
    }

    /** Returns what a refusal is told by. */
    public GdbException refused(String what, String answer) {
        String reason = answer.isEmpty() ? "it does not know the request" : "error " + answer;
        return new GdbException("the GDB server " + name + " refuses " + what + ": " + reason);
    }

    @Override
    public void close() {
        closeQuietly(socket);
    }
}
