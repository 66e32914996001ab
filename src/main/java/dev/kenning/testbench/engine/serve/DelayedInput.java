package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.emulator.bus.Alarm;
import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.Uart;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Puts bytes on a UART's receive line, at once or one by one with virtual time between them. */
final class DelayedInput {

    private final Clock clock;
    private final Uart uart;
    private final Alarm alarm;
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private long delayNanos;

    DelayedInput(Clock clock, Uart uart) {
        this.clock = clock;
        this.uart = uart;
        alarm = clock.newAlarm(this::sendNext);
    }

    /** Sets the time between two bytes of what is added from now on. */
    void setDelay(Duration delay) {
        delayNanos = delay.toNanos();
    }

    void add(int value) {
        if (delayNanos == 0 && !alarm.isSet()) {
            uart.receive(value);
            return;
        }
        waiting.add(value);
        if (!alarm.isSet()) {
            setAlarm();
        }
    }

    private void sendNext() {
        uart.receive(waiting.remove());
        if (!waiting.isEmpty()) {
            setAlarm();
        }
    }

    private void setAlarm() {
        alarm.at(clock.slotAtNanos(clock.nanos() + delayNanos));
    }
}
