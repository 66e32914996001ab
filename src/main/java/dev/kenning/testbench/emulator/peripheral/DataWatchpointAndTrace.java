package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;

/**
 * Models the cycle counter of a Cortex-M's DWT unit ({@code Miscellaneous.DWT}; ARMv7-M ARM, C1.8). Comparators and
 * the other counters are not there: the unit says so in CTRL, and they read 0.
 */
public final class DataWatchpointAndTrace extends RegisterDevice {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final int CYCCNTENA = 1;
    private static final int NOTRCPKT = 1 << 27;
    private static final int NOEXTTRIG = 1 << 26;
    private static final int NOPRFCNT = 1 << 24;

    private static final int PROFILING_COUNTERS = 0x08;
    private static final int PC_SAMPLE = 0x1C;

    private final Clock clock;
    private final long frequency;
    private final Register control = registers
            .word(0x00, CYCCNTENA)
            .resetsTo(NOTRCPKT | NOEXTTRIG | NOPRFCNT)
            .onWrite(this::controlWritten);
    private boolean counting;
    private int baseCount;
    private long baseSlot;

    /**
     * Creates the device.
     *
     * @param frequency of the core's clock in Hz
     */
    public DataWatchpointAndTrace(Surroundings surroundings, long frequency) {
        super(surroundings, SIZE);
        this.clock = surroundings.clock();
        this.frequency = frequency;
        registers.fixed(0x04).onRead(stored -> count()).onWrite(this::startFrom);
        for (int offset = PROFILING_COUNTERS; offset < PC_SAMPLE; offset += 4) {
            registers.fixed(offset);
        }
        registers.fixed(PC_SAMPLE);
        registers.fixed(0xFB0);
        registers.fixed(0xFB4);
    }

    @Override
    protected void onReset() {
        counting = false;
        startFrom(0);
    }

    private void controlWritten(int value) {
        startFrom(count());
        counting = control.has(CYCCNTENA);
    }

    private int count() {
        return counting ? baseCount + (int) clock.ticksIn(clock.now() - baseSlot, frequency) : baseCount;
    }

    private void startFrom(int count) {
        baseCount = count;
        baseSlot = clock.now();
    }
}
