package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.emulator.bus.Uart;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** A UART that keeps what it receives. */
final class LoopUart implements Uart {

    final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final List<Listener> listeners = new ArrayList<>();

    void send(int value) {
        listeners.forEach(listener -> listener.onByte(value));
    }

    @Override
    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(Listener listener) {
        listeners.remove(listener);
    }

    @Override
    public void receive(int value) {
        received.write(value);
    }

    @Override
    public int read(int offset, int width) {
        return 0;
    }

    @Override
    public void write(int offset, int width, int value) {
        // It has no registers.
    }

    @Override
    public void reset() {
        received.reset();
    }
}
