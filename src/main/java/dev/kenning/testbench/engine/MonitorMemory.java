package dev.kenning.testbench.engine;

import java.util.Locale;
import java.util.Map;

/** Accesses the system bus through a monitor, a command each. */
final class MonitorMemory implements MemoryAccess {

    private static final Map<Integer, String> WIDTHS = Map.of(1, "Byte", 2, "Word", 4, "DoubleWord");

    private final Monitor monitor;

    MonitorMemory(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public long read(long address, int bytes) {
        return MonitorNumber.of(
                monitor.execute(String.format(Locale.ROOT, "sysbus Read%s 0x%X", WIDTHS.get(bytes), address)));
    }

    @Override
    public void write(long address, int bytes, long value) {
        monitor.execute(String.format(Locale.ROOT, "sysbus Write%s 0x%X 0x%X", WIDTHS.get(bytes), address, value));
    }
}
