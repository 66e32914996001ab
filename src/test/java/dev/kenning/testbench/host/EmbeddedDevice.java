package dev.kenning.testbench.host;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.embedded.EmbeddedEngine;
import dev.kenning.testbench.protocol.DeviceState;
import dev.kenning.testbench.uart.BytePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The firmware's conformance builds on a simulated stm32f746g_disco, that of generation 1 on a Springbok. */
final class EmbeddedDevice implements DeviceUnderTest {

    private static final Path FIRMWARE = Path.of("firmware/prebuilt");

    /** A reply that has not begun after so long does not come; far from the device's own 500 ms. */
    private static final int REPLY_MILLIS = 30;

    /** In the order of the numbers that the device keeps (Kenning Protocol 15). */
    private static final List<DeviceState> STATES = List.of(DeviceState.values());

    private final Bench bench;
    private final BytePort port;

    private EmbeddedDevice(Bench bench) {
        this.bench = bench;
        this.port = bench.port(bench.board().kcomms());
        bench.awaitWelcome(Duration.ofSeconds(1));
    }

    static Lab lab() {
        BoardCatalogue boards = BoardCatalogue.builtIn();
        return build -> {
            Board board = boards.board(build == Build.GENERATION_1 ? "springbok" : "stm32f746g_disco");
            Path firmware = FIRMWARE.resolve(board.name()).resolve(build.firmware() + ".elf");
            return new EmbeddedDevice(new EmbeddedEngine().powerOn(BenchSetup.of(board, firmware)));
        };
    }

    @Override
    public byte[] send(byte[] bytes) {
        try {
            port.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        byte[] part = listen(REPLY_MILLIS);
        while (part.length > 0) {
            reply.writeBytes(part);
            part = listen(REPLY_MILLIS);
        }
        return reply.toByteArray();
    }

    @Override
    public byte[] silence(int milliseconds) {
        return listen(milliseconds);
    }

    private byte[] listen(int milliseconds) {
        long end = port.nanoTime() + Duration.ofMillis(milliseconds).toNanos();
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

    @Override
    public Optional<DeviceState> state() {
        String address =
                bench.monitor().execute("sysbus GetSymbolAddress \"state\"").strip();
        String value = bench.monitor().execute("sysbus ReadByte " + address).strip();
        return Optional.of(STATES.get(Integer.decode(value)));
    }

    @Override
    public Optional<List<String>> listenResults() {
        return Optional.empty();
    }

    @Override
    public void close() {
        bench.close();
    }
}
