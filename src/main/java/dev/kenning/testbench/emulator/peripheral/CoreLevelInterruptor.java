package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Alarm;
import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.bus.Surroundings;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Models the CLINT: software and timer interrupts of every hart ({@code IRQControllers.CoreLevelInterruptor}; FU540-C000
 * manual, chapter 9). Output {@code 2n} is hart n's software interrupt, {@code 2n + 1} its timer interrupt.
 *
 * <p>Renode's reset value of the compare registers is kept: all ones, so that no timer fires before it is set.
 */
public final class CoreLevelInterruptor implements Peripheral, InterruptOutputs {

    /** Bytes of address space. */
    public static final int SIZE = 0x1_0000;

    /** Harts that the registers have room for. */
    public static final int MOST_TARGETS = 4095;

    private static final int COMPARE = 0x4000;
    private static final int TIME = 0xBFF8;
    private static final long NEVER = -1;

    private final Surroundings surroundings;
    private final Clock clock;
    private final long frequency;
    private final NumberedOutputs outputs;
    private final Alarm[] alarms;
    private final long[] compare;
    /** What is added to the ticks since power-on, because programs can set the time. */
    private long offset;

    /**
     * Creates the device.
     *
     * @param frequency ticks of {@code mtime} per second
     * @param targets number of harts
     */
    public CoreLevelInterruptor(Surroundings surroundings, long frequency, int targets) {
        this.surroundings = surroundings;
        this.frequency = frequency;
        clock = surroundings.clock();
        outputs = new NumberedOutputs(2 * targets);
        compare = new long[targets];
        alarms = new Alarm[targets];
        Arrays.setAll(alarms, hart -> clock.newAlarm(() -> update(hart)));
        Arrays.fill(compare, NEVER);
    }

    /** Returns {@code mtime}. */
    public long time() {
        return clock.ticksIn(clock.now(), frequency) + offset;
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        return outputs.byName();
    }

    @Override
    public void reset() {
        offset = -clock.ticksIn(clock.now(), frequency);
        Arrays.fill(compare, NEVER);
        for (int hart = 0; hart < compare.length; hart++) {
            outputs.line(2 * hart).set(false);
            update(hart);
        }
    }

    @Override
    public int read(int offsetInDevice, int width) {
        int word = offsetInDevice & ~3;
        return (value(word) >>> (8 * (offsetInDevice & 3))) & (int) (0xFFFF_FFFFL >>> (32 - 8 * width));
    }

    @Override
    public void write(int offsetInDevice, int width, int value) {
        int word = offsetInDevice & ~3;
        int shift = 8 * (offsetInDevice & 3);
        int mask = (int) (0xFFFF_FFFFL >>> (32 - 8 * width)) << shift;
        set(word, (value(word) & ~mask) | ((value << shift) & mask));
    }

    private int value(int word) {
        boolean high = (word & 4) != 0;
        if (word < 4 * compare.length) {
            return outputs.line(2 * (word / 4)).isHigh() ? 1 : 0;
        }
        if (isCompare(word)) {
            return half(compare[(word - COMPARE) / 8], high);
        }
        if ((word & ~4) == TIME) {
            return half(time(), high);
        }
        report("Read from", word);
        return 0;
    }

    private void set(int word, int value) {
        boolean high = (word & 4) != 0;
        if (word < 4 * compare.length) {
            outputs.line(2 * (word / 4)).set((value & 1) != 0);
        } else if (isCompare(word)) {
            int hart = (word - COMPARE) / 8;
            compare[hart] = withHalf(compare[hart], high, value);
            update(hart);
        } else if ((word & ~4) == TIME) {
            offset += withHalf(time(), high, value) - time();
            for (int hart = 0; hart < compare.length; hart++) {
                update(hart);
            }
        } else {
            report("Write to", word);
        }
    }

    private boolean isCompare(int word) {
        return word >= COMPARE && word < COMPARE + 8 * compare.length;
    }

    private static int half(long value, boolean high) {
        return (int) (high ? value >>> 32 : value);
    }

    private static long withHalf(long value, boolean high, int half) {
        return high ? (value & 0xFFFF_FFFFL) | (long) half << 32 : (value & ~0xFFFF_FFFFL) | (half & 0xFFFF_FFFFL);
    }

    /** Drives a hart's timer interrupt, and sets the alarm for when it will rise. */
    private void update(int hart) {
        boolean due = Long.compareUnsigned(time(), compare[hart]) >= 0;
        outputs.line(2 * hart + 1).set(due);
        long ticks = compare[hart] - offset;
        boolean withinReach = ticks >= 0 && ticks < Long.MAX_VALUE / clock.slotsPerSecond();
        if (due || !withinReach) {
            alarms[hart].cancel();
        } else {
            alarms[hart].at(clock.slotsFor(ticks, frequency));
        }
    }

    private void report(String access, int word) {
        surroundings
                .log()
                .warn(
                        surroundings.name(),
                        String.format(Locale.ROOT, "%s an unimplemented register, offset 0x%X", access, word));
    }
}
