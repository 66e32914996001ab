package dev.kenning.testbench.engine.live;

import dev.kenning.testbench.uart.ResetLine;
import dev.kenning.testbench.uart.ResettingPort;
import dev.kenning.testbench.uart.SerialPort;
import java.io.IOException;

/** A port whose board is free again once it is closed. */
record LockedPort(SerialPort port, BoardLock lock) implements ResettingPort {

    @Override
    public String name() {
        return port.name();
    }

    @Override
    public long nanoTime() {
        return port.nanoTime();
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        port.write(buffer, offset, length);
    }

    @Override
    public int read(byte[] buffer, int offset, int length, long deadlineNanos) throws IOException {
        return port.read(buffer, offset, length, deadlineNanos);
    }

    @Override
    public void pulse(ResetLine line) throws IOException {
        port.pulse(line);
    }

    @Override
    public void close() throws IOException {
        try {
            port.close();
        } finally {
            lock.release();
        }
    }
}
