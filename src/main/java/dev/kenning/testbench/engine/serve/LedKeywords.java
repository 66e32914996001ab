package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.peripheral.PinLed;
import dev.kenning.testbench.engine.embedded.LedTester;
import dev.kenning.testbench.robot.KeywordException;
import dev.kenning.testbench.robot.RpcValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Tests LEDs as Renode's LED testers do ({@code renode-integration.md}, section 7.3). */
final class LedKeywords implements KeywordGroup {

    private static final BigDecimal DEFAULT_TOLERANCE = new BigDecimal("0.05");

    private record Tester(LedTester led, Optional<Duration> timeout) {}

    private final RunLoop loop;
    private final Testers<PinLed, Tester> testers = new Testers<>();
    private final List<Keyword> keywords;
    private Duration defaultTimeout = Duration.ZERO;

    LedKeywords(RunLoop loop) {
        this.loop = loop;
        keywords = List.of(
                new Keyword("SetDefaultLedTimeout timeout:seconds", this::setDefaultTimeout),
                new Keyword("CreateLedTester led:text defaultTimeout:seconds? machine:text?", this::create),
                new Keyword(
                        "AssertLedState state:flag timeout:seconds? testerId:integer? pauseEmulation:flag?",
                        this::assertState),
                new Keyword(
                        "AssertAndHoldLedState initialState:flag timeoutAssert:seconds timeoutHold:seconds"
                                + " testerId:integer? pauseEmulation:flag?",
                        this::assertAndHold),
                new Keyword(
                        "AssertLedDutyCycle testDuration:seconds expectedDutyCycle:number tolerance:number?"
                                + " testerId:integer? pauseEmulation:flag?",
                        this::assertDutyCycle),
                new Keyword(
                        "AssertLedIsBlinking testDuration:seconds onDuration:seconds offDuration:seconds"
                                + " tolerance:number? testerId:integer? pauseEmulation:flag?",
                        this::assertBlinking));
    }

    @Override
    public List<Keyword> keywords() {
        return keywords;
    }

    @Override
    public void clear() {
        testers.clear();
    }

    private RpcValue setDefaultTimeout(KeywordArguments arguments) {
        defaultTimeout = arguments.time("timeout");
        return RpcValue.nil();
    }

    private RpcValue create(KeywordArguments arguments) {
        Machine machine = loop.machine(arguments.textIfGiven("machine"));
        String path = arguments.text("led");
        PinLed led = led(machine, path);
        return RpcValue.of(testers.numberOf(
                led,
                () -> new Tester(
                        new LedTester(loop.timeline(machine), path, led), arguments.timeIfGiven("defaultTimeout"))));
    }

    private static PinLed led(Machine machine, String path) {
        try {
            return machine.led(path);
        } catch (MachineException e) {
            throw Peripherals.absent(machine, path);
        }
    }

    private RpcValue assertState(KeywordArguments arguments) {
        Tester tester = tester(arguments);
        Duration timeout =
                arguments.timeIfGiven("timeout").orElse(tester.timeout().orElse(defaultTimeout));
        boolean met = pausing(arguments, () -> tester.led().reaches(arguments.flag("state"), timeout));
        return passedIf(met, "LED assertion not met.");
    }

    private RpcValue assertAndHold(KeywordArguments arguments) {
        LedTester led = tester(arguments).led();
        boolean state = arguments.flag("initialState");
        if (!led.reaches(state, arguments.time("timeoutAssert"))) {
            throw failure("Initial LED assertion not met.");
        }
        boolean held = pausing(arguments, () -> !led.reaches(!state, arguments.time("timeoutHold")));
        return passedIf(held, "LED changed state.");
    }

    private RpcValue assertDutyCycle(KeywordArguments arguments) {
        List<LedTester.Phase> phases = observe(arguments);
        double expected = arguments.number("expectedDutyCycle").doubleValue();
        long lit = phases.stream()
                .filter(LedTester.Phase::lit)
                .mapToLong(LedTester.Phase::nanos)
                .sum();
        double share = (double) lit / arguments.time("testDuration").toNanos();
        return passedIf(
                Math.abs(share - expected) <= tolerance(arguments),
                String.format(
                        Locale.ROOT, "Fill assertion not met: expected %.4f, but was lit for %.4f.", expected, share));
    }

    private RpcValue assertBlinking(KeywordArguments arguments) {
        List<LedTester.Phase> phases = observe(arguments);
        long on = arguments.time("onDuration").toNanos();
        long off = arguments.time("offDuration").toNanos();
        double tolerance = tolerance(arguments);
        if (phases.stream().noneMatch(LedTester.Phase::complete)) {
            throw failure("Expected blinking pattern not detected (the LED changed " + (phases.size() - 1)
                    + " times, so no phase was seen whole).");
        }
        for (LedTester.Phase phase : phases) {
            long expected = phase.lit() ? on : off;
            boolean tooLong = phase.nanos() > expected * (1 + tolerance);
            boolean tooShort = phase.complete() && phase.nanos() < expected * (1 - tolerance);
            if (tooLong || tooShort) {
                throw failure(String.format(
                        Locale.ROOT,
                        "Expected blinking pattern not detected (it was %s for %.6f s, %.6f s expected).",
                        phase.lit() ? "lit" : "dark",
                        phase.nanos() / 1e9,
                        expected / 1e9));
            }
        }
        return RpcValue.nil();
    }

    private List<LedTester.Phase> observe(KeywordArguments arguments) {
        LedTester led = tester(arguments).led();
        List<LedTester.Phase> phases = led.observe(arguments.time("testDuration"));
        if (arguments.flagIfGiven("pauseEmulation").orElse(false)) {
            loop.pause();
        }
        return phases;
    }

    private Tester tester(KeywordArguments arguments) {
        return testers.find(arguments.integerIfGiven("testerId"));
    }

    private boolean pausing(KeywordArguments arguments, Supplier<Boolean> assertion) {
        return loop.pausingAtMatch(arguments.flagIfGiven("pauseEmulation").orElse(false), assertion);
    }

    private static double tolerance(KeywordArguments arguments) {
        return arguments.numberIfGiven("tolerance").orElse(DEFAULT_TOLERANCE).doubleValue();
    }

    private static RpcValue passedIf(boolean met, String failure) {
        if (!met) {
            throw failure(failure);
        }
        return RpcValue.nil();
    }

    private static KeywordException failure(String text) {
        return new KeywordException("InvalidOperationException", text);
    }
}
