package dev.kenning.testbench.engine.embedded;

import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.Led;
import dev.kenning.testbench.engine.Timeline;
import java.time.Duration;
import java.util.Locale;

/** An LED of a machine in this JVM. */
final class EmbeddedLed implements Led {

    private final Timeline timeline;
    private final String path;
    private final dev.kenning.testbench.emulator.peripheral.Led led;

    EmbeddedLed(Timeline timeline, String path, dev.kenning.testbench.emulator.peripheral.Led led) {
        this.timeline = timeline;
        this.path = path;
        this.led = led;
        led.addListener(timeline::interrupt);
    }

    @Override
    public boolean isLit() {
        return led.isLit();
    }

    @Override
    public void waitUntil(boolean lit, Duration timeout) {
        await(lit, timeout);
        if (isLit() != lit) {
            throw new EngineException(String.format(
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
        await(!lit, hold);
        if (isLit() != lit) {
            throw new EngineException(String.format(
                    Locale.ROOT,
                    "the LED %s did not stay %s for %.3f s of virtual time: it changed at %.6f s",
                    path,
                    state(lit),
                    hold.toNanos() / 1e9,
                    timeline.nanos() / 1e9));
        }
    }

    private void await(boolean lit, Duration time) {
        timeline.await(
                Math.addExact(timeline.nanos(), time.toNanos()),
                () -> isLit() == lit,
                "for the LED " + path + " to be " + state(lit));
    }

    private static String state(boolean lit) {
        return lit ? "lit" : "dark";
    }
}
