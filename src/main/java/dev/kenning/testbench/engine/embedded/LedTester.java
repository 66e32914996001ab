package dev.kenning.testbench.engine.embedded;

import dev.kenning.testbench.engine.ExpectationFailedError;
import dev.kenning.testbench.engine.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Watches an LED of a machine in this JVM by the rules of Renode's LED tester. Not thread-safe. */
public final class LedTester implements dev.kenning.testbench.engine.Led {

    /**
     * A span of time in which an LED did not change.
     *
     * @param lit whether it was lit
     * @param nanos how long
     * @param complete whether it changed at both ends; else the observation cut it off
     */
    public record Phase(boolean lit, long nanos, boolean complete) {}

    private record Change(long nanos, boolean lit) {}

    private final Timeline timeline;
    private final String path;
    private final dev.kenning.testbench.emulator.peripheral.PinLed led;
    private final List<Change> changes = new ArrayList<>();
    private boolean observing;

    /** Creates a tester of the LED at a path, which is for messages. */
    public LedTester(Timeline timeline, String path, dev.kenning.testbench.emulator.peripheral.PinLed led) {
        this.timeline = timeline;
        this.path = path;
        this.led = led;
        led.addListener(this::onChange);
    }

    private void onChange() {
        if (observing) {
            changes.add(new Change(timeline.nanos(), led.isLit()));
        } else {
            timeline.interrupt();
        }
    }

    @Override
    public boolean isLit() {
        return led.isLit();
    }

    /** Waits until it is lit, or dark; returns whether that happened in time. */
    public boolean reaches(boolean lit, Duration timeout) {
        timeline.await(
                Math.addExact(timeline.nanos(), timeout.toNanos()),
                () -> isLit() == lit,
                "for the LED " + path + " to be " + state(lit));
        return isLit() == lit;
    }

    @Override
    public void waitUntil(boolean lit, Duration timeout) {
        if (!reaches(lit, timeout)) {
            throw new ExpectationFailedError(String.format(
                    Locale.ROOT,
                    "the LED %s was not %s within %.3f s of virtual time (it is %.6f s)",
                    path,
                    state(lit),
                    timeout.toNanos() / 1e9,
                    timeline.nanos() / 1e9));
        }
    }

    @Override
    public void waitUntilHeld(boolean lit, Duration timeout, Duration hold) {
        waitUntil(lit, timeout);
        if (reaches(!lit, hold)) {
            throw new ExpectationFailedError(String.format(
                    Locale.ROOT,
                    "the LED %s did not stay %s for %.3f s of virtual time: it changed at %.6f s",
                    path,
                    state(lit),
                    hold.toNanos() / 1e9,
                    timeline.nanos() / 1e9));
        }
    }

    /** Lets time pass and returns what the LED did meanwhile; the phases' lengths add up to that time. */
    public List<Phase> observe(Duration time) {
        long begin = timeline.nanos();
        boolean lit = isLit();
        changes.clear();
        observing = true;
        try {
            timeline.await(Math.addExact(begin, time.toNanos()), () -> false, "to observe the LED " + path);
        } finally {
            observing = false;
        }
        List<Phase> phases = new ArrayList<>();
        long since = begin;
        for (Change change : changes) {
            phases.add(new Phase(lit, change.nanos() - since, !phases.isEmpty()));
            since = change.nanos();
            lit = change.lit();
        }
        phases.add(new Phase(lit, timeline.nanos() - since, false));
        return phases;
    }

    private static String state(boolean lit) {
        return lit ? "lit" : "dark";
    }
}
