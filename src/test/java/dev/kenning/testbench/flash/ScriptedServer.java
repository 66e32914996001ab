package dev.kenning.testbench.flash;

import dev.kenning.testbench.gdb.Incoming;
import dev.kenning.testbench.gdb.PacketDecoder;
import dev.kenning.testbench.gdb.Packets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A GDB server with 64 KiB of flash at 0x08000000, in blocks of 1 KiB, and RAM at 0x20000000; bits of flash can only be cleared until
 * a block is erased, as in a real one. A test may bend its answers and its memory.
 */
final class ScriptedServer implements AutoCloseable {

    static final long FLASH = 0x0800_0000L;
    static final int FLASH_SIZE = 0x10000;
    static final int BLOCK = 0x400;
    private static final long RAM = 0x2000_0000L;
    private static final String MAP = """
            <?xml version="1.0"?>
            <!DOCTYPE memory-map PUBLIC "+//IDN gnu.org//DTD GDB Memory Map V1.0//EN" "http://sourceware.org/gdb/gdb-memory-map.dtd">
            <memory-map>
              <memory type="flash" start="0x8000000" length="0x10000"><property name="blocksize">0x400</property></memory>
              <memory type="ram" start="0x20000000" length="0x8000"/>
              <memory type="rom" start="0x1fff0000" length="0x1000"/>
            </memory-map>
            """;

    final byte[] flash = new byte[FLASH_SIZE];
    final byte[] ram = new byte[0x8000];
    final TreeSet<Integer> erased = new TreeSet<>();
    final List<String> requests = new ArrayList<>();
    private final Map<String, UnaryOperator<String>> bends = new HashMap<>();
    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private boolean acknowledging = true;
    private boolean checksums = true;
    private int damages;
    private volatile boolean tellsOfAStop;

    ScriptedServer() throws IOException {
        Thread thread = new Thread(this::serve, "scripted gdb server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Has requests that begin so answered otherwise; null closes the connection, "silence" says nothing. */
    ScriptedServer bend(String begin, UnaryOperator<String> answer) {
        bends.put(begin, answer);
        return this;
    }

    ScriptedServer withoutChecksums() {
        checksums = false;
        return this;
    }

    /** Has so many requests arrive damaged. */
    ScriptedServer damaging(int count) {
        damages = count;
        return this;
    }

    /** Tells of a stop as soon as somebody has connected, as QEMU does. */
    ScriptedServer tellingOfAStopAtFirst() {
        tellsOfAStop = true;
        return this;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                acknowledging = true;
                if (tellsOfAStop) {
                    client.getOutputStream().write(Packets.packet("T02thread:01;"));
                }
                PacketDecoder decoder = PacketDecoder.ofRequests(0x1000);
                byte[] buffer = new byte[4096];
                boolean open = true;
                while (open) {
                    int count = client.getInputStream().read(buffer);
                    open = count >= 0;
                    for (Incoming incoming : decoder.take(buffer, Math.max(0, count))) {
                        open &= !(incoming instanceof Incoming.Packet packet) || handle(client, packet.payload());
                    }
                }
            } catch (IOException e) {
                // The test is over, or the client has gone.
            }
        }
    }

    private boolean handle(Socket client, String request) throws IOException {
        if (damages > 0) {
            damages--;
            client.getOutputStream().write('-');
            return true;
        }
        requests.add(request);
        if (acknowledging) {
            client.getOutputStream().write('+');
        }
        String answer = answer(request);
        for (Map.Entry<String, UnaryOperator<String>> bend : bends.entrySet()) {
            if (request.startsWith(bend.getKey())) {
                answer = bend.getValue().apply(answer);
            }
        }
        if (answer == null) {
            return false;
        }
        if (answer.startsWith("O") && answer.length() > 2) {
            client.getOutputStream().write(Packets.packet(answer));
            answer = "OK";
        }
        if (!answer.equals("silence")) {
            client.getOutputStream().write(Packets.packet(answer));
        }
        return true;
    }

    private String answer(String request) {
        if (request.startsWith("qSupported")) {
            return "PacketSize=200;qXfer:memory-map:read+;QStartNoAckMode+";
        } else if (request.equals("QStartNoAckMode")) {
            acknowledging = false;
            return "OK";
        } else if (request.equals("?")) {
            return "T05thread:1;";
        } else if (request.startsWith("qXfer:memory-map:read::")) {
            String[] range =
                    request.substring("qXfer:memory-map:read::".length()).split(",", -1);
            int begin = Integer.parseInt(range[0], 16);
            int end = Math.min(MAP.length(), begin + Integer.parseInt(range[1], 16));
            return (end == MAP.length() ? "l" : "m") + MAP.substring(begin, end);
        } else if (request.startsWith("qCRC:")) {
            String[] range = request.substring("qCRC:".length()).split(",", -1);
            byte[] bytes = read(Long.parseLong(range[0], 16), Integer.parseInt(range[1], 16));
            return checksums ? String.format("C%x", Crc.of(bytes)) : "";
        } else if (request.startsWith("m")) {
            String[] range = request.substring(1).split(",", -1);
            return Packets.hex(read(Long.parseLong(range[0], 16), Integer.parseInt(range[1], 16)));
        } else if (request.startsWith("vFlashErase:")) {
            String[] range = request.substring("vFlashErase:".length()).split(",", -1);
            int begin = (int) (Long.parseLong(range[0], 16) - FLASH);
            int length = Integer.parseInt(range[1], 16);
            if (begin % BLOCK != 0 || length % BLOCK != 0) {
                return "E01";
            }
            Arrays.fill(flash, begin, begin + length, (byte) 0xFF);
            for (int block = begin; block < begin + length; block += BLOCK) {
                erased.add(block / BLOCK);
            }
            return "OK";
        } else if (request.startsWith("vFlashWrite:")) {
            int colon = request.indexOf(':', "vFlashWrite:".length());
            int at = (int) (Long.parseLong(request.substring("vFlashWrite:".length(), colon), 16) - FLASH);
            byte[] bytes = request.substring(colon + 1).getBytes(StandardCharsets.ISO_8859_1);
            for (int i = 0; i < bytes.length; i++) {
                flash[at + i] &= bytes[i];
            }
            return "OK";
        } else if (request.startsWith("X")) {
            int colon = request.indexOf(':');
            int at = (int) (Long.parseLong(request.substring(1, request.indexOf(',')), 16) - RAM);
            byte[] bytes = request.substring(colon + 1).getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(bytes, 0, ram, at, bytes.length);
            return "OK";
        } else if (request.equals("vFlashDone") || request.startsWith("qRcmd,") || request.equals("D")) {
            return "OK";
        }
        return "";
    }

    private byte[] read(long address, int length) {
        byte[] memory = address >= RAM ? ram : flash;
        int at = (int) (address - (address >= RAM ? RAM : FLASH));
        return Arrays.copyOfRange(memory, at, at + length);
    }

    Optional<String> first(String begin) {
        return requests.stream().filter(request -> request.startsWith(begin)).findFirst();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
