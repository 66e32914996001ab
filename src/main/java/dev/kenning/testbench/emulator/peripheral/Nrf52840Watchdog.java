package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Alarm;
import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.ResetSource;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;

/**
 * Models the watchdog: it resets the machine unless every enabled reload request came within its period ({@code
 * Timers.NRF52840_Watchdog}; product specification, section 6.36).
 *
 * <p>As on Renode it counts while the core sleeps, whatever CONFIG says, and starts anew from a reset; a time-out that
 * nobody asked to be interrupted by resets at once, another two cycles of 32,768 Hz later.
 */
public final class Nrf52840Watchdog extends NrfDevice implements ResetSource {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final long FREQUENCY = 32_768;
    private static final int REQUESTS = 8;
    private static final int RELOAD = 0x6E52_4635;
    private static final int LEAST_PERIOD = 0xF;
    private static final int COUNTS_IN_SLEEP = 1;
    private static final int COUNTS_WHILE_DEBUGGED = 1 << 3;
    private static final int CYCLES_FROM_TIMEOUT_TO_RESET = 2;

    private final Surroundings surroundings;
    private final Clock clock;
    private final Alarm alarm;
    private final Event timeout = event(0x100, 0);
    private final Register waitingFor;

    private Runnable resetRequest = () -> {};
    private int period;
    private int enabled;
    private int config;
    private boolean running;
    private boolean timedOut;

    /** Creates the device. */
    public Nrf52840Watchdog(Surroundings surroundings) {
        super(surroundings, SIZE);
        this.surroundings = surroundings;
        clock = surroundings.clock();
        alarm = clock.newAlarm(this::expire);
        task(0x000, this::start);
        registers.fixed(0x400).onRead(stored -> running ? 1 : 0);
        waitingFor = registers.fixed(0x404);
        registers.fixed(0x504).onRead(stored -> period).onWrite(this::periodWritten);
        registers.fixed(0x508).onRead(stored -> enabled).onWrite(this::enabledWritten);
        registers.fixed(0x50C).onRead(stored -> config).onWrite(this::configWritten);
        for (int i = 0; i < REQUESTS; i++) {
            int request = 1 << i;
            registers.fixed(0x600 + 4 * i).onWrite(value -> requested(request, value));
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
        running = false;
        timedOut = false;
        period = -1;
        config = COUNTS_IN_SLEEP;
        enabled = 1;
        waitingFor.set(enabled);
        super.onReset();
    }

    private void start() {
        running = true;
        reload();
    }

    private void reload() {
        waitingFor.set(enabled);
        alarm.at(clock.now() + clock.slotsFor(Integer.toUnsignedLong(period) + 1, FREQUENCY));
    }

    private void requested(int request, int value) {
        if (value != RELOAD || timedOut) {
            return;
        }
        waitingFor.set(waitingFor.get() & ~request);
        if (running && waitingFor.get() == 0) {
            reload();
        }
    }

    private void expire() {
        if (timeout.isInterruptEnabled() && !timedOut) {
            timedOut = true;
            timeout.happen();
            alarm.at(clock.now() + clock.slotsFor(CYCLES_FROM_TIMEOUT_TO_RESET, FREQUENCY));
        } else {
            warn("The watchdog resets the machine: the reload requests " + requestNames() + " did not come.");
            resetRequest.run();
        }
    }

    private String requestNames() {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < REQUESTS; i++) {
            if (waitingFor.has(1 << i)) {
                names.append(names.isEmpty() ? "" : ", ")
                        .append("RR[")
                        .append(i)
                        .append(']');
            }
        }
        return names.toString();
    }

    private void periodWritten(int value) {
        if (isConfigurable("CRV")) {
            if (Integer.compareUnsigned(value, LEAST_PERIOD) < 0) {
                warn("CRV keeps its value: " + value + " is less than " + LEAST_PERIOD + ".");
            } else {
                period = value;
            }
        }
    }

    private void enabledWritten(int value) {
        if (isConfigurable("RREN")) {
            enabled = value & ((1 << REQUESTS) - 1);
            waitingFor.set(enabled);
        }
    }

    private void configWritten(int value) {
        if (isConfigurable("CONFIG")) {
            config = value & (COUNTS_IN_SLEEP | COUNTS_WHILE_DEBUGGED);
            if ((value & COUNTS_IN_SLEEP) == 0) {
                warn("CONFIG asks to stand still while the core sleeps, which this model does not do.");
            }
        }
    }

    private boolean isConfigurable(String register) {
        if (running) {
            warn(register + " keeps its value while the watchdog runs.");
        }
        return !running;
    }

    private void warn(String message) {
        surroundings.log().warn(surroundings.name(), message);
    }
}
