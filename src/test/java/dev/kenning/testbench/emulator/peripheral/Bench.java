package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.Surroundings;
import java.util.ArrayList;
import java.util.List;

/** Surrounds one device in a test: a clock of 100 million slots a second and a log. */
final class Bench {

    final Clock clock = new Clock(100_000_000);
    final List<String> log = new ArrayList<>();

    Surroundings surroundings(String name) {
        return new Surroundings(name, clock, (source, message) -> log.add(source + ": " + message));
    }

    /** Lets virtual time pass, with the alarms on the way. */
    void passMicros(long micros) {
        long end = clock.now() + micros * 100;
        while (clock.nextAlarm() <= end) {
            clock.moveTo(clock.nextAlarm());
            clock.fireDue();
        }
        clock.moveTo(end);
    }
}
