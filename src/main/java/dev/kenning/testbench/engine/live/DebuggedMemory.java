package dev.kenning.testbench.engine.live;

import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.MemoryAccess;
import dev.kenning.testbench.gdb.GdbAddress;
import dev.kenning.testbench.gdb.GdbException;
import dev.kenning.testbench.gdb.GdbRemote;
import java.time.Duration;
import java.util.function.Function;

/**
 * Accesses the memory of a board that runs, through a GDB server: each time the server is connected to, which stops the board, and
 * left, which lets it run on. Numbers are little-endian.
 */
final class DebuggedMemory implements MemoryAccess {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final GdbAddress server;

    DebuggedMemory(GdbAddress server) {
        this.server = server;
    }

    @Override
    public long read(long address, int bytes) {
        byte[] read = readAll(address, bytes);
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << Byte.SIZE | (read[i] & 0xFF);
        }
        return value;
    }

    @Override
    public byte[] readAll(long address, int length) {
        return whileStopped(remote -> remote.readMemory(address, length));
    }

    @Override
    public void write(long address, int bytes, long value) {
        byte[] written = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            written[i] = (byte) (value >> (Byte.SIZE * i));
        }
        boolean unused = whileStopped(remote -> {
            remote.writeMemory(address, written);
            return true;
        });
    }

    private <T> T whileStopped(Function<GdbRemote, T> access) {
        try (GdbRemote remote = GdbRemote.connect(server, PATIENCE)) {
            T result = access.apply(remote);
            remote.detach();
            return result;
        } catch (GdbException e) {
            throw new EngineException("the memory of the board is out of reach: " + e.getMessage(), e);
        }
    }
}
