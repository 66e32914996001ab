package dev.kenning.testbench.emulator.arm;

import dev.kenning.testbench.emulator.Clock;
import dev.kenning.testbench.emulator.Peripheral;

/**
 * The data watchpoint and trace unit at 0xE0001000, as far as programs time themselves with it (ARMv7-M ARM, C1.8): the
 * cycle counter. Renode's model name is {@code Miscellaneous.DWT}.
 *
 * <p>The counter ticks at its frequency of virtual time, exact at the reading instruction. Comparators and event
 * counters read 0.
 */
public final class Dwt implements Peripheral {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final int CTRL = 0x000;
    private static final int CYCCNT = 0x004;
    private static final int CYCCNTENA = 1;
    /** No comparators, no trace, no event counters. */
    private static final int CTRL_FIXED = 0x0F00_0000;

    private final Clock clock;
    private final long frequency;
    private boolean enabled;
    /** Count at {@link #since} while enabled, else the count. */
    private int count;

    private long since;

    /** Creates the unit with its counter stopped; the frequency is that of the core, in Hz. */
    public Dwt(Clock clock, long frequency) {
        this.clock = clock;
        this.frequency = frequency;
    }

    @Override
    public void reset() {
        enabled = false;
        count = 0;
    }

    @Override
    public int read(int offset, int width) {
        return switch (offset) {
            case CTRL -> CTRL_FIXED | (enabled ? CYCCNTENA : 0);
            case CYCCNT -> count();
            default -> 0;
        };
    }

    @Override
    public void write(int offset, int width, int value) {
        switch (offset) {
            case CTRL -> {
                count = count();
                since = ticks();
                enabled = (value & CYCCNTENA) != 0;
            }
            case CYCCNT -> {
                count = value;
                since = ticks();
            }
            default -> {}
        }
    }

    private int count() {
        return enabled ? count + (int) (ticks() - since) : count;
    }

    private long ticks() {
        return clock.ticksIn(clock.now(), frequency);
    }
}
