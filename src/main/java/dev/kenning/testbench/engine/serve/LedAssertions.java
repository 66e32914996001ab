package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.emulator.monitor.LedTesterMembers;
import dev.kenning.testbench.engine.embedded.LedTester;
import dev.kenning.testbench.robot.KeywordException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Asserts on an LED as Renode's LED tester does; what does not hold is a {@link KeywordException}. */
final class LedAssertions implements LedTesterMembers.Assertions {

    private final LedTester led;
    private final Duration defaultTimeout;

    LedAssertions(LedTester led, Duration defaultTimeout) {
        this.led = led;
        this.defaultTimeout = defaultTimeout;
    }

    @Override
    public void state(boolean lit, Optional<Duration> timeout) {
        require(led.reaches(lit, timeout.orElse(defaultTimeout)), "LED assertion not met.");
    }

    @Override
    public void held(boolean lit, Duration timeout, Duration hold) {
        require(led.reaches(lit, timeout), "Initial LED assertion not met.");
        require(!led.reaches(!lit, hold), "LED changed state.");
    }

    @Override
    public void dutyCycle(Duration time, double expected, double tolerance) {
        long lit = led.observe(time).stream()
                .filter(LedTester.Phase::lit)
                .mapToLong(LedTester.Phase::nanos)
                .sum();
        double share = (double) lit / time.toNanos();
        require(
                Math.abs(share - expected) <= tolerance,
                String.format(
                        Locale.ROOT, "Fill assertion not met: expected %.4f, but was lit for %.4f.", expected, share));
    }

    @Override
    public void blinking(Duration time, Duration on, Duration off, double tolerance) {
        List<LedTester.Phase> phases = led.observe(time);
        require(
                phases.stream().anyMatch(LedTester.Phase::complete),
                "Expected blinking pattern not detected (the LED changed " + (phases.size() - 1)
                        + " times, so no phase was seen whole).");
        for (LedTester.Phase phase : phases) {
            long expected = (phase.lit() ? on : off).toNanos();
            boolean tooLong = phase.nanos() > expected * (1 + tolerance);
            boolean tooShort = phase.complete() && phase.nanos() < expected * (1 - tolerance);
            require(
                    !tooLong && !tooShort,
                    String.format(
                            Locale.ROOT,
                            "Expected blinking pattern not detected (it was %s for %.6f s, %.6f s expected).",
                            phase.lit() ? "lit" : "dark",
                            phase.nanos() / 1e9,
                            expected / 1e9));
        }
    }

    private static void require(boolean met, String failure) {
        if (!met) {
            throw new KeywordException("InvalidOperationException", failure);
        }
    }
}
