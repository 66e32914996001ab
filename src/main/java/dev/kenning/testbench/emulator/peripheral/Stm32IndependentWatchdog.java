package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Alarm;
import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.ResetSource;
import dev.kenning.testbench.emulator.bus.Surroundings;

/**
 * Models the independent watchdog: it counts down from its reload value and resets the machine at 0, or where it is
 * reloaded before its window ({@code Timers.STM32_IndependentWatchdog}; reference manual RM0385, section 26).
 *
 * <p>New values of its registers hold at once: PVU, RVU and WVU read as 0.
 */
public final class Stm32IndependentWatchdog extends RegisterDevice implements ResetSource {

    /** Bytes of address space. */
    public static final int SIZE = 0x400;

    private static final int KEY_UNLOCK = 0x5555;
    private static final int KEY_RELOAD = 0xAAAA;
    private static final int KEY_START = 0xCCCC;
    private static final int KEY_MASK = 0xFFFF;
    private static final int LARGEST = 0xFFF;
    private static final int PRESCALER_MASK = 7;
    private static final int LARGEST_PRESCALER = 6;
    private static final int LEAST_DIVIDER = 4;

    /**
     * Tells apart the watchdogs of chips.
     *
     * @param frequency of its clock in Hz
     * @param defaultPrescaler what PR holds after a reset
     * @param windowed whether there is a window
     */
    public record Kind(long frequency, int defaultPrescaler, boolean windowed) {}

    private final Surroundings surroundings;
    private final Clock clock;
    private final Kind kind;
    private final Alarm alarm;

    private Runnable resetRequest = () -> {};
    private boolean unlocked;
    private boolean running;
    private int prescaler;
    private int reload;
    private int window;

    /** What remains to be counted at {@link #baseSlot}. */
    private long baseCount;

    private long baseSlot;

    /** Creates the device. */
    public Stm32IndependentWatchdog(Surroundings surroundings, Kind kind) {
        super(surroundings, SIZE);
        this.surroundings = surroundings;
        this.kind = kind;
        clock = surroundings.clock();
        alarm = clock.newAlarm(() -> bite("it counted down to 0"));
        registers.fixed(0x00).onWrite(this::keyWritten);
        registers.fixed(0x04).onRead(stored -> prescaler).onWrite(this::prescalerWritten);
        registers.fixed(0x08).onRead(stored -> reload).onWrite(this::reloadWritten);
        registers.fixed(0x0C);
        if (kind.windowed) {
            registers.fixed(0x10).onRead(stored -> window).onWrite(this::windowWritten);
        }
        onReset();
    }

    @Override
    public void onResetRequest(Runnable action) {
        resetRequest = action;
    }

    @Override
    protected void onReset() {
        alarm.cancel();
        unlocked = false;
        running = false;
        prescaler = kind.defaultPrescaler & PRESCALER_MASK;
        reload = LARGEST;
        window = LARGEST;
        countFrom(reload);
    }

    private void keyWritten(int value) {
        int key = value & KEY_MASK;
        unlocked = key == KEY_UNLOCK;
        if (key == KEY_RELOAD) {
            if (running && count() > window) {
                bite("it was reloaded at " + count() + ", before its window of " + window);
            } else {
                countFrom(reload);
            }
        } else if (key == KEY_START && !running) {
            running = true;
            countFrom(baseCount);
        }
    }

    private void prescalerWritten(int value) {
        if (isUnlocked("PR")) {
            long count = count();
            prescaler = value & PRESCALER_MASK;
            countFrom(count);
        }
    }

    private void reloadWritten(int value) {
        if (isUnlocked("RLR")) {
            reload = value & LARGEST;
        }
    }

    private void windowWritten(int value) {
        if (isUnlocked("WINR")) {
            window = value & LARGEST;
            countFrom(reload);
        }
    }

    private boolean isUnlocked(String register) {
        if (!unlocked) {
            warn(register + " keeps its value: write 0x5555 to KR before it.");
        }
        return unlocked;
    }

    private int divider() {
        return LEAST_DIVIDER << Math.min(prescaler, LARGEST_PRESCALER);
    }

    private long count() {
        return running
                ? Math.max(0, baseCount - clock.ticksIn(clock.now() - baseSlot, kind.frequency) / divider())
                : baseCount;
    }

    private void countFrom(long count) {
        baseCount = count;
        baseSlot = clock.now();
        if (running) {
            alarm.at(baseSlot + clock.slotsFor(Math.max(1, count) * divider(), kind.frequency));
        }
    }

    private void bite(String why) {
        warn("The watchdog resets the machine: " + why + ".");
        resetRequest.run();
    }

    private void warn(String message) {
        surroundings.log().warn(surroundings.name(), message);
    }
}
